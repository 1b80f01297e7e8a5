package bench

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"porthole/bench/figures"
)

// The measures are tools that nobody looks at for months. This keeps them from
// rotting: everything is built and run once, with a handful of sessions. It looks
// at whether the figures are there and make sense, never at how good they are.
func TestTheMeasuresMeasure(t *testing.T) {
	s := stage(t)
	t.Run("sshd", s.ours)
	t.Run("echo", s.echo)
	t.Run("repaint", s.repaint)
}

const sessions = 8

// workshop is where the programs and a filled data folder are.
type workshop struct{ folder string }

func stage(t *testing.T) workshop {
	notice(t)
	s := workshop{t.TempDir()}
	into := s.folder + string(filepath.Separator)
	s.run(t, "go", "-C", "..", "build", "-o", into, "./cmd/sshd")
	s.run(t, "go", "build", "-o", into, "./load", "./floor", "./fixture")
	s.run(t, s.path("fixture"), "--data", s.path("data"), "--keys", s.path("keys"), "--partners", "1", "--shipments", "50", "--accounts", "4")
	return s
}

// notice looks at every source file of the programs, so that go test does not take
// an earlier result for that of what has changed since: it sees what a test looks
// at, and not what a compiler does that the test starts.
func notice(t *testing.T) {
	t.Helper()
	for _, top := range []string{"../bench", "../cmd", "../internal"} {
		err := filepath.WalkDir(top, func(path string, _ fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(path) == ".go" {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (s workshop) path(name string) string { return filepath.Join(s.folder, name) }

func (s workshop) run(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(name), err, said.String())
	}
	return out
}

// start starts a server and returns its address and its process.
func (s workshop) start(t *testing.T, name string, args ...string) (addr, pid string) {
	t.Helper()
	cmd := exec.Command(s.path(name), args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if addr, found := strings.CutPrefix(lines.Text(), "listening on "); found {
			return addr, strconv.Itoa(cmd.Process.Pid)
		}
	}
	t.Fatalf("%s is not ready", name)
	return "", ""
}

// load runs the driver, whose report must be one line of JSON.
func (s workshop) load(t *testing.T, addr string, args ...string) figures.Report {
	t.Helper()
	args = append([]string{"--addr", addr, "--keys", s.path("keys"), "--settle", "10ms"}, args...)
	line := s.run(t, s.path("load"), args...)
	if strings.Count(string(line), "\n") != 1 || !json.Valid(line) {
		t.Fatalf("no line of JSON: %q", line)
	}
	r, err := figures.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	if r.Refused > 0 || r.Dropped > 0 {
		t.Errorf("%d refused, %d dropped", r.Refused, r.Dropped)
	}
	return r
}

func (s workshop) ours(t *testing.T) {
	metrics := free(t)
	addr, pid := s.start(t, "sshd", "--data", s.path("data"), "--addr", "127.0.0.1:0", "--metrics", metrics)
	month := time.Now().AddDate(0, 3, 0).Format("2006-01")
	r := s.load(t, addr, "--sessions", strconv.Itoa(sessions), "--watch", "SHP/", "--hold", "100ms", "--pid", pid, "--metrics", "http://"+metrics+"/metrics",
		"--typing", "25%", "--rate", "20", "--type-for", "500ms", "--repaint", "--save-repaint", s.path("frame"),
		"--publish", "reschedule SHP/202501/00050 --eta "+month+"-%d --reason Congestion --publish", "--publish-key", s.path("keys-staff/ops"),
		"--publish-times", "1", "--publish-rest", "0s")
	sane(t, r)
	if raw, err := os.ReadFile(s.path("frame")); err != nil || float64(len(raw)) != r.Repaint || len(raw) < 1000 {
		t.Errorf("a repaint of %d bytes was kept, %v was reported: %v", len(raw), r.Repaint, err)
	}
	if r.Fanout.Runs != 1 || r.Fanout.N != sessions || r.Fanout.Missed > 0 || r.Fanout.Last <= 0 {
		t.Errorf("fan-out: %+v", r.Fanout)
	}
	if r := s.load(t, addr, "--sessions", "3", "--once", "--watch", "SHP/"); r.FirstFrame.N != 3 || r.FirstFrame.P50 < r.Handshake.P50 {
		t.Errorf("visits: %+v", r)
	}
	if r := s.load(t, addr, "--sessions", "3", "--exec", "whoami"); r.Exec.N != 3 || r.Exec.P50 < r.Handshake.P50 {
		t.Errorf("commands: %+v", r)
	}
}

func (s workshop) echo(t *testing.T) {
	metrics := free(t)
	addr, pid := s.start(t, "floor", "echo", "--metrics", metrics)
	r := s.load(t, addr, "--sessions", strconv.Itoa(sessions), "--hold", "100ms", "--pid", pid, "--metrics", "http://"+metrics+"/metrics",
		"--typing", "25%", "--rate", "20", "--type-for", "500ms", "--publish", "news", "--publish-times", "2", "--publish-rest", "0s")
	sane(t, r)
	if r.KeyBytes != 1 {
		t.Errorf("an echo of %v bytes", r.KeyBytes)
	}
	if r.Fanout.N != 2*sessions || r.Fanout.Missed > 0 || r.Fanout.Last <= 0 {
		t.Errorf("fan-out: %+v", r.Fanout)
	}
}

func (s workshop) repaint(t *testing.T) {
	addr, _ := s.start(t, "floor", "repaint", "--frame", s.path("frame"))
	r := s.load(t, addr, "--typing", "1", "--type-for", "300ms")
	frame, err := os.Stat(s.path("frame"))
	if err != nil {
		t.Fatal(err)
	}
	if r.KeyBytes != float64(frame.Size()) || r.KeyWire < r.KeyBytes {
		t.Errorf("%v bytes for a key, %v on the wire; the frame has %d", r.KeyBytes, r.KeyWire, frame.Size())
	}
}

// sane says whether what every run has to report is there.
func sane(t *testing.T, r figures.Report) {
	t.Helper()
	if r.Asked != sessions || r.Opened != sessions || r.Handshake.N != sessions || r.FirstFrame.N != sessions {
		t.Errorf("asked for %d, opened %d, %d handshakes, %d frames", r.Asked, r.Opened, r.Handshake.N, r.FirstFrame.N)
	}
	for name, spread := range map[string]figures.Spread{"handshake": r.Handshake, "first frame": r.FirstFrame, "key": r.Key} {
		if spread.P50 <= 0 || spread.P95 < spread.P50 || spread.P99 < spread.P95 || spread.Max < spread.P99 {
			t.Errorf("%s: %+v", name, spread)
		}
	}
	if r.Keys < 2 || r.Key.N < 2 || r.Unanswered > 0 || r.KeyBytes < 1 || r.KeyWire < r.KeyBytes || r.KeyWireUp < 1 {
		t.Errorf("%d keys, %d answers, %d unanswered, %v bytes, %v on the wire", r.Keys, r.Key.N, r.Unanswered, r.KeyBytes, r.KeyWire)
	}
	if r.GoroutinesPerSession == nil || *r.GoroutinesPerSession < 4 || *r.GoroutinesPerSession > 30 {
		t.Errorf("goroutines: %v before, %v after", r.GoroutinesBefore, r.Goroutines)
	}
	if _, err := os.Stat("/proc/self/status"); err == nil && (r.RSS <= 0 || r.RSSPeak < r.RSS || r.IdleCPU == nil) {
		t.Errorf("memory %d, at most %d, processor %v", r.RSS, r.RSSPeak, r.IdleCPU)
	}
}

// free is an address that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// The driver says no before it connects to anything that is elsewhere.
func TestNobodyElseIsLoaded(t *testing.T) {
	begun := time.Now()
	out, err := exec.Command("go", "run", "./load", "--addr", "192.0.2.1:22", "--keys", t.TempDir()).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "loopback") {
		t.Errorf("%v after %v: %s", err, time.Since(begun), out)
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"porthole/internal/server/sshtest"
	"porthole/internal/store"
)

// openWatched is a house that gives metrics, and where; what it says on standard
// error is read only after its end, so that the port is one that was free.
func openWatched(t *testing.T, args ...string) (h *house, url string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	_ = listener.Close()
	return open(t, append([]string{"--metrics", addr}, args...)...), "http://" + addr
}

// get asks, as Prometheus does, and under another name if one is given.
func get(t *testing.T, url, host string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host, request.Close = host, true
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(raw)
}

// value is that of a line of /metrics; 0 when there is no such line.
func value(body, line string) (v float64) {
	found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(line) + ` (\S+)$`).FindStringSubmatch(body)
	if found != nil {
		_, _ = fmt.Sscan(found[1], &v)
	}
	return v
}

// The operator looks at the numbers while people work; nothing of what they work
// on is among them.
func TestMetrics(t *testing.T) {
	signer, file := newAdmin(t, "boss@forwarder.example")
	h, url := openWatched(t, "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data"), "--admin-key", file,
		"--clock", "2025-05-16T09:00:00+07:00")
	admin, anna := sshtest.Dial(t, h.addr, "canary-user", signer), sshtest.NewKey(t)
	run0(t, admin, `partner add saigon-tech --name "Saigon Tech Export"`)
	run0(t, admin, "account add anna@saigontech.example --partner saigon-tech")
	run0(t, admin, "key add --account anna@saigontech.example", publicLine(anna, "laptop"))
	run0(t, admin, "import - --format csv", fmt.Sprintf(oneShipment, "25/05/2025"))
	screen := sshtest.Dial(t, h.addr, "canary-user", anna).Open()
	screen.See("SHP/202505/00080", "25 May")
	screen.Press("?")
	screen.See("Everywhere")
	screen.Press("q")
	screen.See("25 May")
	run0(t, admin, "import - --format csv", fmt.Sprintf(oneShipment, "28/05/2025"))
	screen.See("28 May")
	if _, err := sshtest.TryDial(t, h.addr, "canary-user", sshtest.NewKey(t)); err != nil {
		t.Fatal(err)
	}

	status, body := get(t, url+"/metrics", "")
	if status != http.StatusOK {
		t.Fatalf("%d", status)
	}
	for line, least := range map[string]float64{
		`porthole_sessions{kind="screen",principal="portal"}`: 1, "porthole_connections": 3,
		`porthole_handshakes_total{outcome="passed"}`: 3, "porthole_sent_bytes_total": 1000, "porthole_frame_bytes_total": 500,
		"porthole_frame_seconds_count": 3, "porthole_key_seconds_count": 2, "porthole_feed_lag_seconds_count": 1,
		"porthole_store_read_seconds_count": 10, "porthole_store_write_seconds_count": 5, "porthole_store_commits_total": 5,
		"go_goroutines": 5, "process_resident_memory_bytes": 1 << 20, "process_cpu_seconds_total": 0.01,
	} {
		if got := value(body, line); got < least {
			t.Errorf("%s is %v, and not %v or more", line, got, least)
		}
	}
	for _, name := range []string{"porthole_mail_waiting 0", "porthole_mail_failed 0", "porthole_mail_oldest_age_seconds 0", "porthole_mail_sent_total 0"} {
		if !strings.Contains(body, "\n"+name+"\n") {
			t.Errorf("no %s", name)
		}
	}
	_, stacks := get(t, url+"/debug/pprof/goroutine?debug=2", "")
	for _, canary := range []string{
		"canary", "anna", "boss", "saigon", "Saigon", "SHP/", "HANNOVER", "USLGB", "127.0.0.1", "SHA256", "laptop",
	} {
		if strings.Contains(body, canary) || strings.Contains(stacks, canary) {
			t.Errorf("%q is in the answer", canary)
		}
	}
	if t.Failed() {
		t.Log(body)
	}

	if status, index := get(t, url+"/debug/pprof/", ""); status != http.StatusOK || !strings.Contains(index, "goroutine") {
		t.Errorf("pprof: %d", status)
	}
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/heap"} {
		if status, _ := get(t, url+path, "attacker.example"); status != http.StatusForbidden {
			t.Errorf("%s under a foreign name: %d", path, status)
		}
	}
	if status, line := get(t, url+"/readyz", "balancer.example"); status != http.StatusOK || line != "ready\n" {
		t.Errorf("ready: %d %s", status, line)
	}
	if code := h.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d\n%s", code, h.stderr)
	}
	if status, _ := get(t, url+"/metrics", ""); status != 0 {
		t.Error("somebody still answers")
	}
	if n := len(h.output()); n != 1 {
		t.Errorf("%d lines on standard output: %q", n, h.output())
	}
}

// Port 0 picks a free one, and the log says which.
func TestMetricsOnAFreePort(t *testing.T) {
	h := open(t, "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d"), "--metrics", "localhost:0")
	h.stop(syscall.SIGTERM)
	if !regexp.MustCompile(`metrics=http://(127\.0\.0\.1|\[::1\]):[1-9]\d*/metrics\b`).MatchString(h.stderr.String()) {
		t.Errorf("it says %s", h.stderr)
	}
}

func TestMetricsAreOffByDefault(t *testing.T) {
	h := open(t, "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d"))
	h.stop(syscall.SIGTERM)
	if strings.Contains(h.stderr.String(), "metrics") {
		t.Errorf("it says %s", h.stderr)
	}
}

func TestMetricsAreForThisMachineAlone(t *testing.T) {
	for _, addr := range []string{":9090", "0.0.0.0:0", "192.0.2.1:9090", "[::]:0", "track.example:9090", "9090"} {
		data := filepath.Join(t.TempDir(), "d")
		refuses(t, 2, "not a loopback address", "--metrics", addr, "--addr", "127.0.0.1:0", "--data", data)
		if found, _ := filepath.Glob(data); found != nil {
			t.Errorf("%s: the folder was made all the same", addr)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	refuses(t, 1, "--metrics", "--metrics", listener.Addr().String(), "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d"))
	t.Setenv("PORTHOLE_METRICS", "0.0.0.0:9090")
	refuses(t, 2, "not a loopback address", "--data", filepath.Join(t.TempDir(), "d"))
}

// A server that is being stopped, or whose store cannot be read, says so before a
// balancer sends somebody.
func TestReady(t *testing.T) {
	st, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(t.Context())
	if err := ready(serving, t.Context(), st); err != nil {
		t.Error(err)
	}
	stop()
	if err := ready(serving, t.Context(), st); err == nil || !strings.Contains(err.Error(), "stopped") {
		t.Error(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if err := ready(t.Context(), t.Context(), st); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Error(err)
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// The newcomer's minute: one command, one printed line that is pasted, and there
// is the shipment.
func TestTheDemo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "the demo")
	h := open(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir)
	var pasted []string
	ready := 0
	for _, line := range h.output() {
		if strings.HasPrefix(strings.TrimSpace(line), "ssh ") {
			pasted = append(pasted, strings.TrimSpace(line))
		}
		if strings.HasPrefix(line, "listening on ") {
			ready++
		}
	}
	if len(pasted) != 6 || ready != 1 || !strings.HasPrefix(h.addr, "127.0.0.1:") {
		t.Fatalf("%d lines to paste, %d ready lines, at %s", len(pasted), ready, h.addr)
	}
	if _, err := exec.LookPath("ssh"); err == nil {
		out, err := exec.Command("sh", "-c", pasted[0]+" shipment SHP/202505/00080 </dev/null").CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Long Beach") {
			t.Errorf("the pasted line: %v\n%s", err, out)
		}
	}
	for _, path := range []string{"", "demo-keys"} {
		wantMode(t, filepath.Join(dir, path), 0o700)
	}
	for _, path := range []string{"host_ed25519", "porthole.db", "demo-keys/saigon-tech", "demo-keys/known_hosts"} {
		wantMode(t, filepath.Join(dir, path), 0o600)
	}

	saigon, mekong := h.as(dir, "saigon-tech").Open(), h.as(dir, "mekong-foods").Open()
	saigon.See("SHP/202505/00080", "Saigon Tech Export")
	mekong.See("SHP/202504/00061", "Mekong Foods JSC")
	for name, raw := range map[string]string{"Mekong": saigon.Raw(), "00061": saigon.Raw(), "Saigon": mekong.Raw(), "00080": mekong.Raw()} {
		if strings.Contains(raw, name) {
			t.Errorf("a customer sees %s of another", name)
		}
	}
	saigon.Resize(120, 40)
	saigon.See("Has the ETA changed?")
	saigon.Press("q")
	if status := saigon.Ended(); status != 0 {
		t.Errorf("status %d", status)
	}
	mekong.See("Mekong Foods JSC")
	if code := h.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d after SIGTERM\n%s", code, h.stderr)
	}
	if status := mekong.Ended(); status != 1 || !strings.Contains(mekong.Text(), "The server is restarting") {
		t.Errorf("%d\n%s", status, mekong.Text())
	}
}

func wantMode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Error(err)
		return
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("%s has mode %o, want %o", filepath.Base(path), got, want)
	}
}

func TestATemporaryDemoIsRemoved(t *testing.T) {
	for name, end := range map[string]os.Signal{"interrupted": os.Interrupt, "its terminal was closed": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) { leavesNothing(t, end) })
	}
}

// leavesNothing ends a demo, whose keys must not stay behind.
func leavesNothing(t *testing.T, end os.Signal) {
	t.Helper()
	if signal.Ignored(end) {
		t.Skip("whoever started the tests has asked that this signal is ignored, and programs inherit it")
	}
	h := open(t, "--demo", "--addr", "127.0.0.1:0")
	found := regexp.MustCompile(`-i (\S+)/demo-keys/saigon-tech`).FindStringSubmatch(strings.Join(h.output(), "\n"))
	if found == nil {
		t.Fatal("no key is named")
	}
	if _, err := os.Stat(found[1]); err != nil {
		t.Fatal(err)
	}
	if code := h.stop(end); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if _, err := os.Stat(found[1]); !os.IsNotExist(err) {
		t.Errorf("the folder is left: %v", err)
	}
}

// newAdmin writes a public key file as people have it and returns the key.
func newAdmin(t *testing.T, email string) (signer gossh.Signer, file string) {
	t.Helper()
	signer = sshtest.NewKey(t)
	file = filepath.Join(t.TempDir(), "id.pub")
	if err := os.WriteFile(file, []byte(publicLine(signer, email)), 0o600); err != nil {
		t.Fatal(err)
	}
	return signer, file
}

func publicLine(signer gossh.Signer, comment string) string {
	return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(signer.PublicKey()))) + " " + comment + "\n"
}

const oneShipment = "shipment,partner,status,mode,load,pol,pod,etd,eta,vessel\n" +
	"SHP/202505/00080,Saigon Tech Export,in_transit,sea,FCL,VNSGN,USLGB,10/05/2025,%s,ONE HANNOVER\n"

// The forwarder's first day, over ssh alone; the customer looks on.
func TestFromNothingToACustomersScreen(t *testing.T) {
	signer, file := newAdmin(t, "boss@forwarder.example")
	dir := filepath.Join(t.TempDir(), "data")
	h := open(t, "--addr", "127.0.0.1:0", "--data", dir, "--admin-key", file, "--clock", "2025-05-16T09:00:00+07:00")
	admin := sshtest.Dial(t, h.addr, "x", signer)
	if out := run0(t, admin, "whoami --json"); !strings.Contains(out, `"account":"boss@forwarder.example","role":"admin"`) {
		t.Errorf("the administrator is %s", out)
	}
	anna := sshtest.NewKey(t)
	guest := sshtest.Dial(t, h.addr, "x", anna).Open()
	guest.See("SHA256:")
	run0(t, admin, `partner add saigon-tech --name "Saigon Tech Export"`)
	run0(t, admin, "account add anna@saigontech.example --partner saigon-tech")
	run0(t, admin, "key add --account anna@saigontech.example", publicLine(anna, "laptop"))
	customer := sshtest.Dial(t, h.addr, "x", anna)
	screen := customer.Open()
	screen.See("Saigon Tech Export", "live")
	screen.SeeNo("SHP/202505/00080")
	run0(t, admin, "import - --format csv", fmt.Sprintf(oneShipment, "25/05/2025"))
	screen.See("SHP/202505/00080", "25 May")
	run0(t, admin, "import - --format csv", fmt.Sprintf(oneShipment, "28/05/2025"))
	screen.See("28 May", "+3d")
	if out := run0(t, customer, "shipments --json"); !strings.Contains(out, `"eta":"2025-05-28"`) {
		t.Errorf("shipments: %s", out)
	}
	if _, _, status := customer.Run("accounts"); status != 2 {
		t.Errorf("a customer asks for the accounts: exit %d", status)
	}
	if _, _, status := customer.Run("shipment SHP/202505/00081"); status != 3 {
		t.Errorf("an unknown shipment: exit %d", status)
	}
	run0(t, admin, "account disable anna@saigontech.example")
	if status := screen.Ended(); status != 1 || !strings.Contains(screen.Text(), "no longer registered") {
		t.Errorf("%d\n%s", status, screen.Text())
	}
	sshtest.Dial(t, h.addr, "x", anna).Open().See("SHA256:")
	if code := h.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d\n%s", code, h.stderr)
	}

	// The host key and what was written are there again; without the key, the
	// program does not start.
	again := open(t, "--addr", "127.0.0.1:0", "--data", dir)
	if out := run0(t, sshtest.Dial(t, again.addr, "x", signer), "shipments --json"); !strings.Contains(out, "2025-05-28") {
		t.Errorf("after a restart: %s", out)
	}
	refuses(t, 1, fmt.Sprint(again.cmd.Process.Pid), "--addr", "127.0.0.1:0", "--data", dir) // it says who holds it
	again.stop(syscall.SIGTERM)
	if err := os.Remove(filepath.Join(dir, "host_ed25519")); err != nil {
		t.Fatal(err)
	}
	refuses(t, 1, "backup", "--addr", "127.0.0.1:0", "--data", dir)
}

// refuses starts the program, which must end by itself and say the words.
func refuses(t *testing.T, code int, said string, args ...string) {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), sshtest.Patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=", "LANG=C")
	var out, message bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &message
	_ = cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("%v: exit code %d, want %d\n%s", args, got, code, message.String())
	}
	if !strings.Contains(message.String()+out.String(), said) {
		t.Errorf("%v says %q, not %q", args, message.String(), said)
	}
	if strings.Contains(out.String(), "listening on") {
		t.Errorf("%v: says that it listens", args)
	}
}

// The program that reads the log is gone, as when a log collector is restarted:
// customers do not notice.
func TestALogThatNobodyReads(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Close()
	h := openLogging(t, &bytes.Buffer{}, write, "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "data"))
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		sshtest.Dial(t, h.addr, "anybody").Open().See("Code")
	}
	if code := h.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestFlags(t *testing.T) {
	refuses(t, 0, "porthole ", "--version")
	refuses(t, 0, "--max-sessions", "--help")
	refuses(t, 2, "2025-05-16T09:00:00+07:00", "--clock", "tomorrow")
	refuses(t, 2, "-bogus", "--bogus")
	refuses(t, 2, "serve", "serve")
	refuses(t, 2, "--idle", "--idle", "0s")
	refuses(t, 1, "--addr", "--addr", "256.0.0.1:1", "--data", filepath.Join(t.TempDir(), "d"))
	refuses(t, 1, "--admin-key", "--admin-key", filepath.Join(t.TempDir(), "none"), "--data", filepath.Join(t.TempDir(), "d"))
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, 1, "--data", "--data", file)
}

// Nobody can sign in to a store without administrators, and it says how.
func TestWithoutAnAdministrator(t *testing.T) {
	h := open(t, "--addr", ":0", "--data", filepath.Join(t.TempDir(), "d"))
	if !strings.HasPrefix(h.addr, "127.0.0.1:") {
		t.Errorf("listening everywhere is printed as %s", h.addr)
	}
	sshtest.Dial(t, h.addr, "x").Open().See("code")
	if code := h.stop(os.Interrupt); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(h.stderr.String(), "--admin-key") {
		t.Errorf("it says %s", h.stderr)
	}
}

// A session that does not read and one that waits for input for ever do not keep
// the program from ending.
func TestAStuckSessionDoesNotHoldUpTheEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	h := open(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir)
	client := h.as(dir, "saigon-tech")
	for _, line := range []string{"key add", "watch"} {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := session.StdinPipe(); err != nil {
			t.Fatal(err)
		}
		if err := session.Start(line); err != nil {
			t.Fatal(err)
		}
	}
	start := time.Now()
	if code := h.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("it took %v", took)
	}
}

// The host key of the first start is what clients see ever after.
func TestTheHostKeyStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	var seen []string
	for range 2 {
		h := open(t, "--addr", "127.0.0.1:0", "--data", dir)
		config := sshtest.Config("x")
		config.HostKeyCallback = func(_ string, _ net.Addr, key gossh.PublicKey) error {
			seen = append(seen, gossh.FingerprintSHA256(key))
			return nil
		}
		client, err := gossh.Dial("tcp", h.addr, config)
		if err != nil {
			t.Fatal(err)
		}
		client.Close()
		h.stop(syscall.SIGTERM)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "host_ed25519"))
	if err != nil {
		t.Fatal(err)
	}
	if block, _ := pem.Decode(raw); block == nil || len(seen) != 2 || seen[0] != seen[1] {
		t.Errorf("seen %v", seen)
	}
}

// The story: the machine goes down in the middle of the very first start, again
// and again. Whenever it is, the next start works.
func TestFirstStartsThatAreKilled(t *testing.T) {
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	for n := range 24 {
		data := filepath.Join(t.TempDir(), "data")
		cmd := exec.Command(path, "--data", data, "--addr", "127.0.0.1:0")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(n) * 4 * time.Millisecond) // somewhere between the first byte and the ready line
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if code := open(t, "--data", data, "--addr", "127.0.0.1:0").stop(os.Interrupt); code != 0 {
			t.Errorf("round %d: ended with %d", n, code)
		}
	}
}

// A service manager that asks for the end twice gets the same good end.
func TestASecondTermination(t *testing.T) {
	boss, file := newAdmin(t, "boss@forwarder.example")
	h := open(t, "--data", filepath.Join(t.TempDir(), "data"), "--addr", "127.0.0.1:0", "--admin-key", file)
	p := sshtest.Dial(t, h.addr, "x", boss).Open()
	p.See("live")
	_ = h.cmd.Process.Signal(syscall.SIGTERM)
	p.See("restarting")
	if code := h.stop(syscall.SIGTERM); code != 0 {
		t.Errorf("ended with %d: %s", code, h.stderr)
	}
}

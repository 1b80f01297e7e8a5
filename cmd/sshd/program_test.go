package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
	"porthole/internal/store/postgres/pgtest"
)

// program is the binary, built once; it is what people start.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "porthole-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "sshd")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := pgtest.Main(m)
	if path, err := program(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// house is a running program.
type house struct {
	t      *testing.T
	cmd    *exec.Cmd
	addr   string
	stderr *bytes.Buffer
	mu     sync.Mutex
	lines  []string // of standard output
	read   chan struct{}
}

// open starts the program and waits for its ready line.
func open(t *testing.T, args ...string) *house {
	t.Helper()
	said := &bytes.Buffer{}
	return openLogging(t, said, said, args...)
}

// openLogging is open with a log that goes elsewhere than to what is kept of it.
func openLogging(t *testing.T, said *bytes.Buffer, log io.Writer, args ...string) *house {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return begin(t, said, log, exec.Command(path, placed(t, args)...))
}

// begin runs a command line that is the program, and waits for its ready line.
func begin(t *testing.T, said *bytes.Buffer, log io.Writer, cmd *exec.Cmd) *house {
	t.Helper()
	h := &house{t: t, cmd: cmd, stderr: said, read: make(chan struct{})}
	h.cmd.Stderr = log
	h.cmd.Env = append(os.Environ(), "LC_ALL=", "LANG=C")
	stdout, err := h.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make(chan string, 1)
	go h.follow(stdout, ready)
	t.Cleanup(func() {
		_ = h.cmd.Process.Kill()
		<-h.read
		_ = h.cmd.Wait()
	})
	select {
	case h.addr = <-ready:
	case <-time.After(3 * sshtest.Patience):
		t.Fatal("the program is not ready")
	}
	if h.addr == "" {
		_ = h.cmd.Wait()
		t.Fatalf("the program ended: %s", h.stderr)
	}
	return h
}

func (h *house) follow(stdout io.Reader, ready chan<- string) {
	defer close(h.read)
	defer close(ready)
	scanner := bufio.NewScanner(stdout)
	for scanner.Scan() {
		h.mu.Lock()
		h.lines = append(h.lines, scanner.Text())
		h.mu.Unlock()
		if addr, found := strings.CutPrefix(scanner.Text(), "listening on "); found {
			ready <- addr
		}
	}
}

func (h *house) output() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string{}, h.lines...)
}

// stop tells the program to end and returns its exit code.
func (h *house) stop(signal os.Signal) int {
	h.t.Helper()
	_ = h.cmd.Process.Signal(signal)
	<-h.read
	_ = h.cmd.Wait()
	return h.cmd.ProcessState.ExitCode()
}

// key reads a private key from a file.
func key(t *testing.T, path string) gossh.Signer {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.ParsePrivateKey(raw)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// as is a connection as one of the demo's people.
func (h *house) as(folder, name string) *sshtest.Client {
	h.t.Helper()
	return sshtest.Dial(h.t, h.addr, name, key(h.t, filepath.Join(folder, "demo-keys", name)))
}

// run0 runs a command that must succeed.
func run0(t *testing.T, c *sshtest.Client, line string, input ...string) string {
	t.Helper()
	out, message, status := c.Run(line, input...)
	if status != 0 {
		t.Fatalf("%s: exit %d\n%s%s", line, status, out, message)
	}
	return out
}

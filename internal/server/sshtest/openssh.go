package sshtest

import (
	"bytes"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// OpenSSH is somebody who uses the ssh program of their machine.
type OpenSSH struct {
	t       testing.TB
	program string
	args    []string
	env     []string // of the program
}

// With is the same person with other variables in the environment of their ssh.
func (o OpenSSH) With(env ...string) *OpenSSH {
	o.env = env
	return &o
}

// NewOpenSSH returns somebody with that private key (any that x/crypto knows),
// who talks to addr. The test is skipped where there is no ssh.
func NewOpenSSH(t testing.TB, addr string, private any, options ...string) *OpenSSH {
	t.Helper()
	program, err := exec.LookPath("ssh")
	if err != nil {
		t.Skip("there is no ssh on this machine")
	}
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(key, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{
		"-F", "none", "-p", port, "-i", key, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
		"-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + filepath.Join(dir, "known"), "-o", "LogLevel=ERROR",
	}
	return &OpenSSH{t: t, program: program, args: append(args, options...)}
}

// Command is ssh with these arguments after the usual ones, the host among them.
func (o *OpenSSH) Command(args ...string) *exec.Cmd {
	cmd := exec.Command(o.program, append(append([]string{}, o.args...), args...)...) //nolint:gosec // a test's own arguments
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "LANG=C.UTF-8", "LC_ALL=")
	cmd.Env = append(cmd.Env, o.env...)
	return cmd
}

// Run runs ssh to its end and returns what came of it.
func (o *OpenSSH) Run(args ...string) (stdout, stderr string, status int) {
	o.t.Helper()
	cmd := o.Command(args...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
	case errors.As(err, &exit):
		status = exit.ExitCode()
	default:
		o.t.Fatalf("running ssh: %v", err)
	}
	return out.String(), errOut.String(), status
}

// Terminal is a running ssh with a terminal at the other side.
type Terminal struct {
	*Screen
	Cmd   *exec.Cmd
	stdin *os.File
	ended chan error
}

// Start runs ssh with a terminal asked for, whatever its own input is.
func (o *OpenSSH) Start(args ...string) *Terminal {
	o.t.Helper()
	cmd := o.Command(append([]string{"-tt"}, args...)...)
	in, stdin, err := os.Pipe()
	if err != nil {
		o.t.Fatal(err)
	}
	terminal := &Terminal{Cmd: cmd, stdin: stdin, ended: make(chan error, 1), Screen: NewScreen(o.t, Width, Height, stdin)}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, terminal.Screen, terminal.Screen
	if err := cmd.Start(); err != nil {
		o.t.Fatal(err)
	}
	_ = in.Close()
	go func() {
		err := cmd.Wait()
		terminal.Over()
		terminal.ended <- err
	}()
	o.t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Process.Kill()
		terminal.Ended()
	})
	return terminal
}

// Press types keys.
func (p *Terminal) Press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		if _, err := p.stdin.WriteString(key); err != nil {
			p.t.Fatalf("pressing %q: %v", key, err)
		}
	}
}

// Ended waits for the end of the program and returns its exit status, -1 when a
// signal ended it.
func (p *Terminal) Ended() int {
	p.t.Helper()
	select {
	case err := <-p.ended:
		p.ended <- err
		return p.Cmd.ProcessState.ExitCode()
	case <-time.After(Patience):
		p.t.Fatalf("ssh did not end; on its screen:\n%s", p.Text())
		return -1
	}
}

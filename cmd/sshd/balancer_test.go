package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// Two servers stand behind haproxy as deploy/ha has it: who comes in is known by their
// own address, and when one server is stopped the other has everybody.
func TestBehindABalancer(t *testing.T) {
	if _, err := exec.LookPath("haproxy"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("haproxy is not installed: apt-get install haproxy")
		}
		t.Skip("haproxy is not installed: apt-get install haproxy")
	}
	var servers []*house
	var healths []string
	for range 2 {
		healths = append(healths, freeAddress(t))
		servers = append(servers, open(t, "--demo", "--addr", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "demo"),
			"--proxy-from", "127.0.0.1", "--health", healths[len(healths)-1], "--verbose"))
	}
	front := balance(t, servers, healths)
	for range 4 { // who stays leaves the next one to the other server
		defer through(t, front, "127.0.0.7").Close()
	}
	if code := servers[0].stop(syscall.SIGTERM); code != 0 {
		t.Errorf("ended with %d", code)
	}
	for range 4 {
		through(t, front, "127.0.0.8").Close()
	}
	servers[1].stop(syscall.SIGTERM)
	for i, from := range []string{"127.0.0.7", "127.0.0.8"} {
		if !strings.Contains(servers[i].stderr.String(), "remote="+from) {
			t.Errorf("server %d does not know that %s came", i, from)
		}
	}
	if !strings.Contains(servers[1].stderr.String(), "remote=127.0.0.7") {
		t.Error("all went to one server")
	}
}

// freeAddress is one where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// balance starts haproxy with the file of deploy/ha, in which only the addresses are
// others, and gives where it listens.
func balance(t *testing.T, servers []*house, healths []string) (front string) {
	t.Helper()
	config, err := os.ReadFile("../../deploy/ha/haproxy.cfg")
	if err != nil {
		t.Fatal(err)
	}
	front = freeAddress(t)
	changed := []string{"bind :2222", "bind " + front, "check port 9091 ", "check "}
	for i, name := range []string{"10.0.0.11:2222", "10.0.0.12:2222"} {
		_, port, _ := strings.Cut(healths[i], ":")
		changed = append(changed, name, servers[i].addr+" port "+port)
	}
	file := filepath.Join(t.TempDir(), "haproxy.cfg")
	if err := os.WriteFile(file, []byte(strings.NewReplacer(changed...).Replace(string(config))), 0o600); err != nil {
		t.Fatal(err)
	}
	haproxy := exec.Command("haproxy", "-db", "-f", file)
	haproxy.Stdout, haproxy.Stderr = os.Stderr, os.Stderr
	if err := haproxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = haproxy.Process.Kill()
		_ = haproxy.Wait()
	})
	return front
}

// through signs in through the balancer from an address, at whichever server, as a guest:
// the two demos have nobody in common.
func through(t *testing.T, front, from string) *gossh.Client {
	t.Helper()
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: sshtest.Patience}
	for late := time.Now().Add(3 * sshtest.Patience); ; {
		conn, err := dialer.Dial("tcp", front)
		if err == nil {
			signed, channels, requests, failure := gossh.NewClientConn(conn, front, sshtest.Config("x"))
			if failure == nil {
				return gossh.NewClient(signed, channels, requests)
			}
			err = failure
			_ = conn.Close()
		}
		if time.Now().After(late) {
			t.Fatalf("signing in through the balancer: %v", err)
		}
		time.Sleep(50 * time.Millisecond) // it is starting, or has not yet noticed who has gone
	}
}

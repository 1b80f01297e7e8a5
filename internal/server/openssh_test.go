package server

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// settler is somebody who is known here and uses OpenSSH.
func (w *town) settler(name string, options ...string) *sshtest.OpenSSH {
	w.t.Helper()
	return w.settlerAt(w.addr, name, options...)
}

// settlerAt is the same through another address.
func (w *town) settlerAt(addr, name string, options ...string) *sshtest.OpenSSH {
	w.t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	key, err := gossh.NewPublicKey(public)
	if err != nil {
		w.t.Fatal(err)
	}
	if name != "" {
		w.stage.enrol(name, key)
	}
	return sshtest.NewOpenSSH(w.t, addr, private, options...)
}

func TestOpenSSH(t *testing.T) {
	town := openTown(t, Limits{})
	anna := town.settler("anna")
	if out, message, status := anna.Run("127.0.0.1", "echo", "'a b'", "c"); out != "a b|c\n" || status != 0 {
		t.Errorf("%q %q %d", out, message, status)
	}
	if _, _, status := anna.Run("127.0.0.1", "nonsense"); status != 2 {
		t.Errorf("status %d", status)
	}
	screen := anna.Start("127.0.0.1")
	screen.See("I am anna@example.com")
	screen.Press("h")
	screen.See("keys: h")
	screen.Press("q")
	if status := screen.Ended(); status != 0 {
		t.Errorf("status %d", status)
	}
	stranger := town.settler("").Start("anybody@127.0.0.1")
	stranger.See("I am guest")
	stranger.Press("q")
	stranger.Ended()
	keyless := town.settler("anna", "-o", "PubkeyAuthentication=no").Start("track@127.0.0.1")
	keyless.See("I am guest")
	keyless.Press("q")
	keyless.Ended()
}

func TestOpenSSHIsRefusedWhatItAsksFor(t *testing.T) {
	town := openTown(t, Limits{})
	anna := town.settler("anna")
	for name, args := range map[string][]string{
		"a remote forward": {"-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "-N", "127.0.0.1"},
		"a subsystem":      {"-s", "127.0.0.1", "sftp"},
		"a forward":        {"-W", "127.0.0.1:" + strings.Split(town.addr, ":")[1], "127.0.0.1"},
	} {
		if _, _, status := anna.Run(args...); status != 255 {
			t.Errorf("%s: status %d", name, status)
		}
	}
	out, message, status := anna.Run("-A", "-X", "127.0.0.1", "echo", "still")
	if status != 0 || out != "still\n" {
		t.Errorf("asking for an agent and X11: %q %q %d", out, message, status)
	}
	if out, _, status := anna.Run("-o", "SendEnv=*", "-o", "SetEnv=LANG=vi_VN.UTF-8", "127.0.0.1", "env"); status != 0 || out != "vi false 0\n" {
		t.Errorf("environment: %q %d", out, status)
	}
}

// Several windows on one connection, as ControlMaster makes them: one is closed,
// one is killed, and the others go on. OpenSSH's master passes on the end of a
// killed window only when something else wakes it: here that is our keepalive.
func TestOpenSSHMultiplexed(t *testing.T) {
	town := openTown(t, Limits{Keepalive: 50 * time.Millisecond, KeepaliveTries: 100})
	dir, err := os.MkdirTemp("", "mux") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	anna := town.settler("anna", "-o", "ControlPath="+filepath.Join(dir, "s"))
	master := anna.Command("-M", "-N", "127.0.0.1")
	if err := master.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = master.Process.Kill()
		_ = master.Wait()
	})
	town.eventually("there is no master", func() bool {
		_, err := os.Stat(filepath.Join(dir, "s"))
		return err == nil
	})
	var windows []*sshtest.Terminal
	for range 3 {
		w := anna.Start("127.0.0.1")
		w.See("I am anna")
		windows = append(windows, w)
	}
	if links := town.registry.count(); links != 1 {
		t.Fatalf("%d connections", links)
	}
	windows[0].Press("q")
	windows[0].Ended()
	_ = windows[1].Cmd.Process.Signal(syscall.SIGKILL)
	town.eventually("closed windows are left", func() bool { return len(town.registry.all()) == 1 })
	windows[2].Press("z")
	windows[2].See("keys: z")
	windows[2].Press("q")
	windows[2].Ended()
	if town.registry.count() != 1 {
		t.Error("the connection was closed with a window")
	}
}

func (r *registry) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.links)
}

func TestOpenSSHVanishes(t *testing.T) {
	town := openTown(t, Limits{})
	screen := town.settler("anna").Start("127.0.0.1")
	screen.See("I am anna")
	_ = screen.Cmd.Process.Signal(syscall.SIGKILL)
	if name := <-town.stage.left; name != "anna@example.com" {
		t.Errorf("left by %s", name)
	}
	town.eventually("the session stays", func() bool { return len(town.registry.all()) == 0 })
}

// A client that is stopped (ctrl+z in the wrong place, a laptop that sleeps)
// holds nothing up and is gone after a while.
func TestOpenSSHIsStopped(t *testing.T) {
	town := openTown(t, Limits{Patience: 200 * time.Millisecond, Keepalive: 100 * time.Millisecond, KeepaliveTries: 3})
	other := town.citizen("binh").Open()
	other.See("I am binh")
	cmd := town.settler("anna").Command("127.0.0.1", "flood")
	cmd.Stdout = nil
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	town.eventually("the session has not started", func() bool { return strings.Count(town.log.String(), "session begins") == 2 })
	_ = cmd.Process.Signal(syscall.SIGSTOP)
	contextOf(t, town.stage)
	town.eventually("the session stays", func() bool { return len(town.registry.all()) == 1 })
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	other.Press("x")
	other.See("keys: x")
}

// An idle session costs memory and ten goroutines, those of the SSH library
// included.
func TestGoroutinesOfASession(t *testing.T) {
	town := openTown(t, Limits{})
	warm := town.settler("anna").Start("127.0.0.1")
	warm.See("I am anna")
	const people, clients, most = 8, 4, 10
	before := runtime.NumGoroutine()
	for range people {
		town.settler("anna" + shortID()).Start("127.0.0.1").See("I am anna")
	}
	town.eventually(fmt.Sprintf("more than %d goroutines for each session", most), func() bool {
		return runtime.NumGoroutine()-before <= people*(clients+most)
	})
}

// Nothing that a scanner would object to is offered.
func TestAlgorithms(t *testing.T) {
	town := openTown(t, Limits{})
	for _, weak := range []gossh.Config{
		{KeyExchanges: []string{gossh.InsecureKeyExchangeDH14SHA1, gossh.KeyExchangeDH14SHA256, gossh.KeyExchangeECDHP256}},
		{Ciphers: []string{gossh.InsecureCipherAES128CBC, gossh.InsecureCipherTripleDESCBC, gossh.InsecureCipherRC4256}},
		{Ciphers: []string{gossh.CipherAES128CTR}, MACs: []string{gossh.HMACSHA1, gossh.InsecureHMACSHA196, gossh.HMACSHA256, gossh.HMACSHA512}},
	} {
		config := sshtest.Config("x")
		config.Config = weak
		if client, err := gossh.Dial("tcp", town.addr, config); err == nil {
			client.Close()
			t.Errorf("agreed on %v", weak)
		}
	}
	for _, kex := range []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519, gossh.KeyExchangeDH16SHA512} {
		for _, cipher := range algorithms().Ciphers {
			config := sshtest.Config("x")
			config.Config = gossh.Config{KeyExchanges: []string{kex}, Ciphers: []string{cipher}}
			client, err := gossh.Dial("tcp", town.addr, config)
			if err != nil {
				t.Errorf("%s with %s: %v", kex, cipher, err)
				continue
			}
			if version := string(client.ServerVersion()); version != "SSH-2.0-Porthole" {
				t.Errorf("says %s", version)
			}
			client.Close()
		}
	}
	if _, err := exec.LookPath("ssh-audit"); err == nil {
		out, _ := exec.Command("ssh-audit", "-l", "fail", town.addr).CombinedOutput()
		if strings.Contains(string(out), "[fail]") {
			t.Errorf("%s", out)
		}
	}
}

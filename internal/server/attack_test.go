package server

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// attacks are what a real client tries on each defence of a session; docs/security.md
// has them in the same order. They have failed when nobody else has noticed anything.
var attacks = []struct {
	name string
	try  func(t *testing.T, town *town, key gossh.Signer)
}{
	{"the key of somebody else, a password, a certificate", func(t *testing.T, town *town, key gossh.Signer) {
		shown := func(key gossh.Signer) gossh.AuthMethod { return gossh.PublicKeys(pretender{key.PublicKey()}) }
		var said []string
		for _, auth := range []gossh.AuthMethod{shown(key), shown(sshtest.NewKey(t)), gossh.Password("x"), gossh.PublicKeys(certificate(t))} {
			config := sshtest.Config("x")
			config.Auth = []gossh.AuthMethod{auth}
			client, err := gossh.Dial("tcp", town.addr, config)
			if err == nil {
				_ = client.Close()
				t.Fatal("it gets in")
			}
			said = append(said, err.Error())
		}
		if said[0] != said[1] {
			t.Errorf("a key that is known is answered %q, another %q", said[0], said[1])
		}
	}},
	{"requests that nobody may make, and such as are cut off", func(t *testing.T, town *town, key gossh.Signer) {
		session := newSession(t, town, key)
		for n, kind := range []string{"x11-req", "subsystem", "auth-agent-req@openssh.com", "pty-req", "env", "exec", "window-change", "signal"} {
			if granted, err := session.SendRequest(kind, true, []byte(strings.Repeat("\xff", n))); granted || err != nil {
				t.Errorf("%s: %v, %v", kind, granted, err)
			}
		}
	}},
	{"variables and a terminal that make libraries open files", func(t *testing.T, town *town, key gossh.Signer) {
		env := []string{"TERM", "../../../etc/passwd\x1b[2J"}
		for n := range 200 {
			env = append(env, fmt.Sprintf("LC_%d", n), strings.Repeat("x", 300), "TMUX", "/tmp/x", "TERMINFO", "/tmp")
		}
		sshtest.Dial(t, town.addr, "x", key).Open(env...).See("I am")
	}},
	{"windows of any size", func(t *testing.T, town *town, key gossh.Signer) {
		person := sshtest.Dial(t, town.addr, "x", key).Open()
		person.See("I am")
		for n := range 500 {
			_ = person.Session.WindowChange(n*n*n, 1<<32-1-n)
		}
		_ = person.Session.WindowChange(1<<32-1, 1<<32-1)
		person.See("400 by 150")
	}},
	{"window sizes without a shell, and a line that drops", func(t *testing.T, town *town, key gossh.Signer) {
		session := newSession(t, town, key)
		for n := range 500 {
			_ = session.WindowChange(n, n)
		}
	}},
	{"sequences without an end, broken text, a paste that goes on", func(t *testing.T, town *town, key gossh.Signer) {
		person := sshtest.Dial(t, town.addr, "x", key).Open()
		person.See("I am")
		person.Press("\x9b", "\xc2\x9b\xff\xfe", "\x1b]0;", "\x1bP", "\x1b["+strings.Repeat("9;", 2000), "\x1b[200~"+strings.Repeat("x", 12<<10))
		person.Press("\x1b[201~", "z")
		person.See("z\n")
	}},
	{"a client that does not read", func(t *testing.T, town *town, key gossh.Signer) {
		session := newSession(t, town, key)
		_, _ = session.StdoutPipe()
		_ = session.Start("flood")
		contextOf(t, town.stage)
	}},
	{"a fault in a screen", func(t *testing.T, town *town, key gossh.Signer) {
		person := sshtest.Dial(t, town.addr, "x", key).Open()
		person.See("I am")
		person.Press("P")
		person.Ended()
	}},
	{"control characters in a name and in a command", func(t *testing.T, town *town, key gossh.Signer) {
		sshtest.Dial(t, town.addr, "\x1b]0;x\x07\u202e\nroot", key).Run("\x1b[2J\nlevel=ERROR")
		if log := town.log.String(); strings.ContainsAny(log, "\x1b\x07\u202e") || strings.Contains(log, "\nlevel") {
			t.Error("they are in the log")
		}
	}},
}

func newSession(t *testing.T, town *town, key gossh.Signer) *gossh.Session {
	t.Helper()
	session, err := sshtest.Dial(t, town.addr, "x", key).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// Somebody types while another attacks. Each key is answered, and when the other has
// gone the server holds no more than before.
func TestABystanderNoticesNoAttack(t *testing.T) {
	town := openTown(t, Limits{Patience: 150 * time.Millisecond})
	town.citizen("binh").Open().See("I am binh")
	bystander := echoOf(t, town)
	key := sshtest.NewKey(t)
	town.stage.enrol("anna", key.PublicKey())
	before := holds()
	for _, attack := range attacks {
		t.Run(attack.name, func(t *testing.T) { attack.try(t, town, key) })
		town.eventually("it is not as before after "+attack.name, func() bool { return !holds().more(before) })
	}
	took := bystander()
	slices.Sort(took)
	if len(took) < 20 {
		t.Fatalf("only %d keys were answered", len(took))
	}
	t.Logf("%d keys, p50 %v, p99 %v, at most %v", len(took), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
}

// echoOf has somebody type until it is called, which gives how long each answer took.
func echoOf(t *testing.T, town *town) func() []time.Duration {
	t.Helper()
	session, err := town.citizen("chi").NewSession()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	echo, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start("cat"); err != nil {
		t.Fatal(err)
	}
	stop, took, answered := make(chan struct{}), make(chan []time.Duration), make(chan struct{}, 1)
	go func() {
		var all []time.Duration
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				took <- all
				return
			case <-tick.C:
			}
			begun := time.Now()
			_, err := keys.Write([]byte("x"))
			if _, failed := io.ReadFull(echo, make([]byte, 1)); err == nil && failed == nil {
				all = append(all, time.Since(begun))
			}
			select {
			case answered <- struct{}{}: // the first time
			default:
			}
		}
	}()
	<-answered
	return func() []time.Duration { close(stop); return <-took }
}

// held is what this process holds: goroutines, descriptors where they can be counted, and
// bytes of the heap.
type held struct{ goroutines, descriptors, heap int }

func holds() held {
	var memory runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&memory)
	files, _ := os.ReadDir("/proc/self/fd")
	return held{runtime.NumGoroutine(), len(files), int(memory.HeapAlloc)}
}

func (h held) more(before held) bool {
	return h.goroutines > before.goroutines+2 || h.descriptors > before.descriptors || h.heap > before.heap+8<<20
}

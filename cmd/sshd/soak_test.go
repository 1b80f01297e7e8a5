package main

import (
	crand "crypto/rand"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/pires/go-proxyproto"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/server/sshtest"
)

// attacker misuses the server at addr. Some keys are those of accounts, the others are
// unknown to it.
type attacker struct {
	addr          string
	keys, unknown []gossh.Signer
	next          atomic.Int64
	done          []atomic.Int64 // of each of the abuses
}

// abuses are what an attacker does.
var abuses = []struct {
	name string
	do   func(a *attacker)
}{
	{"half-open connections, and noise instead of a handshake", (*attacker).opensHalf},
	{"a code that is guessed", (*attacker).guesses},
	{"25 keys that nobody knows", func(a *attacker) { a.visits("root", gossh.PublicKeys(a.unknown...), leaves) }},
	{"a client that types ahead and does not read", func(a *attacker) { a.types(strings.Repeat("j?q", 2000)) }},
	{"a paste of broken sequences", func(a *attacker) {
		a.types("\x1b[200~" + strings.Repeat("\x1b]0;\x9b\xc2\x9b;;;\xff\x1b[", 8<<10))
	}},
	{"window sizes without a shell, and a line that drops", func(a *attacker) {
		a.asks(2, func(s *gossh.Session) {
			_ = s.RequestPty("xterm", 1<<30, 1<<30, nil)
			for range 500 {
				_ = s.WindowChange(rand.Int(), rand.Int())
			}
		})
	}},
	{"sessions without end on one connection", func(a *attacker) {
		a.asks(6, func(s *gossh.Session) {
			_ = s.RequestPty("../../etc/passwd", 24, 80, nil)
			_ = s.Shell()
		})
	}},
	{"commands and variables that nobody asked for", (*attacker).commands},
}

const (
	pause    = 300 * time.Millisecond // for which a client holds on to something
	balancer = "127.0.0.2"
)

// dial comes through a balancer, which says that it is for one of some thousand
// addresses. It ends soon, whatever comes of it.
func (a *attacker) dial() (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: sshtest.Patience, LocalAddr: &net.TCPAddr{IP: net.ParseIP(balancer)}}).Dial("tcp", a.addr)
	if err != nil {
		return nil, err
	}
	_ = conn.SetDeadline(time.Now().Add(10 * pause))
	client := &net.TCPAddr{IP: net.IPv4(10, 0, byte(rand.IntN(16)), byte(rand.IntN(256))), Port: 1024}
	_, err = proxyproto.HeaderProxyFromAddrs(2, client, conn.RemoteAddr()).WriteTo(conn)
	return conn, err
}

// visits signs in, unless it is refused.
func (a *attacker) visits(user string, auth gossh.AuthMethod, do func(c *gossh.Client)) {
	wire, err := a.dial()
	if err != nil {
		return
	}
	defer wire.Close()
	config := sshtest.Config(user)
	config.Auth = []gossh.AuthMethod{auth}
	if conn, channels, requests, err := gossh.NewClientConn(wire, a.addr, config); err == nil {
		do(gossh.NewClient(conn, channels, requests))
	}
}

func leaves(*gossh.Client) {}

// asks signs in with one of the keys and asks for some sessions.
func (a *attacker) asks(sessions int, do func(s *gossh.Session)) {
	a.visits("root", gossh.PublicKeys(a.keys[rand.IntN(len(a.keys))]), func(c *gossh.Client) {
		for range sessions {
			if s, err := c.NewSession(); err == nil {
				do(s)
			}
		}
	})
}

func (a *attacker) opensHalf() {
	noise := []byte("SSH-2.0-x\r\n" + strings.Repeat("\x00\xff\x1b]0;", 8<<10))
	for range 12 {
		if conn, err := a.dial(); err == nil {
			defer conn.Close()
			_, _ = conn.Write(noise[:rand.IntN(24)])
			_, _ = conn.Write(noise[:rand.IntN(2)*len(noise)])
		}
	}
	time.Sleep(pause)
}

func (a *attacker) guesses() {
	a.visits("track", gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		code, err := access.NewCode(crand.Reader)
		return slices.Repeat([]string{code.Plain()}, len(questions)), err
	}), leaves)
}

func (a *attacker) types(text string) {
	a.asks(1, func(s *gossh.Session) {
		_, _ = s.StdoutPipe() // which nobody reads
		keys, _ := s.StdinPipe()
		_ = s.RequestPty("xterm", 150, 400, nil)
		_ = s.Shell()
		_, _ = io.WriteString(keys, text)
		time.Sleep(pause)
	})
}

func (a *attacker) commands() {
	lines := []string{"shipments --json --limit 100000", "shipment -- '\x1b]0;x'", "watch", "\x00\xff", strings.Repeat("a ", 10000), "import -"}
	a.asks(len(lines), func(s *gossh.Session) {
		for n := range 64 {
			_ = s.Setenv(fmt.Sprint("LC_", n), strings.Repeat("x", 300))
		}
		_ = s.RequestSubsystem("sftp")
		if err := s.Start(lines[rand.IntN(len(lines))]); err == nil {
			time.AfterFunc(pause, func() { _ = s.Close() })
			_ = s.Wait()
		}
	})
}

// attack does each once, and then one after another at random until it is time.
func (a *attacker) attack(until time.Time) {
	for n := int(a.next.Add(1) - 1); n < len(abuses) || time.Now().Before(until); n = int(a.next.Add(1) - 1) {
		if n >= len(abuses) {
			n = rand.IntN(len(abuses))
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			abuses[n].do(a)
			a.done[n].Add(1)
		}()
		select {
		case <-done:
		case <-time.After(2 * sshtest.Patience): // the client's own library can wait for ever
		}
	}
}

// held is what the program holds, once it has given back what it can.
type held struct{ goroutines, descriptors, heap, resident float64 }

func heldBy(t *testing.T, url string) held {
	t.Helper()
	get(t, url+"/debug/pprof/heap?gc=1", "")
	_, m := get(t, url+"/metrics", "")
	return held{
		value(m, "go_goroutines"), value(m, "process_open_fds"),
		value(m, "go_memstats_heap_alloc_bytes") / (1 << 20), value(m, "process_resident_memory_bytes") / (1 << 20),
	}
}

func (h held) String() string {
	return fmt.Sprintf("%.0f goroutines, %.0f descriptors, %.1f MiB of heap, %.0f MiB resident", h.goroutines, h.descriptors, h.heap, h.resident)
}

// more says whether it is more than before, and no accident.
func (h held) more(before held) bool {
	return h.goroutines > before.goroutines+2 || h.descriptors > before.descriptors+2 || h.heap > before.heap+16
}

// work has a customer look at the help and go back, over and over, and sign in once more
// now and then. It gives how long a key took, and signing in up to the list.
func work(h *house, saigon gossh.Signer, anna *sshtest.Person, until time.Time) (keys, signIns []time.Duration) {
	timed := func(list *[]time.Duration, do func()) {
		begun := time.Now()
		do()
		*list = append(*list, time.Since(begun))
	}
	for n := 0; n < 5 || time.Now().Before(until); n++ {
		timed(&keys, func() { anna.Press("?"); anna.See("Everywhere") })
		timed(&keys, func() { anna.Press("q"); anna.SeeNo("Everywhere") })
		if n%20 == 0 {
			timed(&signIns, func() {
				again, err := sshtest.TryDial(h.t, h.addr, "x", saigon)
				for err != nil { // one of the half-open connections that are dropped at random
					again, err = sshtest.TryDial(h.t, h.addr, "x", saigon)
				}
				again.Open().See("live")
				_ = again.Close()
			})
		}
		time.Sleep(pause)
	}
	return keys, signIns
}

// A customer works while others do to the server whatever they like, each once or for as
// long as PORTHOLE_TEST_SOAK says. The customer's keys are answered, they can sign in
// again, and when the others have gone the program holds no more than before they came.
func TestACustomerWorksBesideAttackers(t *testing.T) {
	lasts, _ := time.ParseDuration(os.Getenv("PORTHOLE_TEST_SOAK"))
	dir := filepath.Join(t.TempDir(), "data")
	h, url := openWatched(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir, "--proxy-from", balancer)
	a := &attacker{addr: h.addr, done: make([]atomic.Int64, len(abuses))}
	for _, name := range []string{"mekong-foods", "ops", "cs", "manager"} {
		a.keys = append(a.keys, key(t, filepath.Join(dir, "demo-keys", name)))
	}
	for range 25 {
		a.unknown = append(a.unknown, sshtest.NewKey(t))
	}
	saigon := key(t, filepath.Join(dir, "demo-keys", "saigon-tech"))
	anna := sshtest.Dial(t, h.addr, "x", saigon).Open()
	anna.See("live")
	before, until := heldBy(t, url), time.Now().Add(lasts)
	var others sync.WaitGroup
	for range 8 {
		others.Go(func() { a.attack(until) })
	}
	keys, signIns := work(h, saigon, anna, until)
	others.Wait()
	for n, each := range abuses {
		t.Logf("%6d times %s", a.done[n].Load(), each.name)
	}
	t.Logf("%d keys, p50 %v, p99 %v, at most %v", len(keys), median(keys), p99(keys), slices.Max(keys))
	t.Logf("%d times signing in up to the list, p50 %v, at most %v", len(signIns), median(signIns), slices.Max(signIns))
	after := heldBy(t, url)
	for late := time.Now().Add(time.Minute); after.more(before) && time.Now().Before(late); after = heldBy(t, url) {
		time.Sleep(pause) // who has not said goodbye is gone after 45 s
	}
	t.Logf("before: %s", before)
	t.Logf("after:  %s", after)
	if after.more(before) {
		_, stacks := get(t, url+"/debug/pprof/goroutine?debug=1", "")
		t.Errorf("it holds more than before: %s", stacks)
	}
	if code := h.stop(syscall.SIGTERM); code != 0 || strings.Contains(h.stderr.String(), "panic") {
		t.Errorf("it ends with %d, or something has panicked: %s", code, h.stderr)
	}
}

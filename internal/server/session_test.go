package server

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

func TestAScreenForThoseWhoAreKnown(t *testing.T) {
	town := openTown(t, Limits{})
	anna := town.citizen("anna").Open()
	anna.See("I am anna@example.com", "80 by 24")
	anna.Press("h", "i")
	anna.See("keys: hi")
	anna.Resize(100, 30)
	anna.See("100 by 30")
	anna.Press("q")
	if status := anna.Ended(); status != 0 {
		t.Errorf("status %d after leaving", status)
	}
	if name := <-town.stage.left; name != "anna@example.com" {
		t.Errorf("left by %s", name)
	}
	if strings.Contains(anna.Text(), "I am") {
		t.Error("the terminal was not restored")
	}
}

func TestTwoPeopleSideBySide(t *testing.T) {
	town := openTown(t, Limits{})
	anna, binh := town.citizen("anna").Open(), town.citizen("binh").Open()
	anna.See("I am anna@example.com")
	binh.See("I am binh@example.com")
	anna.Press("a")
	binh.Press("b")
	anna.See("keys: a")
	binh.See("keys: b")
	if strings.Contains(anna.Raw(), "binh") || strings.Contains(binh.Raw(), "anna") {
		t.Error("one sees the other")
	}
}

// A client without a key, one with an unknown key and one that asks for a code
// all come to the same prompt; a known key does not help with a code.
func TestStrangersAreGuests(t *testing.T) {
	town := openTown(t, Limits{})
	known := sshtest.NewKey(t)
	town.stage.enrol("anna", known.PublicKey())
	for name, open := range map[string]func() *sshtest.Client{
		"no key":         func() *sshtest.Client { return sshtest.Dial(t, town.addr, "anybody") },
		"an unknown key": func() *sshtest.Client { return sshtest.Dial(t, town.addr, "anybody", sshtest.NewKey(t)) },
		"track@":         func() *sshtest.Client { return sshtest.Dial(t, town.addr, "track", known) },
		"invite@":        func() *sshtest.Client { return sshtest.Dial(t, town.addr, "invite", known) },
	} {
		t.Run(name, func(t *testing.T) { open().Open().See("I am guest") })
	}
}

// The story: somebody offers a key that is not theirs, a customer's public key
// taken from a code host, and then signs with their own. Were the identity taken
// from what was offered, they would be that customer.
func TestAKeyThatIsOfferedGivesNothing(t *testing.T) {
	town := openTown(t, Limits{})
	anna, thief := sshtest.NewKey(t), sshtest.NewKey(t)
	town.stage.enrol("anna", anna.PublicKey())
	stolen := pretender{anna.PublicKey()}
	config := sshtest.Config("anybody", thief)
	config.Auth = append([]gossh.AuthMethod{gossh.PublicKeys(stolen, thief)}, config.Auth...)
	client, err := gossh.Dial("tcp", town.addr, config)
	if err == nil {
		defer client.Close()
		out, _, _ := run(t, client, "echo in")
		t.Logf("got in as somebody: %q", out)
		town.registry.mu.Lock()
		defer town.registry.mu.Unlock()
		if town.registry.byWho["anna@example.com"] > 0 {
			t.Fatal("the thief is anna")
		}
	}
	town.stage.mu.Lock()
	defer town.stage.mu.Unlock()
	for _, asked := range town.stage.offered {
		if asked == gossh.FingerprintSHA256(anna.PublicKey()) {
			t.Error("a key that has not signed was looked up")
		}
	}
}

// pretender has a public key and cannot sign with it.
type pretender struct{ key gossh.PublicKey }

func (p pretender) PublicKey() gossh.PublicKey { return p.key }

var errCannot = errors.New("this is not my key")

func (p pretender) Sign(io.Reader, []byte) (*gossh.Signature, error) {
	return nil, errCannot
}

func run(t *testing.T, client *gossh.Client, line string) (stdout, stderr string, status int) {
	t.Helper()
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	var out, errOut bytes.Buffer
	session.Stdout, session.Stderr = &out, &errOut
	status = sshtest.Status(t, session.Run(line))
	return out.String(), errOut.String(), status
}

func TestPasswordsAndNoneDoNotExist(t *testing.T) {
	town := openTown(t, Limits{})
	for name, auth := range map[string][]gossh.AuthMethod{
		"none":        nil,
		"a password":  {gossh.Password("secret")},
		"certificate": {gossh.PublicKeys(certificate(t))},
	} {
		config := sshtest.Config("root")
		config.Auth = auth
		if client, err := gossh.Dial("tcp", town.addr, config); err == nil {
			client.Close()
			t.Errorf("got in with %s", name)
		}
	}
}

func certificate(t *testing.T) gossh.Signer {
	t.Helper()
	key, authority := sshtest.NewKey(t), sshtest.NewKey(t)
	cert := &gossh.Certificate{Key: key.PublicKey(), CertType: gossh.UserCert, ValidPrincipals: []string{"root"}, ValidBefore: gossh.CertTimeInfinity}
	if err := cert.SignCert(bytesReader{}, authority); err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewCertSigner(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// bytesReader is randomness for what nobody will trust.
type bytesReader struct{}

func (bytesReader) Read(b []byte) (int, error) { return len(b), nil }

func TestWhatIsNotAllowedIsRefused(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	for _, kind := range []string{"direct-tcpip", "forwarded-tcpip", "direct-streamlocal@openssh.com", "x11", "auth-agent@openssh.com", "tun@openssh.com"} {
		if ch, _, err := client.OpenChannel(kind, nil); err == nil {
			ch.Close()
			t.Errorf("a channel of type %s was opened", kind)
		}
	}
	for _, kind := range []string{"tcpip-forward", "cancel-tcpip-forward", "streamlocal-forward@openssh.com", "no-more-sessions@openssh.com", "hostkeys-prove-00@openssh.com"} {
		if ok, _, err := client.SendRequest(kind, true, nil); ok || err != nil {
			t.Errorf("the request %s: %v %v", kind, ok, err)
		}
	}
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req", "subsystem", "break", "xon-xoff", "nonsense"} {
		payload := gossh.Marshal(struct{ Name string }{"sftp"})
		if ok, err := session.SendRequest(kind, true, payload); ok || err != nil {
			t.Errorf("the request %s: %v %v", kind, ok, err)
		}
	}
	if out, _, status := client.Run("echo still here"); out != "still|here\n" || status != 0 {
		t.Errorf("afterwards: %q %d", out, status)
	}
}

// Malformed payloads of requests are an attacker's first idea.
func TestMalformedRequests(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	for _, kind := range []string{"pty-req", "env", "exec", "window-change", "signal"} {
		for _, payload := range [][]byte{nil, {0}, {255, 255, 255, 255}, bytes.Repeat([]byte{255}, 64), bytes.Repeat([]byte{0}, 7)} {
			session, err := client.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			if ok, err := session.SendRequest(kind, true, payload); ok || err != nil {
				t.Errorf("%s with %v: %v %v", kind, payload, ok, err)
			}
			session.Close()
			town.eventually("a session was not let go", func() bool { return len(town.registry.all()) == 0 })
		}
	}
}

// Neither a terminal nor a command: a script, or a newcomer who pipes.
func TestWithoutATerminal(t *testing.T) {
	town := openTown(t, Limits{})
	for name, status := range map[*sshtest.Client]int{
		town.citizen("anna"): 0, sshtest.Dial(t, town.addr, "x"): 1,
	} {
		session, err := name.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		session.Stdout = &out
		if err := session.Shell(); err != nil {
			t.Fatal(err)
		}
		if got := sshtest.Status(t, session.Wait()); got != status || !strings.Contains(out.String(), "ssh -t") {
			t.Errorf("%d %q", got, out.String())
		}
	}
}

func TestLanguage(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	session.Stdout = &out
	_ = session.Setenv("LANG", "vi_VN.UTF-8")
	if err := session.Run("env"); err != nil || out.String() != "vi false 0\n" {
		t.Errorf("%q %v", out.String(), err)
	}
}

func TestAnInterruptEndsACommand(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	out := sshtest.NewScreen(t, 80, 24, &bytes.Buffer{})
	session.Stdout = out
	if err := session.Start("wait"); err != nil {
		t.Fatal(err)
	}
	out.See("waiting")
	if err := session.Signal(gossh.SIGINT); err != nil {
		t.Fatal(err)
	}
	if status := sshtest.Status(t, session.Wait()); status != 7 {
		t.Errorf("status %d", status)
	}
}

// With a terminal, an interrupt is a byte, and lines end as terminals want it.
func TestCommandsOnATerminal(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	open := func(line string) (*gossh.Session, *sshtest.Screen, io.Writer) {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		stdin, err := session.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		screen := sshtest.NewScreen(t, 80, 24, &bytes.Buffer{})
		session.Stdout = screen
		if err := session.RequestPty("xterm", 24, 90, nil); err != nil {
			t.Fatal(err)
		}
		if err := session.Start(line); err != nil {
			t.Fatal(err)
		}
		return session, screen, stdin
	}
	session, screen, stdin := open("wait")
	screen.See("waiting")
	stdin.Write([]byte{3})
	if status := sshtest.Status(t, session.Wait()); status != 7 {
		t.Errorf("after ctrl+c: %d", status)
	}
	session, screen, stdin = open("cat")
	stdin.Write([]byte("one\rtwo\x04"))
	if status := sshtest.Status(t, session.Wait()); status != 0 {
		t.Errorf("after ctrl+d: %d", status)
	}
	screen.See("one\ntwo", "7 <nil>")
	session, screen, _ = open("env")
	session.Wait()
	if raw := screen.Raw(); raw != "en true 90\r\n" {
		t.Errorf("%q", raw)
	}
}

// contextOf waits for a command to return and says why its context was over.
func contextOf(t *testing.T, stage *stage) error {
	t.Helper()
	select {
	case ctx := <-stage.ends:
		return context.Cause(ctx)
	case <-time.After(sshtest.Patience):
		t.Fatal("the command did not notice")
		return nil
	}
}

// Somebody hangs up while their first screen is read from the store.
func TestAHangUpIsNoErrorOfOurs(t *testing.T) {
	town := openTown(t, Limits{})
	slow := town.citizen("slow")
	slow.Open()
	<-town.stage.left
	_ = slow.Close()
	town.eventually("the session goes on", func() bool { return len(town.registry.all()) == 0 })
	if strings.Contains(town.log.String(), "level=ERROR") {
		t.Error(town.log)
	}
}

func TestAClientThatVanishes(t *testing.T) {
	town := openTown(t, Limits{})
	conn, err := net.Dial("tcp", town.addr)
	if err != nil {
		t.Fatal(err)
	}
	key := sshtest.NewKey(t)
	town.stage.enrol("anna", key.PublicKey())
	c, chans, reqs, err := gossh.NewClientConn(conn, town.addr, sshtest.Config("x", key))
	if err != nil {
		t.Fatal(err)
	}
	client := gossh.NewClient(c, chans, reqs)
	for range 2 {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Start("wait"); err != nil {
			t.Fatal(err)
		}
	}
	conn.Close()
	for range 2 {
		if cause := contextOf(t, town.stage); !errors.Is(cause, errGone) {
			t.Errorf("the command ended because %v", cause)
		}
	}
	town.eventually("sessions are left", func() bool { return len(town.registry.all()) == 0 })
}

// Closing one window of several on one connection ends that one alone.
func TestOneOfSeveralSessions(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	one, two, three := client.Open(), client.Open(), client.Open()
	for _, p := range []*sshtest.Person{one, two, three} {
		p.See("I am anna")
	}
	one.HangUp()
	one.Ended()
	two.Session.Close()
	<-town.stage.left
	<-town.stage.left
	town.eventually("closed sessions are left", func() bool { return len(town.registry.all()) == 1 })
	three.Press("z")
	three.See("keys: z")
}

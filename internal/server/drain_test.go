package server

import (
	"net"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/server/sshtest"
)

func TestAnAccountThatIsDisabled(t *testing.T) {
	town := openTown(t, Limits{})
	key := sshtest.NewKey(t)
	anna := town.stage.enrol("anna", key.PublicKey())
	client := sshtest.Dial(t, town.addr, "x", key)
	vacant := sshtest.Dial(t, town.addr, "x", key)
	screen := client.Open()
	screen.See("I am anna")
	binh := town.citizen("binh").Open()
	binh.See("I am binh")
	town.changes.Add(anna.Account) // nothing is different
	screen.Press("x")
	screen.See("keys: x")
	town.stage.dismiss(anna)
	town.changes.Add(anna.Account)
	if status := screen.Ended(); status != 1 || !strings.Contains(screen.Text(), "no longer registered") {
		t.Errorf("%d\n%s", status, screen.Text())
	}
	for _, c := range []*sshtest.Client{client, vacant} {
		if _, err := c.NewSession(); err == nil {
			t.Error("a new session on the old connection")
		}
	}
	binh.Press("y")
	binh.See("keys: y")
}

func TestDrain(t *testing.T) {
	town := openTown(t, Limits{DrainNotice: 300 * time.Millisecond, DrainCommands: 300 * time.Millisecond, Drain: time.Second})
	client := town.citizen("anna")
	p := client.Open()
	p.See("I am anna")
	started := make(chan struct{})
	finished := make(chan int, 1)
	go func() {
		close(started)
		_, _, status := client.Run("wait")
		finished <- status
	}()
	<-started
	town.eventually("the command has not started", func() bool { return strings.Count(town.log.String(), "session begins") == 2 })
	closed := make(chan error, 1)
	go func() { closed <- town.close() }()
	p.See("notice: server.notice.stopping")
	if status := p.Ended(); status != 1 || !strings.Contains(p.Text(), "The server is restarting") {
		t.Errorf("%d\n%s", status, p.Text())
	}
	if status := <-finished; status != 7 {
		t.Errorf("the command: %d", status)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", town.addr); err == nil {
		t.Error("still listening")
	}
}

// A client that does not read, a command that waits for input for ever, and a
// connection in its handshake do not keep the server from stopping.
func TestDrainWithStuckSessions(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	for _, line := range []string{"flood", "stuck"} {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = session.StdoutPipe()
		_, _ = session.StdinPipe()
		if err := session.Start(line); err != nil {
			t.Fatal(err)
		}
	}
	half, err := net.Dial("tcp", town.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	start := time.Now()
	if err := town.close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("stopping took %v", took)
	}
}

// A session that comes while the server begins to stop is refused, or is among
// those that are told of it.
func TestNoSessionIsForgottenByDraining(t *testing.T) {
	for range 200 {
		r := newRegistry(Limits{SessionsPerConnection: 1 << 20}.withDefaults())
		l := &link{}
		r.enter(l, model.Principal{}, time.Now())
		var came []*visit
		begun, done := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			for {
				v := &visit{link: l}
				if refusal, _ := r.open(v, nil); refusal != "" {
					return
				}
				if came = append(came, v); len(came) == 1 {
					close(begun)
				}
			}
		}()
		<-begun
		visits, _ := r.close()
		<-done
		if len(visits) != len(came) {
			t.Fatalf("%d sessions of %d are told", len(visits), len(came))
		}
	}
}

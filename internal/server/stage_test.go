package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/server/sshtest"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

func TestMain(m *testing.M) {
	if code := m.Run(); code != 0 {
		os.Exit(code)
	}
	// The server opens no channels: this one is a client's, see TestAskingOnIsNotForEver.
	client := goleak.IgnoreAnyFunction("golang.org/x/crypto/ssh.(*mux).openChannel")
	if err := goleak.Find(client); err != nil {
		fmt.Println("goroutines are left behind:", err)
		os.Exit(1)
	}
}

// stage is a backend whose screens and commands are there to be misused.
type stage struct {
	mu       sync.Mutex
	accounts map[string]model.Principal // by fingerprint
	offered  []string                   // keys that identify was asked about

	left chan string   // accounts whose screens were left
	exit chan struct{} // closed: the commands that block return
	ends chan context.Context

	spill chan struct{} // closed: the commands that wait for it flood
	spilt atomic.Int32  // blocks that they have begun to write
}

func newStage() *stage {
	return &stage{
		accounts: map[string]model.Principal{}, left: make(chan string, 100),
		exit: make(chan struct{}), ends: make(chan context.Context, 100), spill: make(chan struct{}),
	}
}

func (h *stage) enrol(name string, key gossh.PublicKey) model.Principal {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := model.Principal{
		Account: name + "@example.com", Role: model.Portal, Partner: name,
		Fingerprint: access.Fingerprint(key),
	}
	h.accounts[p.Fingerprint] = p
	return p
}

func (h *stage) dismiss(p model.Principal) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.accounts, p.Fingerprint)
}

func (h *stage) identify(key gossh.PublicKey, remote string) (model.Principal, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.offered = append(h.offered, access.Fingerprint(key))
	p := h.accounts[access.Fingerprint(key)]
	p.Fingerprint, p.Remote = access.Fingerprint(key), remote
	return p, nil
}

func (h *stage) current(p model.Principal) (model.Principal, bool) {
	if p.IsGuest() || p.IsHolder() {
		return p, true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	now, ok := h.accounts[p.Fingerprint]
	now.Remote = p.Remote
	return now, ok
}

// follow knows one code, for the account of its name.
func (h *stage) follow(typed, _, remote string) (model.Principal, error) {
	if typed != "HL-GOOD" {
		return model.Principal{}, model.NewFault("error.code.unknown", h.contact())
	}
	return model.Principal{Account: "code t1", Role: model.Holder, Link: "t1", Remote: remote}, nil
}

func (h *stage) over(model.Principal) bool { return false }
func (h *stage) name() string              { return "The Stage" }
func (h *stage) contact() string           { return "stage@example.com" }

func (h *stage) words(p model.Principal, environ []string) words.Catalogue {
	return words.In(words.Choose(p.Language, environ, ""), nil)
}

func (h *stage) screen(ctx context.Context, p model.Principal, _ words.Catalogue, _ entry) (tea.Model, func(), error) {
	name := p.Account
	if p.IsGuest() {
		name = "guest"
	}
	if name == "broken@example.com" {
		return nil, nil, model.NewFault("error.server_quotes")
	}
	if name == "slow@example.com" {
		h.left <- name
		<-ctx.Done()
		return nil, nil, ctx.Err()
	}
	return &board{ctx: ctx, name: name}, func() { h.left <- name }, nil
}

// run knows a few commands that no real one would be like.
func (h *stage) run(ctx context.Context, c call, args []string) int {
	switch args[0] {
	case "env":
		fmt.Fprintln(c.out, c.say.Language(), c.terminal, c.width)
	case "echo":
		fmt.Fprintln(c.out, strings.Join(args[1:], "|"))
	case "cat":
		n, err := io.Copy(c.out, c.in)
		fmt.Fprintln(c.err, n, err)
	case "wait":
		fmt.Fprintln(c.out, "waiting")
		<-ctx.Done()
		h.ends <- ctx
		return 7
	case "stuck":
		fmt.Fprintln(c.out, "stuck")
		_, _ = io.Copy(io.Discard, c.in)
	case "flood":
		return h.flood(ctx, c)
	case "spill":
		select {
		case <-h.spill:
			return h.flood(ctx, c)
		case <-h.exit:
		}
	case "panic":
		panic("a command panics")
	default:
		return exitUsage
	}
	return 0
}

// floodBlock is how much of a flood is written at once.
const floodBlock = 32 << 10

// flood writes until that fails.
func (h *stage) flood(ctx context.Context, c call) int {
	block := bytes.Repeat([]byte("x"), floodBlock)
	for {
		h.spilt.Add(1)
		if _, err := c.out.Write(block); err != nil {
			h.ends <- ctx
			return 1
		}
	}
}

// board is a screen that tells its name and size, and panics when asked to.
type board struct {
	ctx           context.Context
	name          string
	keys          string
	width, height int
	notice        string
}

type boom struct{}

func (b *board) Init() tea.Cmd { return nil }

func (b *board) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		b.width, b.height = msg.Width, msg.Height
	case session.Notice:
		b.notice = msg.Key
	case boom:
		panic("a message panics")
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q":
			return b, tea.Quit
		case "P":
			panic("an update panics")
		case "C":
			return b, func() tea.Msg { panic("a command panics") }
		}
		b.keys += msg.String()
	}
	return b, nil
}

func (b *board) View() tea.View {
	v := tea.NewView(fmt.Sprintf("I am %s\n%d by %d\nkeys: %s\nnotice: %s", b.name, b.width, b.height, b.keys, b.notice))
	v.AltScreen = true
	return v
}

// town is a server that runs, with a stage behind it.
type town struct {
	*Server
	t     testing.TB
	stage *stage
	addr  string
	log   *journal
	close func() error // drains; may be called more than once
}

func openTown(t testing.TB, limits Limits) *town {
	t.Helper()
	return openTownWith(t, limits, nil)
}

// openTownWith is a town of which an observer is told.
func openTownWith(t testing.TB, limits Limits, told Observer) *town {
	t.Helper()
	if limits.Sweep == 0 {
		limits.Sweep = 5 * time.Millisecond
	}
	if limits.DrainNotice == 0 {
		// A session in its first half second takes until its end to leave.
		limits.DrainNotice, limits.DrainCommands, limits.Drain = 20*time.Millisecond, 100*time.Millisecond, 3*time.Second
	}
	log := &journal{}
	stage := newStage()
	s, err := assemble(stage, Options{
		HostKey: sshtest.NewKey(t), Limits: limits, Observer: told,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener) }()
	var once sync.Once
	var failure error
	town := &town{Server: s, t: t, stage: stage, addr: listener.Addr().String(), log: log}
	town.close = func() error {
		once.Do(func() {
			cancel()
			close(stage.exit)
			failure = <-ended
		})
		return failure
	}
	t.Cleanup(func() {
		if err := town.close(); err != nil {
			t.Errorf("serving: %v", err)
		}
		town.eventually("sessions are left", func() bool { return len(s.registry.all()) == 0 })
	})
	return town
}

// later has the times looked at as they will be after a while.
func (w *town) later(after time.Duration) { w.sweep(time.Now().Add(after), true) }

// citizen is somebody who is known here: their connection.
func (w *town) citizen(name string) *sshtest.Client {
	w.t.Helper()
	key := sshtest.NewKey(w.t)
	w.stage.enrol(name, key.PublicKey())
	return sshtest.Dial(w.t, w.addr, "anybody", key)
}

// eventually waits for what no screen shows.
func (w *town) eventually(failure string, wanted func() bool) {
	w.t.Helper()
	deadline := time.Now().Add(sshtest.Patience)
	for !wanted() {
		if time.Now().After(deadline) {
			w.t.Fatalf("%s\n%s", failure, w.log)
		}
		time.Sleep(2 * time.Millisecond) // a poll, until the deadline
	}
}

// journal keeps the log.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

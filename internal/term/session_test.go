package term

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"
)

// TestMain lets the tests wait beside each other: a session that ends in its first
// half second lasts that long, and needs no processor meanwhile.
func TestMain(m *testing.M) {
	_ = flag.Set("test.parallel", "16")
	goleak.VerifyTestMain(m)
}

// patience is how long a test waits for what must happen.
const patience = 10 * time.Second

// model is a root whose parts a test fills in.
type model struct {
	init   tea.Cmd
	update func(*model, tea.Msg) tea.Cmd
	view   func(*model) string
	keys   string
	w, h   int
	views  int
}

func (m *model) Init() tea.Cmd { return m.init }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyPressMsg:
		if msg.String() == "q" {
			return m, tea.Quit
		}
		m.keys += msg.String()
	}
	if m.update != nil {
		return m, m.update(m, msg)
	}
	return m, nil
}

func (m *model) View() tea.View {
	m.views++
	v := tea.NewView(fmt.Sprintf("%dx%d keys=%s.", m.w, m.h, m.keys))
	if m.view != nil {
		v = tea.NewView(m.view(m))
	}
	v.AltScreen, v.MouseMode, v.WindowTitle = true, tea.MouseModeCellMotion, "porthole"
	return v
}

// person sits at a terminal on which a session runs.
type person struct {
	*screenOf
	t       *testing.T
	session *Session
	keys    *io.PipeWriter
	log     *bytes.Buffer
	cancel  context.CancelFunc
	ended   chan error
}

func sit(t *testing.T, m *model) *person {
	t.Helper()
	in, keys := io.Pipe()
	p := &person{t: t, keys: keys, log: &bytes.Buffer{}, ended: make(chan error, 1)}
	p.screenOf = newTerminal(t, 40, 6, keys)
	p.session = New(m, in, p.screenOf, Options{
		Width: 40, Height: 6, Environ: []string{"TERM=xterm-256color"},
		Log: slog.New(slog.NewTextHandler(p.log, nil)),
	})
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := p.session.Run(ctx)
		in.Close() // what the server does with the channel
		p.ended <- err
	}()
	t.Cleanup(func() { cancel(); keys.Close(); <-done })
	return p
}

func (p *person) press(keys string) {
	p.t.Helper()
	if _, err := io.WriteString(p.keys, keys); err != nil {
		p.t.Fatal(err)
	}
}

func (p *person) see(want string) {
	p.t.Helper()
	if !p.waitFor(func() bool { return strings.Contains(p.emu.String(), want) }) {
		p.t.Fatalf("waited for %q, the screen is\n%s", want, p.text())
	}
}

// left waits for the end of the session, looks whether the terminal is restored,
// and returns the error.
func (p *person) left() error {
	p.t.Helper()
	select {
	case err := <-p.ended:
		restored(p.t, p.screenOf)
		return err
	case <-time.After(patience):
		p.t.Fatal("the session did not end")
		return nil
	}
}

func TestKeysReachTheRootAndTheScreen(t *testing.T) {
	t.Parallel()
	p := sit(t, &model{})
	p.see("40x6 keys=.")
	p.press("ab")
	p.see("keys=ab.")
	p.press("\x1b[A")
	p.see("keys=abup.")
	p.press("Hải")
	p.see("keys=abupHải.")
	p.press("q")
	if err := p.left(); err != nil {
		t.Errorf("a quit returned %v", err)
	}
}

func TestALoneEscapeIsAKey(t *testing.T) {
	t.Parallel()
	p := sit(t, &model{})
	p.see("keys=.")
	p.press("\x1b")
	p.see("keys=esc.")
	p.press("\x1b")
	p.see("keys=escesc.")
	p.press("[")
	p.see("keys=escesc[.")
}

// TestABurstIsDrawnOnce: twenty keys that come at once are twenty updates and one
// view.
func TestABurstIsDrawnOnce(t *testing.T) {
	t.Parallel()
	m := &model{update: func(m *model, msg tea.Msg) tea.Cmd {
		switch msg.(type) {
		case tea.ColorProfileMsg, tea.EnvMsg, tea.BackgroundColorMsg, tea.WindowSizeMsg:
			m.keys += "+"
		}
		return nil
	}}
	p := sit(t, m)
	p.see("keys=++++.") // all that comes by itself at the start
	before := m.views
	p.press(strings.Repeat("k", 20))
	p.see("keys=++++" + strings.Repeat("k", 20) + ".")
	if drawn := m.views - before; drawn != 1 {
		t.Errorf("20 keys were drawn %d times", drawn)
	}
}

type notice string

func TestResizeAndNotifyNeverWaitAndTheLatestWins(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	sizes, seen := 0, 0
	block, blocked := make(chan struct{}), make(chan struct{})
	p := sit(t, &model{update: func(m *model, msg tea.Msg) tea.Cmd {
		mu.Lock()
		defer mu.Unlock()
		switch msg := msg.(type) {
		case tea.WindowSizeMsg:
			sizes++
		case notice:
			seen++
			m.keys = string(msg)
		case tea.KeyPressMsg:
			close(blocked)
			<-block
		}
		return nil
	}})
	p.see("40x6")
	p.press("w")
	<-blocked
	for i := range 10_000 {
		p.session.Resize(20+i%20, 4)
		p.session.Notify(notice(fmt.Sprintf("closing in %d", i)))
		p.session.Resize(0, 0)
	}
	close(block)
	p.see("39x4 keys=closing in 9999.")
	mu.Lock()
	defer mu.Unlock()
	if sizes > 4 || seen > 3 {
		t.Errorf("%d sizes and %d notices reached the root", sizes, seen)
	}
}

func TestASizeThatComesLater(t *testing.T) {
	t.Parallel()
	in, keys := io.Pipe()
	defer keys.Close()
	out := newTerminal(t, 40, 6, keys)
	s := New(&model{}, in, out, Options{Environ: []string{"TERM=xterm"}})
	s.Notify(notice("before it runs"))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(context.Background()) }()
	if _, err := keys.Write([]byte("a")); err != nil {
		t.Fatal(err)
	}
	if n := out.bytes(); n > 0 {
		t.Errorf("%d bytes were drawn without a size", n)
	}
	s.Resize(40, 6)
	if !out.waitFor(func() bool { return strings.Contains(out.emu.String(), "40x6 keys=a.") }) {
		t.Errorf("the screen is %q", out.text())
	}
	keys.Close()
	<-ended
}

func TestBackgroundColour(t *testing.T) {
	t.Parallel()
	p := sit(t, &model{update: func(m *model, msg tea.Msg) tea.Cmd {
		switch msg := msg.(type) {
		case tea.BackgroundColorMsg:
			m.keys += fmt.Sprintf("[dark %v]", msg.IsDark())
		case tea.KeyPressMsg:
			return tea.RequestBackgroundColor
		}
		return nil
	}})
	p.see("keys=[dark true].") // asked by the session, answered by the terminal
	p.press("x")
	p.see("keys=[dark true]x[dark true].")
}

func TestStartingMessagesAndCommandsReachTheRoot(t *testing.T) {
	t.Parallel()
	type loaded struct{ n int }
	step := func(n int) tea.Cmd { return func() tea.Msg { return loaded{n} } }
	sum := 0
	var seen []string
	p := sit(t, &model{
		init: tea.Batch(step(1), tea.Batch(step(10), nil, step(100)), tea.Sequence(step(1000), tea.Batch(step(10000), step(100000)))),
		update: func(m *model, msg tea.Msg) tea.Cmd {
			switch msg := msg.(type) {
			case loaded:
				sum += msg.n
				m.keys = fmt.Sprint(sum)
			case tea.ColorProfileMsg:
				seen = append(seen, msg.String())
			case tea.EnvMsg:
				seen = append(seen, msg.Getenv("TERM"))
			}
			return nil
		},
	})
	p.see("keys=111111.")
	p.press("q")
	p.left()
	if all := strings.Join(seen, " "); !strings.Contains(all, "ANSI256") || !strings.Contains(all, "xterm-256color") {
		t.Errorf("the root got %v", seen)
	}
}

func TestACommandOfABatchWaitsForNoOther(t *testing.T) {
	t.Parallel()
	type done struct{ n int }
	second, sum := make(chan struct{}), 0
	p := sit(t, &model{
		init: tea.Batch(
			func() tea.Msg { <-second; return done{1} },
			func() tea.Msg { close(second); return done{2} },
		),
		update: func(m *model, msg tea.Msg) tea.Cmd {
			if d, ok := msg.(done); ok {
				sum += d.n
				m.keys = fmt.Sprint(sum)
			}
			return nil
		},
	})
	p.see("keys=3.")
	p.press("q")
	p.left()
}

// counting is a message whose command goes on until it has come to the end.
type counting struct{ n, end int }

func (c counting) Then() tea.Cmd {
	if c.n == c.end {
		return nil
	}
	return func() tea.Msg { return counting{c.n + 1, c.end} }
}

func TestACommandThatGoesOn(t *testing.T) {
	t.Parallel()
	p := sit(t, &model{
		init: tea.Batch(func() tea.Msg { return counting{1, 5} }, nil),
		update: func(m *model, msg tea.Msg) tea.Cmd {
			if c, ok := msg.(counting); ok {
				m.keys += fmt.Sprint(c.n)
			}
			return nil
		},
	})
	p.see("keys=12345.")
	p.press("q")
	p.left()
}

// Only a time with its monotonic reading, which is printed as m=, can be compared
// with another when the machine's clock has been set.
func TestLastKeyIsByTheMonotonicClock(t *testing.T) {
	t.Parallel()
	s := New(&model{}, nil, nil, Options{})
	before := s.LastKey()
	s.touch()
	for _, last := range []time.Time{before, s.LastKey()} {
		if !strings.Contains(last.String(), " m=") {
			t.Errorf("%v is by the wall clock", last)
		}
	}
}

func TestLastKeyIsThePersonsNotTheTerminals(t *testing.T) {
	t.Parallel()
	in, keys := io.Pipe()
	defer keys.Close()
	out := newTerminal(t, 40, 6, nil)
	s := New(&model{}, in, out, Options{Width: 40, Height: 6, Environ: []string{"TERM=xterm"}})
	ended := make(chan error, 1)
	go func() { ended <- s.Run(context.Background()) }()
	start := s.LastKey()
	keys.Write([]byte("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?997;1n\x1b[I\x1b[5;7R"))
	keys.Write([]byte("\x1b[?1;2c")) // the one before was taken when this is
	if got := s.LastKey(); !got.Equal(start) {
		t.Errorf("replies of the terminal moved the last key to %v", got)
	}
	keys.Write([]byte("\x1b[<0;3;4M"))
	keys.Write([]byte("\x1b[I"))
	if got := s.LastKey(); !got.After(start) {
		t.Errorf("a click left the last key at %v", got)
	}
	keys.Close()
	<-ended
}

// TestIdleCostsNothing: after the start there is neither a ticker nor anything
// else that runs, and few goroutines.
func TestIdleCostsNothing(t *testing.T) {
	base := runtime.NumGoroutine()
	p := sit(t, &model{})
	p.see("40x6")
	stacks := settle(t)
	// Run, the commands' goroutine and the reader; the fourth drains the emulator.
	if n := runtime.NumGoroutine() - base; n > 4 {
		t.Errorf("%d goroutines for an idle session\n%s", n, stacks)
	}
}

// TestTheProcessIsNotSuspended: one person's ctrl+z must not stop everybody.
func TestTheProcessIsNotSuspended(t *testing.T) {
	t.Parallel()
	p := sit(t, &model{update: func(_ *model, msg tea.Msg) tea.Cmd {
		if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "z" {
			return tea.Suspend
		}
		return nil
	}})
	p.press("z")
	p.see("keys=z.")
	p.press("x")
	p.see("keys=zx.")
}

// hushed is news of which nothing is to be seen.
type hushed struct{ is bool }

func (h hushed) Quiet() bool { return h.is }

// mark is a message behind the one that is looked at.
type mark struct{}

// TestWhatChangesNothingIsNotDrawn: the root gets the message, and is asked for
// its view when the message does not say that nothing has changed. What else is
// drawn meanwhile has another reason, so that it is tried some times.
func TestWhatChangesNothingIsNotDrawn(t *testing.T) {
	t.Parallel()
	views := make(chan int, 2)
	m := &model{update: func(m *model, msg tea.Msg) tea.Cmd {
		switch msg.(type) {
		case hushed, mark:
			views <- m.views
		}
		return nil
	}}
	p := sit(t, m)
	p.press("a")
	p.see("keys=a.")
	fewest := func(quiet bool) int {
		drawn := 100
		for range 10 {
			p.session.send(hushed{quiet})
			before := <-views
			p.session.send(mark{})
			drawn = min(drawn, <-views-before)
		}
		return drawn
	}
	if drawn := fewest(true); drawn != 0 {
		t.Errorf("it was drawn %d times for nothing", drawn)
	}
	if drawn := fewest(false); drawn != 1 {
		t.Errorf("it was drawn %d times for a change", drawn)
	}
}

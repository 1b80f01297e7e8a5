package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// A stage runs a root without a terminal: it sends messages, runs the commands
// that come back until none is left but a waiting watch, and reads the screen.
type stage struct {
	t       *testing.T
	root    *Root
	data    *fakeData
	results chan tea.Msg
	pending int              // commands that have not answered and do not wait
	parked  map[*waiter]bool // commands that wait for a change
	timers  []tea.Msg        // what would come later
	resting []chan struct{}  // commands that would go on later
	quit    bool
	held    []tea.Msg // answers that the test keeps back
	hold    func(tea.Msg) bool
}

// stageNow is the present of all screens under test.
var stageNow = time.Date(2025, 5, 16, 9, 0, 0, 0, ict())

func ict() *time.Location { return time.FixedZone("ICT", 7*3600) }

type option func(*session.Config)

func inLanguage(l words.Language) option {
	return func(c *session.Config) { c.Language = words.In(l, ict()) }
}

func withVisitor(v session.Visitor) option { return func(c *session.Config) { c.Visitor = v } }

// newStage begins a session on data and drives it to quiet.
func newStage(t *testing.T, data *fakeData, width, height int, options ...option) *stage {
	t.Helper()
	c := session.Config{
		Ctx: t.Context(), Data: data, Language: words.In(words.English, ict()),
		Heading: model.Line("Saigon Tech Export", 40), Who: model.Line("anna@saigon-tech.example", 60),
		Now: func() time.Time { return stageNow },
	}
	for _, o := range options {
		o(&c)
	}
	return newStageOf(t, New(c), data, width, height)
}

func newStageOf(t *testing.T, root *Root, data *fakeData, width, height int) *stage {
	t.Helper()
	s := &stage{t: t, root: root, data: data, results: make(chan tea.Msg, 64), parked: map[*waiter]bool{}}
	root.env.After = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		return func() tea.Msg { return timer{msg} }
	}
	root.env.Rest = func(ctx context.Context, _ time.Duration) {
		rested := make(chan struct{})
		s.results <- resting{rested}
		select {
		case <-rested:
		case <-ctx.Done():
		}
	}
	if data != nil {
		data.stage = s
	}
	s.start(root.Init())
	s.quiet()
	s.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII}, tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

// timer is a message that would come after a while, resting a command that would
// go on then.
type (
	timer   struct{ msg tea.Msg }
	resting struct{ rested chan struct{} }
)

// parked says that a command waits for a change, and unparked that it gave up
// waiting and is about to answer.
type (
	parked   struct{ w *waiter }
	unparked parked
)

// waiter is one wait for a change. awake says that its answer is counted as
// under way; only the test's own goroutine touches it.
type waiter struct {
	on    *fakeData
	awake bool
}

// awaken counts those who wait for a change of d as under way. One of them may
// be giving up at this moment: unparked then finds it awake.
func (s *stage) awaken(d *fakeData) {
	for w := range s.parked {
		if w.on == d {
			w.awake = true
			s.pending++
			delete(s.parked, w)
		}
	}
}

func (s *stage) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	s.pending++
	go func() { s.results <- cmd() }()
}

// quiet takes answers until nothing is under way.
func (s *stage) quiet() {
	for s.pending > 0 {
		msg := <-s.results
		s.pending--
		s.take(msg)
	}
}

func (s *stage) take(msg tea.Msg) {
	switch m := msg.(type) {
	case nil:
	case parked:
		s.parked[m.w] = true
	case unparked: // nobody counted it, nor, unless it was awake, the answer that comes next
		delete(s.parked, m.w)
		s.pending++
		if !m.w.awake {
			s.pending++
		}
	case tea.BatchMsg:
		for _, cmd := range m {
			s.start(cmd)
		}
	case timer:
		s.timers = append(s.timers, m.msg)
	case resting:
		s.resting = append(s.resting, m.rested)
	case tea.QuitMsg:
		s.quit = true
	default:
		if s.hold != nil && s.hold(msg) {
			s.held = append(s.held, msg)
			return
		}
		s.deliver(msg)
	}
}

// deliver hands a message over, and lets its command go on.
func (s *stage) deliver(msg tea.Msg) {
	_, cmd := s.root.Update(msg)
	s.start(cmd)
	if more, ok := msg.(interface{ Then() tea.Cmd }); ok {
		s.start(more.Then())
	}
}

// send hands messages over and waits for what follows from them.
func (s *stage) send(msgs ...tea.Msg) {
	s.t.Helper()
	for _, msg := range msgs {
		s.deliver(msg)
		s.quiet()
	}
}

// tick lets the time pass for which timers wait, and commands rest.
func (s *stage) tick() {
	timers, resting := s.timers, s.resting
	s.timers, s.resting = nil, nil
	for _, rested := range resting {
		s.pending++
		close(rested)
	}
	s.quiet()
	s.send(timers...)
}

// press presses keys by their names, as tea writes them.
func (s *stage) press(names ...string) {
	s.t.Helper()
	for _, name := range names {
		s.send(uitest.Press(name))
	}
}

// write types text.
func (s *stage) write(text string) {
	for _, r := range text {
		s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// screen is what the window shows, without styles and without blanks at the
// ends of lines.
func (s *stage) screen() string {
	lines := strings.Split(ansi.Strip(s.root.View().Content), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (s *stage) see(texts ...string) {
	s.t.Helper()
	screen := s.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			s.t.Fatalf("the screen does not show %q:\n%s", text, screen)
		}
	}
}

func (s *stage) notSee(texts ...string) {
	s.t.Helper()
	screen := s.screen()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			s.t.Fatalf("the screen shows %q:\n%s", text, screen)
		}
	}
}

// checkSize holds the invariant of all screens: no line wider than the window,
// no more lines than it has, and no escape but styles.
func (s *stage) checkSize(width, height int) error {
	content := s.root.View().Content
	lines := strings.Split(content, "\n")
	if len(lines) > height {
		return fmt.Errorf("%d lines in a window of %d", len(lines), height)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			return fmt.Errorf("line %d has %d cells in a window of %d: %q", i, w, width, line)
		}
	}
	return uitest.OnlyStyles(content)
}

package isolation

import (
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/ui"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// eyes look at the screens of a world without a terminal: they run what the
// root asks for until nothing is under way but the wait for changes.
type eyes struct {
	root    *ui.Root
	answers chan tea.Msg
	parked  chan struct{}
	pending int
}

// patientRoom is a room in which nothing changes any more.
type patientRoom struct {
	*store.Room
	parked chan<- struct{}
}

func (p patientRoom) Watch(ctx context.Context, _ uint64) (uint64, error) {
	p.parked <- struct{}{}
	<-ctx.Done()
	return 0, ctx.Err()
}

// look opens the screens in a window, presses the keys, and gives what is seen.
func (w *world) look(clock *ticking, language words.Language, width, height int, keys ...tea.Msg) string {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	e := &eyes{answers: make(chan tea.Msg, 64), parked: make(chan struct{}, 4)}
	e.root = ui.New(session.Config{
		Ctx: ctx, Data: patientRoom{w.room, e.parked}, Visitor: w.self, Heading: w.room.Partner().Name,
		Who: model.Line(meAnna.Account, 60), Language: words.In(language, nil), Now: clock.now,
		Timeless: true,
	})
	e.start(e.root.Init())
	e.quiet()
	e.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	e.send(tea.WindowSizeMsg{Width: width, Height: height})
	for _, key := range keys {
		e.send(key)
	}
	view := e.root.View()
	return view.WindowTitle + "\n" + view.Content
}

func (e *eyes) send(msg tea.Msg) {
	_, cmd := e.root.Update(msg)
	e.start(cmd)
	e.quiet()
}

func (e *eyes) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	e.pending++
	go func() { e.answers <- cmd() }()
}

func (e *eyes) quiet() {
	for e.pending > 0 {
		select {
		case <-e.parked:
			e.pending--
		case msg := <-e.answers:
			e.pending--
			if all, many := msg.(tea.BatchMsg); many {
				for _, cmd := range all {
					e.start(cmd)
				}
			} else if msg != nil {
				_, cmd := e.root.Update(msg)
				e.start(cmd)
				if more, ok := msg.(interface{ Then() tea.Cmd }); ok {
					e.start(more.Then())
				}
			}
		}
	}
}

func key(r rune) tea.Msg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

var enter = tea.KeyPressMsg{Code: tea.KeyEnter}

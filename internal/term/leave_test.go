package term

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestEveryWayOutRestoresTheTerminal(t *testing.T) {
	gone := func(m *model, msg tea.Msg) tea.Cmd {
		if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "x" {
			panic("out of the blue")
		}
		return nil
	}
	inView := func(m *model) string {
		if strings.Contains(m.keys, "x") {
			panic("out of the view")
		}
		return "fine"
	}
	inCommand := func(wrap func(tea.Cmd) tea.Cmd) func(*model, tea.Msg) tea.Cmd {
		return func(m *model, msg tea.Msg) tea.Cmd {
			if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "x" {
				return wrap(func() tea.Msg { panic("out of a command") })
			}
			return nil
		}
	}
	nothing := func() tea.Msg { return nil }
	for name, c := range map[string]struct {
		model *model
		leave func(*person)
		want  error
	}{
		"quit":            {&model{}, func(p *person) { p.press("q") }, nil},
		"cancel":          {&model{}, func(p *person) { p.cancel() }, context.Canceled},
		"input ends":      {&model{}, func(p *person) { p.keys.Close() }, ErrInputClosed},
		"input fails":     {&model{}, func(p *person) { p.keys.CloseWithError(errors.New("reset")) }, ErrInputClosed},
		"panic in Update": {&model{update: gone}, func(p *person) { p.press("x") }, ErrPanic},
		"panic in View":   {&model{view: inView}, func(p *person) { p.press("x") }, ErrPanic},
		"panic in a command": {
			&model{update: inCommand(func(c tea.Cmd) tea.Cmd { return c })}, func(p *person) { p.press("x") }, ErrPanic,
		},
		"panic in a batch": {
			&model{update: inCommand(func(c tea.Cmd) tea.Cmd { return tea.Batch(nothing, c) })}, func(p *person) { p.press("x") }, ErrPanic,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := sit(t, c.model)
			p.waitFor(func() bool { return p.emu.IsAltScreen() })
			c.leave(p)
			err := p.left()
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if c.want == ErrPanic {
				logged(t, p, err)
			}
		})
	}
}

// logged fails unless the log has the panic with its stack, under the id of the
// error.
func logged(t *testing.T, p *person, err error) {
	t.Helper()
	var panicked *PanicError
	if !errors.As(err, &panicked) {
		t.Fatalf("%v is no PanicError", err)
	}
	log := p.log.String()
	for _, want := range []string{"id=" + panicked.ID, "out of ", "_test.go"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log has no %q: %s", want, log)
		}
	}
}

func TestPanicInInit(t *testing.T) {
	t.Parallel()
	p := sit(t, &model{init: func() tea.Msg { panic("out of Init's command") }})
	if err := p.left(); !errors.Is(err, ErrPanic) {
		t.Errorf("got %v", err)
	}
}

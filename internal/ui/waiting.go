package ui

import (
	"time"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
)

// patience is how long an answer may take before it is shown that one waits.
const patience = 300 * time.Millisecond

// waiting is the wait of the screen on top for an answer. The spinner, which is in
// ASCII for every terminal, is made when the wait lasts and let go with its end:
// nothing turns while nobody waits.
type waiting struct {
	serial  int // of the wait; a turn that was meant for an older one is late
	on      bool
	spinner *spinner.Model
}

// waits looks whether the screen on top waits, after every message.
func (r *Root) waits() tea.Cmd {
	s, can := r.top().(screen.Waiter)
	on := can && s.Waiting()
	if on == r.wait.on {
		return nil
	}
	r.wait = waiting{serial: r.wait.serial + 1, on: on}
	if !on {
		return nil
	}
	serial := r.wait.serial
	return r.env.After(patience, screen.Call(func() tea.Cmd { return r.turn(serial) }))
}

// turn shows the next frame of the spinner of a wait.
func (r *Root) turn(serial int) tea.Cmd {
	if serial != r.wait.serial || !r.wait.on {
		return nil
	}
	if r.wait.spinner == nil {
		made := spinner.New(spinner.WithSpinner(spinner.Line), spinner.WithStyle(r.env.Theme.KeyStyle))
		r.wait.spinner = &made
	} else {
		*r.wait.spinner, _ = r.wait.spinner.Update(r.wait.spinner.Tick())
	}
	return r.env.After(r.wait.spinner.Spinner.FPS, screen.Call(func() tea.Cmd { return r.turn(serial) }))
}

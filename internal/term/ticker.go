package term

import (
	"sync"

	tea "charm.land/bubbletea/v2"
)

// ticker lets go of the goroutine and the ticker that Bubble Tea starts for its
// renderer, also in a program without one. The public way is to release the
// terminal, which takes half a second because it waits for a reader that is not
// there; the end of the program stops the same ticker, through the same sync.Once,
// so the two may meet.
type ticker struct {
	program *tea.Program
	mu      sync.Mutex
	ended   bool
	busy    sync.WaitGroup
}

// release is a command. It is returned by Init, when the ticker has been started.
func (t *ticker) release() tea.Msg {
	if t.begin() {
		defer t.busy.Done()
		_ = t.program.ReleaseTerminal() // there is no terminal that could fail
	}
	return nil
}

func (t *ticker) begin() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.ended {
		t.busy.Add(1)
	}
	return !t.ended
}

// wait returns when no release is under way; none begins after it. Only a session
// that ends in its first half second waits here.
func (t *ticker) wait() {
	t.mu.Lock()
	t.ended = true
	t.mu.Unlock()
	t.busy.Wait()
}

package term

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// screenOf is a terminal to look at: an emulator whose replies are drained.
type screenOf struct {
	mu     sync.Mutex
	emu    *vt.Emulator
	modes  map[ansi.Mode]bool
	title  string
	hidden bool
	bells  int
	wrote  int
	drawn  *sync.Cond // after every write
	done   chan struct{}
}

func newTerminal(t interface{ Cleanup(func()) }, w, h int, replies io.Writer) *screenOf {
	s := &screenOf{emu: vt.NewEmulator(w, h), modes: map[ansi.Mode]bool{}, done: make(chan struct{})}
	s.drawn = sync.NewCond(&s.mu)
	s.emu.SetCallbacks(vt.Callbacks{
		Bell:             func() { s.bells++ },
		Title:            func(title string) { s.title = title },
		CursorVisibility: func(visible bool) { s.hidden = !visible },
		EnableMode:       func(m ansi.Mode) { s.modes[m] = true },
		DisableMode:      func(m ansi.Mode) { s.modes[m] = false },
	})
	if replies == nil {
		replies = io.Discard
	}
	go func() {
		defer close(s.done)
		io.Copy(replies, s.emu)
	}()
	t.Cleanup(func() {
		s.emu.InputPipe().(io.Closer).Close()
		<-s.done
	})
	return s
}

func (s *screenOf) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.drawn.Broadcast()
	s.wrote += len(b)
	return s.emu.Write(b)
}

// waitFor looks after every write until there is what is waited for.
func (s *screenOf) waitFor(there func() bool) bool {
	late := false
	timer := time.AfterFunc(patience, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		late = true
		s.drawn.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !there() && !late {
		s.drawn.Wait()
	}
	return there()
}

// settle waits until nothing of the start of a session is left: neither Bubble
// Tea's renderer nor the command that releases it.
func settle(t *testing.T) string {
	t.Helper()
	poll := time.NewTicker(10 * time.Millisecond)
	defer poll.Stop()
	buf := make([]byte, 1<<18)
	for deadline := time.After(patience); ; {
		stacks := string(buf[:runtime.Stack(buf, true)])
		if !strings.Contains(stacks, "startRenderer") && !strings.Contains(stacks, "ReleaseTerminal") {
			return stacks
		}
		select {
		case <-poll.C:
		case <-deadline:
			t.Fatalf("still running:\n%s", stacks)
		}
	}
}

func (s *screenOf) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emu.String()
}

func (s *screenOf) bytes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wrote
}

// difference says where two terminals show something else, empty if nowhere.
func difference(a, b *screenOf, w, h int) string {
	for y := range h {
		for x := range w {
			ca, cb := cellAt(a, x, y), cellAt(b, x, y)
			if !ca.Equal(&cb) {
				return fmt.Sprintf("row %d column %d: %+v, a full repaint has %+v", y, x, ca, cb)
			}
		}
	}
	return ""
}

// cellAt returns a cell as it looks: of the style of a space only what shows.
func cellAt(s *screenOf, x, y int) uv.Cell {
	c := uv.EmptyCell
	if at := s.emu.CellAt(x, y); at != nil {
		c = *at
	}
	st := &c.Style
	if c.Content == " " && st.Attrs&(uv.AttrReverse|uv.AttrStrikethrough) == 0 && st.Underline == 0 {
		*st = uv.Style{Bg: st.Bg}
	}
	return c
}

// restored fails unless the terminal is as it was before the session.
func restored(t *testing.T, s *screenOf) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.emu.IsAltScreen() {
		t.Error("still on the alternate screen")
	}
	if s.hidden {
		t.Error("cursor still hidden")
	}
	for _, m := range []ansi.Mode{
		ansi.ModeMouseButtonEvent, ansi.ModeMouseAnyEvent, ansi.ModeMouseExtSgr,
		ansi.ModeBracketedPaste, ansi.ModeFocusEvent, ansi.ModeSynchronizedOutput,
	} {
		if s.modes[m] {
			t.Errorf("mode %v still on", m)
		}
	}
	if on, seen := s.modes[ansi.ModeAutoWrap]; seen && !on {
		t.Error("wrapping still off")
	}
	if s.title != "" {
		t.Errorf("title still %q", s.title)
	}
}

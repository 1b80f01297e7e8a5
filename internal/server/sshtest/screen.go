package sshtest

import (
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
)

// Patience is how long anything that must happen may take.
const Patience = 10 * time.Second

// Screen is a terminal emulator that what a server sends is written to.
type Screen struct {
	t     testing.TB
	mu    sync.Mutex
	drawn *sync.Cond
	emu   *vt.Emulator
	raw   strings.Builder
	over  bool
}

// NewScreen returns a screen of that size. What the emulator answers to requests
// is written to replies.
func NewScreen(t testing.TB, width, height int, replies io.Writer) *Screen {
	s := &Screen{t: t, emu: vt.NewEmulator(width, height)}
	s.drawn = sync.NewCond(&s.mu)
	done := make(chan struct{})
	go func() {
		defer close(done)
		buf := make([]byte, 256)
		for {
			n, err := s.emu.Read(buf)
			if err != nil {
				return
			}
			// A client that has gone gets no answers, but they must be read.
			_, _ = replies.Write(buf[:n])
		}
	}()
	t.Cleanup(func() {
		_ = s.emu.InputPipe().(io.Closer).Close()
		<-done
	})
	return s
}

// Write implements [io.Writer].
func (s *Screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.drawn.Broadcast()
	s.raw.Write(b)
	return s.emu.Write(b) //nolint:wrapcheck // an emulator does not fail
}

// Over tells the screen that nothing more will come.
func (s *Screen) Over() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	s.drawn.Broadcast()
}

// Resize gives the emulator another size.
func (s *Screen) Resize(width, height int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emu.Resize(width, height)
}

// Text is what stands on the screen now, a line for each row.
func (s *Screen) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text()
}

func (s *Screen) text() string {
	lines := strings.Split(s.emu.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \r")
	}
	return strings.Join(lines, "\n")
}

// Raw is every byte that has come.
func (s *Screen) Raw() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// See waits until the screen shows all of the texts.
func (s *Screen) See(texts ...string) {
	s.t.Helper()
	s.until("never saw "+strings.Join(texts, " and "), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// SeeNo waits until the text is not there any more.
func (s *Screen) SeeNo(text string) {
	s.t.Helper()
	s.until("still sees "+text, func(screen string) bool { return !strings.Contains(screen, text) })
}

// Match waits until the screen matches the expression and returns its groups.
func (s *Screen) Match(expression string) []string {
	s.t.Helper()
	shape := regexp.MustCompile(expression)
	var found []string
	s.until("never matched "+expression, func(screen string) bool {
		found = shape.FindStringSubmatch(screen)
		return found != nil
	})
	return found
}

// until waits for the screen to be as wanted, looking after each write.
func (s *Screen) until(failure string, wanted func(screen string) bool) {
	s.t.Helper()
	late := false
	timer := time.AfterFunc(Patience, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		late = true
		s.drawn.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !wanted(s.text()) {
		if late || s.over {
			s.t.Fatalf("%s; on the screen (closed: %v):\n%s", failure, s.over, s.text())
		}
		s.drawn.Wait()
	}
}

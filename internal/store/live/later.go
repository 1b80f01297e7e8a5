package live

import (
	"sync"
	"time"
)

// Later calls a function a moment after it was asked to, once for all who ask
// meanwhile: a thousand logins after a restart, or a thousand sessions that end at
// once, are one write to the disk.
type Later struct {
	fn      func()
	mu      sync.Mutex
	timer   *time.Timer // of the call that was asked for; nil: none is
	stopped bool
}

const delay = 200 * time.Millisecond

// NewLater calls fn a moment after it is asked to.
func NewLater(fn func()) *Later { return &Later{fn: fn} }

// Call has it called.
func (l *Later) Call() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer == nil && !l.stopped {
		l.timer = time.AfterFunc(delay, func() {
			l.mu.Lock()
			l.timer = nil
			l.mu.Unlock()
			l.fn()
		})
	}
}

// Stop takes no more, and calls nothing that was not begun.
func (l *Later) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped = true; l.timer != nil {
		l.timer.Stop()
	}
}

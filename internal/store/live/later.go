package live

import (
	"sync"
	"time"
)

// later calls a function a moment after it was asked to, once for all who ask
// meanwhile: a thousand logins after a restart, or a thousand sessions that end at
// once, are one write to the disk.
type later struct {
	timer   *time.Timer
	stopped bool
}

const delay = 200 * time.Millisecond

func (l *later) call(fn func()) {
	if l.timer == nil && !l.stopped {
		l.timer = time.AfterFunc(delay, fn)
	}
}

// reset takes back what was asked for, and stop takes no more.
func (l *later) reset() {
	if l.timer != nil {
		l.timer.Stop()
		l.timer = nil
	}
}

func (l *later) stop() {
	l.reset()
	l.stopped = true
}

// Later is one for many goroutines.
type Later struct {
	fn    func()
	mu    sync.Mutex
	later later
}

// NewLater calls fn a moment after it is asked to.
func NewLater(fn func()) *Later { return &Later{fn: fn} }

// Call has it called.
func (l *Later) Call() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.later.call(func() {
		l.mu.Lock()
		l.later.reset()
		l.mu.Unlock()
		l.fn()
	})
}

// Stop takes no more.
func (l *Later) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.later.stop()
}

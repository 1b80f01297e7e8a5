package live

import (
	"sync"
	"time"
)

// Later gathers what it is given, each once, and calls a function with all of it a
// moment later: a thousand logins after a restart, or a thousand sessions that end at
// once, are one write to the disk. Whoever gives waits for nothing.
type Later[T comparable] struct {
	delay time.Duration
	fn    func([]T)

	calling sync.Mutex // held while fn runs, so that who waits for it finds it done
	mu      sync.Mutex // held while the fields below are read or changed
	waiting []T
	given   map[T]bool  // those that wait
	timer   *time.Timer // of the call that is to come; nil: none is
	stopped bool
}

// Moment is for how long what is written to the disk is gathered.
const Moment = 200 * time.Millisecond

// NewLater returns a Later that calls fn that long after it was first given something.
func NewLater[T comparable](delay time.Duration, fn func([]T)) *Later[T] {
	return &Later[T]{delay: delay, fn: fn, given: map[T]bool{}}
}

// Add has fn called with v.
func (l *Later[T]) Add(v T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.given[v] {
		l.given[v] = true
		l.waiting = append(l.waiting, v)
	}
	if l.timer == nil && !l.stopped {
		l.timer = time.AfterFunc(l.delay, l.Flush)
	}
}

// Flush calls fn now, if there is something. It waits for a call that is under way.
func (l *Later[T]) Flush() {
	l.calling.Lock()
	defer l.calling.Unlock()
	l.mu.Lock()
	waiting := l.waiting
	l.waiting, l.timer = nil, nil
	clear(l.given)
	l.mu.Unlock()
	if len(waiting) > 0 {
		l.fn(waiting)
	}
}

// Stop calls fn for the last time.
func (l *Later[T]) Stop() {
	l.mu.Lock()
	l.stopped = true
	if l.timer != nil {
		l.timer.Stop()
	}
	l.mu.Unlock()
	l.Flush()
}

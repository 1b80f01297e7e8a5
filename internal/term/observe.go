package term

import (
	"sync/atomic"
	"time"
)

// Observer is told what a person at the screen would notice. Its methods are
// called by the goroutines of sessions, of many at once, and must not wait.
type Observer interface {
	// Frame is called after a frame of so many bytes was written: how long it took
	// to render it and to write it. A view that changes nothing is no frame.
	Frame(took time.Duration, bytes int)
	// Key is called when the frame that answers a key was written: how long that
	// is after the key's bytes were read.
	Key(took time.Duration)
	// News is called when the frame with a change was written, of which
	// [Session.News] was told: how long that is after the change.
	News(took time.Duration)
}

// mostAwaited is how long a key or news may wait for a frame. There may be none
// for it, as a key can mean nothing here and a change can be off the screen; a
// frame that comes later than this has another reason.
const mostAwaited = 10 * time.Second

// moment is a time by the monotonic clock; 0 is none. It fits into an atomic.
type moment int64

var epoch = time.Now().Add(-time.Second) // so that no moment is 0

func momentOf(t time.Time) moment { return moment(t.Sub(epoch)) }

func (m moment) until(later moment) time.Duration { return time.Duration(later - m) }

// watched is what a session keeps for its observer.
type watched struct {
	read  atomic.Int64 // moment of the last bytes of the input
	news  atomic.Int64 // moment of the latest change, until a frame shows it; one before it may have been off the screen
	wrote int          // bytes of all frames; of the goroutine that draws
}

// arrived is when the last bytes of the input came.
func (w *watched) arrived() moment { return moment(w.read.Load()) }

// News tells the session that what it shows has changed at that time, and that
// its root is about to hear of it. It never waits. Without an observer it does
// nothing.
func (s *Session) News(at time.Time) {
	if s.o.Observer != nil {
		s.watched.news.Store(int64(momentOf(at)))
	}
}

// stamped is the session's input, which notes when something came.
type stamped Session

// Read implements [io.Reader].
func (s *stamped) Read(b []byte) (int, error) {
	n, err := s.in.Read(b)
	if s.o.Observer != nil {
		s.watched.read.Store(int64(momentOf(time.Now())))
	}
	return n, err //nolint:wrapcheck // a reader round another
}

// counted is the session's output, which notes how much went out.
type counted Session

// Write implements [io.Writer].
func (s *counted) Write(b []byte) (int, error) {
	n, err := s.out.Write(b)
	s.watched.wrote += n
	return n, err //nolint:wrapcheck // a writer round another
}

// drawWatched draws, and tells the observer. read is when the key was read whose
// messages the root just had, if it was one; asked says that the root has begun
// something, of which it will hear.
func (m *shell) drawWatched(read moment, asked bool) {
	o := m.s.o.Observer
	if o == nil {
		m.draw()
		return
	}
	before, begun := m.s.watched.wrote, momentOf(time.Now())
	m.draw()
	if read != 0 {
		m.waiting = read
	}
	bytes := m.s.watched.wrote - before
	if bytes > 0 {
		done := momentOf(time.Now())
		o.Frame(begun.until(done), bytes)
		m.answered(o, done, read != 0)
	} else if read != 0 && !asked {
		m.waiting = 0 // the key means nothing here
	}
}

// answered tells how long what this frame shows has waited for it. A frame that
// answers a key at once shows no news.
func (m *shell) answered(o Observer, done moment, key bool) {
	if waited := m.waiting.until(done); m.waiting != 0 && waited <= mostAwaited {
		o.Key(waited)
	}
	m.waiting = 0
	if key {
		return
	}
	changed := moment(m.s.watched.news.Swap(0))
	if waited := changed.until(done); changed != 0 && waited <= mostAwaited {
		o.News(waited)
	}
}

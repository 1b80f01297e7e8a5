package term

import "time"

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

// News tells the session that what it shows has changed at that time, and that
// its root is about to hear of it. It never waits. Without an observer it does
// nothing.
func (s *Session) News(at time.Time) {
	if s.o.Observer != nil {
		s.news.Store(&at)
	}
}

// drawWatched draws, and tells the observer. read is when the key was read whose
// messages the root just had, if it was one; asked says that the root has begun
// something, of which it will hear.
func (m *shell) drawWatched(read time.Time, asked bool) {
	o, key := m.s.o.Observer, !read.IsZero()
	if o == nil {
		m.draw()
		return
	}
	before, begun := m.screen.wrote, time.Now()
	m.draw()
	if key {
		m.waiting = read
	}
	if bytes := m.screen.wrote - before; bytes > 0 {
		done := time.Now()
		o.Frame(done.Sub(begun), bytes)
		m.answered(o, done, key)
	} else if key && !asked {
		m.waiting = time.Time{} // the key means nothing here
	}
}

// answered tells how long what this frame shows has waited for it: too long to be
// told, where nothing has. A frame that answers a key at once shows no news.
func (m *shell) answered(o Observer, done time.Time, key bool) {
	if waited := done.Sub(m.waiting); waited <= mostAwaited {
		o.Key(waited)
	}
	m.waiting = time.Time{}
	if key {
		return
	}
	if changed := m.s.news.Swap(nil); changed != nil && done.Sub(*changed) <= mostAwaited {
		o.News(done.Sub(*changed))
	}
}

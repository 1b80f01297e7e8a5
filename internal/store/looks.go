package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"porthole/internal/model"
)

// Looks are local to this process until they are written: who of the staff looked
// at what the office knows is in the audit trail too. Looking must not wait for the disk and must not fail with it, so looks are
// gathered for a moment and written together.

const (
	// lookAgain is for how long the same look of the same person is one: a
	// screen that reads a record again at every change is one look.
	lookAgain = 10 * time.Minute
	// maxLooks bounds what is remembered of looks; beyond it they are forgotten,
	// and the next is recorded again.
	maxLooks = 10_000
)

// glance is what somebody looked at.
type glance struct {
	who     model.Principal
	verb    string
	subject string
}

// looks are those that are not on disk yet, and when the last ones were.
type looks struct {
	writing sync.Mutex // held while some are written, so that who waits for it finds them
	mu      sync.Mutex
	pending []glance
	last    map[glance]time.Time
	timer   *time.Timer
	stopped bool
}

// Looked records in the audit trail that this person looked at something, such
// as the office's record of a shipment, under a verb as those of changes are.
// It comes back at once: the line is written a moment later, and is there when
// the trail is read next. Within ten minutes the same is recorded once.
func (o *Office) Looked(verb, subject string) {
	o.store.looked(glance{o.who, verb, model.Line(subject, model.NameCells).String()})
}

func (s *Store) looked(l glance) {
	k, now := &s.looks, s.now()
	k.mu.Lock()
	defer k.mu.Unlock()
	if last, known := k.last[l]; k.stopped || known && now.Sub(last).Abs() < lookAgain {
		return
	}
	if k.last == nil || len(k.last) >= maxLooks {
		k.last = map[glance]time.Time{}
	}
	k.last[l] = now
	k.pending = append(k.pending, l)
	if k.timer == nil {
		k.timer = time.AfterFunc(markDelay, s.writeLooks)
	}
}

// take empties the list.
func (k *looks) take() []glance {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.timer != nil {
		k.timer.Stop()
	}
	taken := k.pending
	k.pending, k.timer = nil, nil
	return taken
}

// stop takes no more.
func (k *looks) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.stopped = true
}

// writeLooks writes what has gathered, in one transaction. What goes wrong is
// told to the log: whoever looked has seen it long ago.
func (s *Store) writeLooks() {
	s.looks.writing.Lock()
	defer s.looks.writing.Unlock()
	pending := s.looks.take()
	if len(pending) == 0 {
		return
	}
	err := s.write(context.Background(), model.Principal{}, "", func(w *Writer) error {
		for _, l := range pending {
			w.tx.Who, w.tx.Verb = l.who, l.verb
			if err := w.tx.Audit(model.ActInspect, l.subject, ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, ErrClosed) {
		s.log.Warn("store: looks not recorded", "count", len(pending), "cause", fmt.Sprintf("%q", err.Error()))
	}
}

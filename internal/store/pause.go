package store

import (
	"cmp"
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/mail"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// What customers see can be paused, for one of them or for all: then every look at
// a room, also through a tracking code, ends with ErrPaused, and mail waits. The
// staff go on.

// pauseWord tells other processes that a pause has begun or ended.
const pauseWord = "pause"

// readPauses reads the pauses: when the store is opened, and after each change.
func (s *Store) readPauses(ctx context.Context) error {
	s.pausing.mu.Lock()
	defer s.pausing.mu.Unlock()
	list, err := read(ctx, s, people.Pauses)
	if err == nil {
		s.pausing.now.Store(&list)
	}
	return err
}

// pausesOf are those for which the customer is shown nothing for now.
func (s *Store) pausesOf(slug string) (list []model.Pause) {
	for _, p := range *s.pausing.now.Load() {
		if p.Partner == "" || p.Partner == slug {
			list = append(list, p)
		}
	}
	return list
}

func (s *Store) paused(slug string) bool { return len(s.pausesOf(slug)) > 0 }

// whilePaused is the Fault that customers have meanwhile, with whom to call.
func whilePaused(r engine.Reader) error {
	forwarder, err := records.Forwarder(r)
	return cmp.Or(err, error(model.NewFault(model.ErrPaused.Key, forwarder.Contact()))) //nolint:wrapcheck // either says what it is
}

// pausesChanged reads the pauses again, and has everybody who waits look whether they are
// paused.
func (s *Store) pausesChanged(ctx context.Context) error {
	err := s.readPauses(ctx)
	s.feed.AnnounceAll()
	return err
}

// Pauses are those that hold now.
func (o *Office) Pauses() []model.Pause { return *o.store.pausing.now.Load() }

// Pause has a customer, or with an empty slug all of them, see nothing until
// Resume; again, it changes the reason. ErrUnknownPartner.
func (o *Office) Pause(ctx context.Context, slug string, why model.Text) error {
	return o.changePause(ctx, "portal pause", slug, why, func(tx *records.Tx, slug string) error {
		stamp := tx.Stamp()
		stamp.Why = why
		return records.Pauses.Put(tx, stamp, people.PauseKey(slug))
	})
}

// Resume ends what Pause began. ErrUnknownPartner, and the Fault
// "error.pause.none". Who is paused beside all stays so when all are resumed.
func (o *Office) Resume(ctx context.Context, slug string) error {
	return o.changePause(ctx, "portal resume", slug, model.Text{}, func(tx *records.Tx, slug string) error {
		if _, found, err := records.Pauses.Get(tx, people.PauseKey(slug)); err != nil || !found {
			return cmp.Or[error](err, model.NewFault("error.pause.none"))
		}
		if err := records.Pauses.Delete(tx, people.PauseKey(slug)); err != nil {
			return err
		}
		return mail.Release(tx, slug)
	})
}

func (o *Office) changePause(ctx context.Context, verb, slug string, why model.Text, change func(tx *records.Tx, slug string) error) error {
	err := o.act(ctx, model.ActPause, verb, func(tx *records.Tx) error {
		var p model.Partner
		var err error
		if slug != "" {
			if p, err = people.Partner(tx, slug); err != nil {
				return err
			}
		}
		if err := tx.Audit(model.ActPause, people.PauseKey(p.Slug), why.String()); err != nil {
			return err
		}
		tx.Tell(pauseWord)
		return change(tx, p.Slug)
	})
	if err != nil {
		return err
	}
	return o.store.pausesChanged(ctx)
}

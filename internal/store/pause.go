package store

import (
	"cmp"
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// What customers see can be paused, for one of them or for all: then every look at
// a room, also through a tracking code, ends with ErrPaused, and mail waits. The
// staff go on.

// everybody is the key of the pause of all customers. No slug looks like it.
const everybody = "*"

func pauseKey(slug string) string { return cmp.Or(slug, everybody) }

// pauseWord tells other processes that a pause has begun or ended.
const pauseWord = "pause"

// readPauses reads the pauses: when the store is opened, and after each change.
func (s *Store) readPauses(ctx context.Context) error {
	s.pausing.mu.Lock()
	defer s.pausing.mu.Unlock()
	list, err := read(ctx, s, func(r engine.Reader) (list []model.Pause, err error) {
		for found, err := range records.Pauses.Scan(r, engine.Scan{}) {
			if err != nil {
				return nil, err
			}
			p := model.Pause{Partner: found.First, Stamp: found.Value}
			if found.First == everybody {
				p.Partner = ""
			}
			list = append(list, p)
		}
		return list, nil
	})
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
	house, err := records.Forwarder(r)
	return cmp.Or(err, error(model.NewFault(model.ErrPaused.Key, house.Contact()))) //nolint:wrapcheck // either says what it is
}

// wake has everybody who waits for a change look again.
func (s *Store) wake(ctx context.Context) error {
	lists, err := read(ctx, s, func(r engine.Reader) ([]engine.List, error) { return r.Lists() })
	for _, l := range lists {
		s.feed.Announce(string(l))
	}
	return err
}

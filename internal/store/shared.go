package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/live"
)

// A store may stand on a database that several servers have open. Each of them tells
// the others what it has changed, so that whoever watches is woken there too, and
// sessions end that have lost their right. What they hear is only that something
// changed: they look it up themselves.

// What a transaction tells other servers: a kind, and what it is about.
const (
	tellsList    = "list"
	tellsAccount = "account"
	tellsMail    = "mail"
)

// mailRoom is the room of the feed in which the sender waits. No partner's slug
// looks like it.
const mailRoom = "\x00mail"

// shared says whether other servers may have the store open.
func (s *Store) shared() bool {
	_, is := s.engine.(engine.Shared)
	return is
}

// followOthers has what other servers tell passed on, until the store is closed.
func (s *Store) followOthers() {
	e, is := s.engine.(engine.Shared)
	if !is {
		return
	}
	heard := live.NewLater(0, func(words []string) {
		for _, word := range words {
			s.heard(word)
		}
	})
	stop := e.Follow(func(word string) {
		if word == "" {
			s.away.Store(false)
		}
		heard.Add(word)
	}, func() {
		s.away.Store(true)
		s.feed.AnnounceAll()
	})
	s.background.Go(func() {
		<-s.feed.Open().Done()
		stop()
		heard.Stop()
	})
}

// following is model.ErrAway while it is not known what others change: what was read
// before is shown, and nobody is told that it is up to date.
func (s *Store) following() error {
	if s.away.Load() {
		return model.ErrAway
	}
	return nil
}

// heard passes on what another server has told.
func (s *Store) heard(word string) {
	kind, name, _ := strings.Cut(word, " ")
	switch kind {
	case tellsList:
		s.changedElsewhere(engine.List(name))
	case tellsAccount:
		s.accountChanged(name)
	case tellsMail:
		s.feed.Announce(mailRoom)
	case pauseWord:
		s.pausedElsewhere()
	case "": // whatever may have changed while nothing was heard
		s.cache.Clear()
		s.pausedElsewhere()
		s.accountChanged("")
	}
}

// changedElsewhere has those told who watch a list.
func (s *Store) changedElsewhere(l engine.List) {
	if s.cache.State(l) != nil {
		state, err := read(context.Background(), s, func(r engine.Reader) (engine.State, error) { return r.State(l) })
		if err != nil {
			s.log.Warn("store: a list that another server has changed cannot be read", "list", l, "cause", fmt.Sprintf("%q", err.Error()))
			s.cache.Clear()
		} else {
			s.cache.Note(l, state, time.Now())
		}
	}
	s.feed.Announce(string(l))
}

// pausedElsewhere is pausesChanged for a pause of another server.
func (s *Store) pausedElsewhere() {
	if err := s.pausesChanged(context.Background()); err != nil {
		s.log.Warn("store: the pauses cannot be read", "cause", fmt.Sprintf("%q", err.Error()))
	}
}

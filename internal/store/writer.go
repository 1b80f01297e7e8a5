package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
	"porthole/internal/store/shipments"
)

// Writer is one transaction, in the name of one person. It belongs to the
// goroutine and to the call that it was given to, and is dead afterwards.
type Writer struct {
	store   *Store
	tx      *records.Tx
	ships   *shipments.Writer
	changed map[engine.List]engine.State // lists that look different, and how they are at the end
	broken  error                        // what made the transaction unusable
	outcome any                          // what is given again to who repeats it; nil: that cannot be
}

// errOver is for a Writer that is used after its call.
var errOver = errors.New("store: the transaction of this writer is over")

// errNothing ends a transaction that has nothing to write without a commit,
// and so without the wait for the disk.
var errNothing = errors.New("store: nothing to write")

// write runs fn in one transaction in the name of who, and returns when it is
// on disk and whoever watches has been told. With share others may write other shipments
// meanwhile.
func (s *Store) write(ctx context.Context, share bool, who model.Principal, verb string, fn func(w *Writer) error) error {
	var w *Writer
	id := model.NextAct(ctx)
	err := s.update(ctx, func(etx engine.Tx) error {
		tx, err := records.Begin(etx, share, who, verb, id, s.now())
		if err != nil {
			return err
		}
		w = &Writer{store: s, tx: tx, changed: map[engine.List]engine.State{}}
		w.ships = shipments.NewWriter(tx, s.mail, w.next)
		defer func() { w.broken, tx.Tx = errOver, nil }()
		return w.run(fn)
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	if err != nil {
		return err
	}
	s.announce(w.changed)
	if w.tx.MailQueued {
		s.feed.Announce(mailRoom)
	}
	for _, email := range w.tx.Affected {
		s.accountChanged(email)
	}
	if share && s.shared() {
		s.seals.Add(struct{}{})
	}
	return nil
}

// run is the inside of the transaction.
func (w *Writer) run(fn func(w *Writer) error) error {
	if done, found, err := w.tx.DoneBefore(); err != nil {
		return err
	} else if found {
		at, err := records.LocalTime(w.tx, done.At)
		return cmp.Or[error](err, doneBefore{model.NewFault(model.ErrDone.Key, at), done.Outcome})
	}
	if err := caught(func() error { return fn(w) }); err != nil {
		return err
	}
	if w.broken != nil {
		return w.broken
	}
	if !w.tx.Audited() {
		return errNothing
	}
	if err := w.tx.NoteDone(w.outcome); err != nil {
		return err
	}
	for _, email := range w.tx.Affected {
		w.tx.Tell(tellsAccount + " " + email)
	}
	if w.tx.MailQueued {
		w.tx.Tell(tellsMail)
	}
	return states(w.tx, w.changed)
}

// states finds out how lists are at the end of a transaction, and has other servers
// told that they are not as before.
func states(tx engine.Tx, changed map[engine.List]engine.State) (err error) {
	for l := range changed {
		if changed[l], err = tx.State(l); err != nil {
			return err //nolint:wrapcheck // the engine names the list
		}
		tx.Tell(tellsList + " " + string(l))
	}
	return nil
}

// announce tells whoever watches that lists have changed, now that it is on disk.
func (s *Store) announce(changed map[engine.List]engine.State) {
	for l, state := range changed {
		s.cache.Note(l, state, time.Now())
		s.feed.Announce(string(l))
	}
}

// next is the number of a new change of a list.
func (w *Writer) next(l engine.List) (uint64, error) {
	w.changed[l] = engine.State{}
	return w.tx.Next(l) //nolint:wrapcheck // the engine names the list
}

// do runs one act of the transaction. After an error that is not a Fault
// nothing more can be done in it, since half of something may have been written.
func (w *Writer) do(act func() error) error {
	if w.broken != nil {
		return w.broken
	}
	err := w.store.explain(act())
	var fault *model.Fault
	if err != nil && (!errors.As(err, &fault) || errors.Is(err, w.store.damaged())) {
		w.broken = err
	}
	return err
}

// done is what one act of the transaction gives.
func done[T any](w *Writer, act func() (T, error)) (v T, err error) {
	err = w.do(func() error {
		v, err = act()
		return err
	})
	return v, err
}

// Now is the time of the transaction, taken once. It never lies before that of
// an earlier transaction by less than a day.
func (w *Writer) Now() time.Time { return w.tx.Now }

// Stamp is who writes, and when.
func (w *Writer) Stamp() model.Stamp { return w.tx.Stamp() }

// Expect says which shipments the transaction is about to write, by their numbers, and the
// slugs of their partners; an empty one is not known. Others can be written too; those
// that are expected may be written faster.
func (w *Writer) Expect(partners map[string]string) error {
	return w.do(func() error { return w.ships.Expect(partners) })
}

// Describe says in a few words what the next Put does, for the audit trail. It
// is for names and numbers, never for a secret.
func (w *Writer) Describe(words string) { w.ships.Describe(words) }

// Shipment is the office's record, which nobody else changes until the end of the
// transaction; ErrNotFound. ref is exact, but for its case and its slashes.
func (w *Writer) Shipment(ref string) (model.Shipment, error) {
	return done(w, func() (s model.Shipment, err error) {
		name, err := lists.Of(w.tx, engine.Office).Resolve(ref)
		if err == nil {
			s, _, err = w.tx.ShipmentToWrite(name)
		}
		return s, err
	})
}

// Find gives the refs of all shipments, of whatever partner, that have exactly
// this reference, accents, case, spaces and hyphens aside. kind is one of "ref",
// "hbl", "mbl", "booking", "po" and "container". None is no error.
func (w *Writer) Find(kind, value string) (refs []string, err error) {
	k, known := lists.Kinds[kind]
	if !known {
		return nil, fmt.Errorf("store: find by %q", kind)
	}
	return done(w, func() ([]string, error) { return lists.Of(w.tx, engine.Office).Find(k, value) })
}

// Aboard is [Reader.Aboard] within a write.
func (w *Writer) Aboard(vessel string) (refs []string, err error) {
	return done(w, func() ([]string, error) { return lists.Of(w.tx, engine.Office).Aboard(vessel) })
}

// Partner is [Reader.PartnerNamed] within a write.
func (w *Writer) Partner(slugOrName string) (model.Partner, error) {
	return done(w, func() (model.Partner, error) { return people.Partner(w.tx, slugOrName) })
}

// AddPartner is [Office.AddPartner] within a write.
func (w *Writer) AddPartner(slug string, name model.Text) (p model.Partner, err error) {
	return done(w, func() (model.Partner, error) { return people.AddPartner(w.tx, slug, name) })
}

// Put writes a shipment: the office's record, the list of all shipments, and the room of its
// partner when what customers see of it has changed. It sets Version, Updated,
// Created of a new one, and FactsAt when facts were changed and the caller has
// not set it. False when the record is as it was; then nothing is written.
//
// s.Version must be that of the record as it was read, and zero for a new one;
// otherwise somebody else was faster, and the Fault "error.edited_meanwhile"
// says who and when. To write a shipment twice in one transaction, read it again.
func (w *Writer) Put(s model.Shipment) (changed bool, err error) {
	return done(w, func() (bool, error) { return w.ships.Put(s) })
}

// PartnerNames is that of [Reader], within this transaction.
func (w *Writer) PartnerNames(but string) ([]model.Text, error) { return w.reader().PartnerNames(but) }

// Foreign is that of [Reader], within this transaction.
func (w *Writer) Foreign(slug, word string) (bool, error) { return w.reader().Foreign(slug, word) }

// reader reads what this transaction has written.
func (w *Writer) reader() *Reader {
	return &Reader{store: w.store, tx: w.tx, now: w.tx.Now, who: w.tx.Who}
}

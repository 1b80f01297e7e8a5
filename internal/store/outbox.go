package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// mailRoom is the room of the feed in which the sender waits. No partner's slug
// looks like it.
const mailRoom = "\x00mail"

// mailDelay is how long news wait for more of the same shipment, if nobody has
// said otherwise.
const mailDelay = 2 * time.Minute

// Outbox is the mail that waits to go out, for the sender alone. There must be
// one sender at a time.
type Outbox struct{ store *Store }

// Outbox is the mail that waits to go out, for the sender alone.
func (s *Store) Outbox() *Outbox { return &Outbox{s} }

// sender is in whose name the transactions of the mail are in the audit trail.
var sender = model.Principal{Account: "mail", Role: model.Portal}

// SetDelay sets how long news wait before they are mailed, so that several
// changes of a shipment become one mail; at least a nanosecond. It holds for
// news that come from now on.
func (o *Outbox) SetDelay(d time.Duration) { o.store.mailDelay.Store(int64(max(d, 1))) }

// delay is how long news wait before they are mailed.
func (s *Store) delay() time.Duration {
	if d := s.mailDelay.Load(); d > 0 {
		return time.Duration(d)
	}
	return mailDelay
}

// ring has the sender look at the outbox after the commit.
func (w *Writer) ring() { w.rung[mailRoom] = true }

// Next is when the next mail is to be tried, by the house's clock; false when
// none waits.
func (o *Outbox) Next(ctx context.Context) (at time.Time, waits bool, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		at, _, waits, err = firstDue(tx)
		return err
	})
	return at, waits, err
}

// firstDue is the parcel that is to be tried first.
func firstDue(tx bolt.Tx) (at time.Time, seq uint64, waits bool, err error) {
	due, err := bucket(tx, bucketMail, bucketDue)
	if err != nil {
		return at, 0, false, err
	}
	key, _ := due.Cursor().First()
	if key == nil {
		return at, 0, false, nil
	}
	nano, seq, ok := parseParcelDue(key)
	if !ok {
		return at, 0, false, errDamaged
	}
	return time.Unix(0, nano).UTC(), seq, true, nil
}

// Wait returns when the outbox has changed, when timer fires, or with the
// context's error; ErrClosed when the store is closed. ready is called once it
// listens: what has changed before that is to be looked up in there, and a true
// answer ends the waiting at once.
func (o *Outbox) Wait(ctx context.Context, timer <-chan time.Time, ready func() bool) error {
	rung, leave := o.store.feed.listen(mailRoom)
	defer leave()
	if ready() {
		return nil
	}
	select {
	case <-rung:
		return nil
	case <-timer:
		return nil
	case <-o.store.feed.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err() //nolint:wrapcheck // the context's own, as it is told apart by
	}
}

// Standing is how it stands with the mail server, for staff to see.
type Standing struct {
	Unset   bool       `json:"unset,omitempty"` // no mail server is set
	Trouble model.Text `json:"trouble"`         // why it cannot be reached; zero: it can, as far as is known
	Since   time.Time  `json:"since"`
}

// Stand notes how it stands with the mail server. It writes when something is
// different, and then keeps since when it is so.
func (o *Outbox) Stand(ctx context.Context, unset bool, trouble model.Text) error {
	err := o.store.update(ctx, func(tx bolt.Tx) error {
		old, err := readStanding(tx)
		if err != nil {
			return err
		}
		if old.Unset == unset && old.Trouble == trouble {
			return errNothing
		}
		mail, err := bucket(tx, bucketMail)
		if err != nil {
			return err
		}
		since := o.store.now().UTC()
		if !old.Trouble.IsZero() && !trouble.IsZero() {
			since = old.Since
		}
		sealed, err := sealJSON(keyStatus, Standing{unset, trouble, since})
		if err != nil {
			return err
		}
		return put(mail, keyStatus, sealed)
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

func readStanding(tx bolt.Tx) (s Standing, err error) {
	mail, err := bucket(tx, bucketMail)
	if err != nil {
		return s, err
	}
	_, err = unsealJSON(keyStatus, mail.Get(keyStatus), &s)
	return s, err
}

package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
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

// Next is when the next mail is to be tried, by the house's clock; false when
// none waits.
func (o *Outbox) Next(ctx context.Context) (at time.Time, waits bool, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		first, err := tx.NextDue(&records.Outbox.Table)
		if errors.Is(err, engine.ErrNone) {
			return nil
		}
		at, waits = first.Due, err == nil
		return err
	})
	return at, waits, err
}

// MailLoad is how much is in the outbox.
type MailLoad struct {
	Waiting int           // mails that are to go out
	Failed  int           // mails that wait for a person
	Oldest  time.Duration // age of the oldest that is to go out
}

// Load counts the outbox. It decodes one mail, so that it can be asked for often.
func (o *Outbox) Load(ctx context.Context) (load MailLoad, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		load = MailLoad{}
		for r, err := range tx.Scan(&records.Outbox.Table, engine.Scan{}) {
			if err != nil {
				return err
			}
			if r.Due.IsZero() {
				load.Failed++
				continue
			}
			if load.Waiting++; load.Waiting > 1 {
				continue
			}
			oldest, _, err := records.Outbox.Read(r, nil) // they are numbered as they are made
			if err != nil {
				return err
			}
			load.Oldest = max(o.store.now().Sub(oldest.Created), 0)
		}
		return nil
	})
	return load, err
}

// Wait returns when the outbox has changed, when timer fires, or with the
// context's error; ErrClosed when the store is closed. ready is called once it
// listens: what has changed before that is to be looked up in there, and a true
// answer ends the waiting at once.
func (o *Outbox) Wait(ctx context.Context, timer <-chan time.Time, ready func() bool) error {
	changed, leave := o.store.feed.listen(mailRoom)
	defer leave()
	if ready() {
		return nil
	}
	select {
	case <-changed:
		return nil
	case <-timer:
		return nil
	case <-o.store.feed.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err() //nolint:wrapcheck // the context's own, as it is told apart by
	}
}

// Stand notes how it stands with the mail server. It writes when something is
// different, and then keeps since when it is so.
func (o *Outbox) Stand(ctx context.Context, unset bool, trouble model.Text) error {
	err := o.store.update(ctx, func(tx engine.Tx) error {
		old, _, err := records.MailServers.Get(tx, records.TheMailServer)
		if err != nil {
			return err
		}
		if old.Unset == unset && old.Trouble == trouble {
			return errNothing
		}
		since := o.store.now().UTC()
		if !old.Trouble.IsZero() && !trouble.IsZero() {
			since = old.Since
		}
		return records.MailServers.Put(tx, records.MailServer{Unset: unset, Trouble: trouble, Since: since}, records.TheMailServer)
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/mail"
	"porthole/internal/store/records"
)

// Outbox is the mail that waits to go out, for the sender alone. There must be
// one sender at a time.
type Outbox struct{ store *Store }

// Outbox is the mail that waits to go out, for the sender alone.
func (s *Store) Outbox() *Outbox { return &Outbox{s} }

// sender is in whose name the transactions of the mail are in the audit trail.
var sender = model.Principal{Account: "mail", Role: model.Portal}

// Envelope is a mail that may go out now.
type Envelope = mail.Envelope

// SetDelay sets how long news wait before they are mailed, see [mail.Outbox.SetDelay].
func (o *Outbox) SetDelay(d time.Duration) { o.store.mail.SetDelay(d) }

// Next is when the next mail is to be tried, by the forwarder's clock; false when
// none waits.
func (o *Outbox) Next(ctx context.Context) (at time.Time, waits bool, err error) {
	return read2(ctx, o.store, mail.Next)
}

// Load counts the outbox. It decodes one mail, so that it can be asked for often.
func (o *Outbox) Load(ctx context.Context) (MailLoad, error) {
	return read(ctx, o.store, func(r engine.Reader) (MailLoad, error) { return mail.Count(r, o.store.now()) })
}

// Wait returns when a mail is to be tried, when the outbox has changed, after the longest
// wait, or with the context's error; ErrClosed when the store is closed.
func (o *Outbox) Wait(ctx context.Context, longest time.Duration) error {
	changed, leave := o.store.feed.Listen(mailRoom) // before it looks, so that no change is missed
	defer leave()
	at, waits, err := o.Next(ctx)
	if err != nil {
		return err
	}
	if waits {
		longest = min(at.Sub(o.store.now()), longest)
	}
	soon, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	if err := o.store.feed.Await(soon, changed); errors.Is(err, ErrClosed) {
		return err //nolint:wrapcheck // it is the store's own
	}
	return ctx.Err() //nolint:wrapcheck // the context's own, as it is told apart by
}

// SetServer notes whether mail can be sent, see [mail.SetServer].
func (o *Outbox) SetServer(ctx context.Context, unset bool, trouble model.Text) error {
	return o.store.updateIf(ctx, func(tx engine.Tx) (bool, error) { return mail.SetServer(tx, o.store.now(), unset, trouble) })
}

// Claim hands over the next mail that is due, see [mail.Outbox.Claim]. It is on disk then
// that it is being sent.
func (o *Outbox) Claim(ctx context.Context, compose func(model.Errand) model.Letter) (e Envelope, claimed bool, err error) {
	err = o.act(ctx, func(tx *records.Tx) error {
		e, claimed, err = o.store.mail.Claim(tx, o.store.paused, compose)
		return err
	})
	return e, claimed && err == nil, err
}

// Sent is for a mail that the mail server has accepted, see [mail.Sent].
func (o *Outbox) Sent(ctx context.Context, id string) error {
	defer o.store.observer.Mailed(true)
	return o.act(ctx, func(tx *records.Tx) error { return mail.Sent(tx, id) })
}

// Refused is for a mail that did not go out, see [mail.Refused].
func (o *Outbox) Refused(ctx context.Context, e Envelope, why model.Text, forGood, unseen bool) error {
	defer o.store.observer.Mailed(false)
	return o.act(ctx, func(tx *records.Tx) error { return mail.Refused(tx, e, why, forGood, unseen) })
}

// Return is for a mail that could not even be tried, see [mail.Return].
func (o *Outbox) Return(ctx context.Context, e Envelope) error {
	return o.act(ctx, func(tx *records.Tx) error { return mail.Return(tx, e) })
}

func (o *Outbox) act(ctx context.Context, fn func(tx *records.Tx) error) error {
	return o.store.do(ctx, sender, "mail", fn)
}

// MissingSecret is where the key to the codes in the outbox of a folder should be
// and is not; empty when it is there.
func MissingSecret(folder string) string { return mail.MissingSecret(folder) }

package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/mail"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

type (
	// Post is a page of the outbox.
	Post = mail.Post
	// MailLoad is how much is in it.
	MailLoad = mail.Load
)

// Outbox lists the mail that has not gone out, see [mail.List].
func (o *Office) Outbox(ctx context.Context, after string, limit int) (Post, error) {
	return read(ctx, o.store, func(r engine.Reader) (Post, error) { return mail.List(r, after, limit) })
}

// Mails is what an address, or with an empty one a customer, was mailed, see [mail.Mails].
// ErrUnknownPartner.
func (o *Office) Mails(ctx context.Context, to, slug, after string, limit int) (list []model.Outgoing, next string, err error) {
	return read2(ctx, o.store, func(r engine.Reader) ([]model.Outgoing, string, error) {
		if to == "" {
			if _, err := people.Partner(r, slug); err != nil {
				return nil, "", err
			}
		}
		return mail.Mails(r, to, slug, after, limit)
	})
}

// MailServer is whether mail can be sent.
func (o *Office) MailServer(ctx context.Context) (records.MailServer, error) {
	return read(ctx, o.store, func(r engine.Reader) (records.MailServer, error) {
		server, _, err := records.MailServers.Get(r, records.TheMailServer)
		return server, err
	})
}

// RetryMail has a mail tried again now, see [mail.Retry].
func (o *Office) RetryMail(ctx context.Context, id string) error {
	return o.act(ctx, model.ActMail, "outbox retry", func(tx *records.Tx) error { return mail.Retry(tx, id) })
}

// RetryAllMail has all of them tried again now, see [mail.RetryAll].
func (o *Office) RetryAllMail(ctx context.Context) (count int, err error) {
	return acted(ctx, o, model.ActMail, "outbox retry", mail.RetryAll)
}

// DropMail has a mail not sent, see [mail.Drop].
func (o *Office) DropMail(ctx context.Context, id string) error {
	return o.act(ctx, model.ActMail, "outbox drop", func(tx *records.Tx) error { return mail.Drop(tx, id) })
}

// ResendMail mails the present state of a shipment to everybody who follows it, see
// [mail.Resend]. model.ErrNotFound.
func (o *Office) ResendMail(ctx context.Context, ref string) (to []string, err error) {
	return acted(ctx, o, model.ActMail, "mail resend", func(tx *records.Tx) ([]string, error) {
		s, err := shipmentNamed(tx, ref)
		if err != nil {
			return nil, err
		}
		return mail.Resend(tx, s)
	})
}

// Mailed is the last ETA of a shipment that customers were mailed; false when
// none was.
func (o *Office) Mailed(ctx context.Context, ref string) (m records.MailedETA, found bool, err error) {
	return read2(ctx, o.store, func(r engine.Reader) (records.MailedETA, bool, error) { return records.Mailed.Get(r, ref) })
}

// Notices are what a customer's account is mailed about; ErrUnknownAccount, and the
// Fault "error.notices.staff" for one of the staff.
func (o *Office) Notices(ctx context.Context, email string) (n model.Notices, err error) {
	return read(ctx, o.store, func(r engine.Reader) (n model.Notices, err error) {
		a, err := customerNamed(r, email)
		if err == nil {
			n, _, err = records.Notices.Get(r, a.Partner, a.Email)
		}
		return n, err
	})
}

// SetNotices sets what a customer's account is mailed about. The Faults are those of
// Notices, and of [model.Notices.Check].
func (o *Office) SetNotices(ctx context.Context, email string, n model.Notices) error {
	if err := n.Check(); err != nil {
		return err //nolint:wrapcheck // a Fault of the model
	}
	return o.act(ctx, model.ActCustomers, "notices", func(tx *records.Tx) error {
		a, err := customerNamed(tx, email)
		if err != nil {
			return err
		}
		return mail.SetNotices(tx, model.ActMail, a, n)
	})
}

// customerNamed is the account of a customer, who is mailed; staff are not.
func customerNamed(r engine.Reader, email string) (model.Account, error) {
	a, err := people.Account(r, email)
	if err == nil && a.Role != model.Portal {
		err = model.NewFault("error.notices.staff", a.Email)
	}
	return a, err
}

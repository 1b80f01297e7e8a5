package codes

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/mail"
	"porthole/internal/store/records"
)

// Fresh is a code that was just made: its hash, which is kept, and its text, which
// goes into the one mail that brings it. It does not print itself.
type Fresh struct {
	Hash  records.CodeHash
	Plain string
}

// String hides the code.
func (Fresh) String() string { return "HL-…" }

// GoString hides the code.
func (Fresh) GoString() string { return "HL-…" }

// Draft is a tracking code as it is asked for.
type Draft struct {
	Ref      string
	To       string        // mail address
	Language string        // of the mail; empty: the forwarder's usual
	Life     time.Duration // 0: until 30 days after the arrival, or for 30 days
	Bind     bool          // only the first key that uses it is let in
	Unmailed bool          // it is handed on without a mail, and nothing is mailed to its holder
}

// Create makes a tracking code for a shipment, see the store's Office.
func Create(tx *records.Tx, box *mail.Outbox, s model.Shipment, d Draft, code Fresh) (records.Link, error) {
	to, err := model.ParseEmail(d.To)
	if err != nil {
		return records.Link{}, err //nolint:wrapcheck // a Fault of the model
	}
	l := records.Link{Ref: s.Ref.String(), Partner: s.Partner, To: to, Language: d.Language, Bind: d.Bind, Unmailed: d.Unmailed}
	return l, add(tx, box, &l, s, d.Life, code)
}

// Renew makes a new code in the place of an old one, see the store's Office.
func Renew(tx *records.Tx, box *mail.Outbox, id string, life time.Duration, code Fresh) (l records.Link, err error) {
	old, err := records.LinkByID(tx, id)
	switch {
	case err != nil:
		return l, err
	case !old.Renewed.IsZero():
		return l, model.NewFault("error.link.replaced", old.ID, old.Successor)
	case !old.Revoked.IsZero():
		return l, model.NewFault("error.link.revoked", old.ID)
	}
	s, err := records.Shipment(tx, old.Ref)
	if err != nil {
		return l, err
	}
	l = records.Link{Ref: old.Ref, Partner: s.Partner, To: old.To, Language: old.Language, Bind: old.Bind, Unmailed: old.Unmailed}
	if err := add(tx, box, &l, s, life, code); err != nil {
		return l, err
	}
	old.Renewed, old.RenewedBy, old.Successor = tx.Now, tx.Who.Account, l.ID
	tx.Affected = append(tx.Affected, model.HolderAccount(old.ID))
	return l, old.Keep(tx)
}

// Revoke closes a tracking code, see the store's Office.
func Revoke(tx *records.Tx, id string) (records.Link, error) {
	l, err := records.LinkByID(tx, id)
	if err == nil && l.Revoked.IsZero() && l.Renewed.IsZero() {
		err = revoke(tx, &l)
	}
	return l.Link, err
}

// add writes a new link and queues its mail.
func add(tx *records.Tx, box *mail.Outbox, l *records.Link, s model.Shipment, life time.Duration, code Fresh) (err error) {
	l.Created, l.By, l.Follows, l.Expires = tx.Now, tx.Who.Account, life <= 0, tx.Now.Add(life)
	if l.Follows {
		if l.Expires, err = endFor(tx, model.Publish(s)); err != nil {
			return err
		}
	}
	if l.Rollbacks, err = records.CountRollbacks(tx); err != nil {
		return err
	}
	if l.Seq, err = tx.Number(&records.Links.Table); err != nil {
		return err //nolint:wrapcheck // the engine names the table
	}
	l.ID = records.LinkID(l.Seq)
	if err := tx.Audit(model.ActCodes, l.Ref, l.ID+" to "+l.To); err != nil {
		return err
	}
	if err := (records.KeptLink{Link: *l, Hash: records.HashText(code.Hash)}).Keep(tx); err != nil {
		return err
	}
	tx.Secret = true // only who asks now knows the code
	if l.Unmailed {
		return nil
	}
	return box.QueueCode(tx, *l, code.Plain)
}

// revoke revokes a link, and ends the mail to its recipient, unless they have another
// code for the shipment that still works.
func revoke(tx *records.Tx, l *records.KeptLink) error {
	if err := tx.Audit(model.ActRevoke, l.Ref, l.ID+" to "+l.To); err != nil {
		return err
	}
	l.Revoked, l.RevokedBy = tx.Now, tx.Who.Account
	tx.Affected = append(tx.Affected, model.HolderAccount(l.ID))
	if err := l.Keep(tx); err != nil {
		return err
	}
	open, err := openTo(tx, l.Ref, tx.Now)
	if err != nil {
		return err
	}
	for _, other := range open {
		if other.To == l.To {
			return nil
		}
	}
	return mail.StopCode(tx, l.Ref, l.To)
}

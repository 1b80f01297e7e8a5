package mail

import (
	"cmp"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// QueueCode puts the mail that brings the code of a link into the outbox, and has its
// recipient mailed about the shipment, which is a customer's, until the code ends. An
// earlier code for the same recipient that was not sent yet is not sent any more.
func (o *Outbox) QueueCode(tx *records.Tx, l records.Link, code string) error {
	if err := tx.Audit(model.ActCodes, l.Ref, "code to "+l.To); err != nil {
		return err
	}
	if err := dropUnsent(tx, l.Ref, l.To, true); err != nil {
		return err
	}
	f := records.Follower{To: l.To, Slug: l.Partner, Language: l.Language, Until: l.Expires}
	if err := records.Followers.Put(tx, f, l.Ref, l.To); err != nil {
		return err
	}
	encrypted, err := o.encrypt(code)
	if err != nil {
		return err
	}
	return add(tx, records.Mail{
		Kind: model.LetterCode, To: l.To, Slug: l.Partner, ByCode: true, Due: tx.Now,
		Items: []records.MailItem{{Ref: l.Ref}}, Code: encrypted, Bound: l.Bind,
	})
}

// StopCode ends the mail to the holder of a code: what waits in the outbox for them
// about the shipment is taken out. Nothing happens when there is no such recipient.
func StopCode(tx *records.Tx, ref, to string) error {
	if _, found, err := records.Followers.Get(tx, ref, to); err != nil || !found {
		return err
	}
	if err := tx.Audit(model.ActRevoke, ref, "no more mail to "+to); err != nil {
		return err
	}
	if err := records.Followers.Delete(tx, ref, to); err != nil {
		return err
	}
	return dropUnsent(tx, ref, to, false)
}

// ExtendCode has the holder of a code mailed until it ends, if that is later than it
// was.
func ExtendCode(tx *records.Tx, ref, to string, until time.Time) error {
	f, found, err := records.Followers.Get(tx, ref, to)
	if err != nil || !found || !until.After(f.Until) {
		return err
	}
	f.Until = until
	return records.Followers.Put(tx, f, ref, to)
}

// dropUnsent takes the mails to the holder of a code about one shipment out of
// the outbox: all of them, or only those that bring a code.
func dropUnsent(tx *records.Tx, ref, to string, codesOnly bool) error {
	all, err := records.Outbox.List(tx, engine.Scan{Column: "to", Value: to})
	if err != nil {
		return err
	}
	for _, m := range all {
		same := m.ByCode && len(m.Items) == 1 && m.Items[0].Ref == ref
		if same && (!codesOnly || m.Kind == model.LetterCode) {
			if err := drop(tx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// QueueInvitation puts the mail that brings the code of an invitation to an account into
// the outbox. With an empty language it is in the one that the account has chosen.
func (o *Outbox) QueueInvitation(tx *records.Tx, i records.Invitation, a model.Account, language, code string) error {
	encrypted, err := o.encrypt(code)
	if err != nil {
		return err
	}
	return add(tx, records.Mail{
		Kind: model.LetterInvite, To: a.Email, Slug: a.Partner, Due: tx.Now,
		Invitation: i.ID, Language: language, Code: encrypted,
	})
}

// invite completes the errand of a mail that brings an invitation. It is empty when the
// code lets nobody in any more.
func invite(tx *records.Tx, m records.Mail, e model.Errand) (model.Errand, error) {
	i, err := records.InvitationByID(tx, m.Invitation)
	if errors.Is(err, model.ErrNotFound) {
		return model.Errand{}, nil
	}
	if err != nil {
		return e, err
	}
	a, known, err := records.Accounts.Get(tx, m.To)
	if err != nil {
		return e, err
	}
	seen, err := records.LatestSince(tx, i.Rollbacks, tx.Now)
	if err != nil {
		return e, err
	}
	if !known || a.Disabled || !i.Open(seen) {
		return model.Errand{}, nil
	}
	p, _, err := records.Partners.Get(tx, a.Partner)
	e.Language, e.Expires, e.Customer = cmp.Or(m.Language, a.Language), i.Expires, p.Name
	return e, err
}

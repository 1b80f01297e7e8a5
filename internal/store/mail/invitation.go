package mail

import (
	"cmp"
	"errors"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

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

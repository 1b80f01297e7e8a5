package codes

import (
	"cmp"
	"encoding/hex"
	"strconv"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/mail"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// Invite keeps an invitation to an account, see the store's Office.
func Invite(tx *records.Tx, box *mail.Outbox, d model.InvitationDraft, code Fresh) (i records.Invitation, err error) {
	a, err := people.Account(tx, d.Email)
	if err != nil {
		return i, err
	}
	i = records.Invitation{
		ID: hex.EncodeToString(code.Hash[:6]), Email: a.Email, Created: tx.Now, By: tx.Who.Account, Expires: tx.Now.Add(d.Life),
	}
	if err := tx.Audit(people.ActOver(a), a.Email, i.ID); err != nil {
		return i, err
	}
	if a.Disabled {
		return i, model.NewFault("error.account_disabled", a.Email)
	}
	if i.Seq, err = tx.Number(&records.Invitations.Table); err != nil {
		return i, err //nolint:wrapcheck // the engine names the table
	}
	if i.Rollbacks, err = records.CountRollbacks(tx); err != nil {
		return i, err
	}
	if err := (records.KeptInvitation{Invitation: i, Hash: records.HashText(code.Hash)}).Keep(tx); err != nil {
		return i, err
	}
	tx.Secret = true // only who asks now knows the code
	if !d.Mail {
		return i, nil
	}
	if err := tx.Audit(people.ActOver(a), a.Email, i.ID+" by mail to "+a.Email); err != nil {
		return i, err
	}
	return i, box.QueueInvitation(tx, i, a, d.Language, code.Plain)
}

// Invitations is a page of invitations, see the store's Office.
func Invitations(r engine.Reader, after string, limit int) (list []records.Invitation, next string, err error) {
	before, err := strconv.ParseUint(cmp.Or(after, "0"), 10, 64)
	if err != nil {
		return nil, "", model.ErrCursor
	}
	found, last, err := records.Invitations.Page(r, records.Newest(before), limit)
	for _, i := range found {
		list = append(list, i.Invitation)
	}
	if last.First != "" {
		next = strconv.FormatUint(list[len(list)-1].Seq, 10)
	}
	return list, next, err
}

// RevokeInvitation closes an invitation, see the store's Office.
func RevokeInvitation(tx *records.Tx, id string) error {
	i, err := records.InvitationByID(tx, id)
	if err != nil {
		return err
	}
	a, err := people.Account(tx, i.Email)
	if err != nil {
		return err
	}
	if err := tx.Audit(people.ActOver(a), i.Email, i.ID); err != nil {
		return err
	}
	if i.Used.IsZero() && i.Revoked.IsZero() {
		i.Revoked = tx.Now
	}
	return i.Keep(tx)
}

package store

import (
	"cmp"
	"context"
	"encoding/hex"
	"strconv"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// AddInvitation keeps an invitation to an account for so long, by the hash of
// its code. Staff are invited by administrators only. The Faults are
// ErrUnknownAccount and "error.account_disabled".
func (o *Office) AddInvitation(ctx context.Context, email string, hash CodeHash, life time.Duration) (i Invitation, err error) {
	err = o.changeAccount(ctx, "invite", email, func(w *Writer, a model.Account) error {
		i = Invitation{
			ID: hex.EncodeToString(hash[:6]), Email: a.Email, Created: w.tx.Now, By: w.tx.Who.Account, Expires: w.tx.Now.Add(life),
		}
		if err := w.tx.Audit(actOver(a), a.Email, i.ID); err != nil {
			return err
		}
		if a.Disabled {
			return model.NewFault("error.account_disabled", a.Email)
		}
		if i.Seq, err = w.tx.Number(&records.Invitations.Table); err != nil {
			return err //nolint:wrapcheck // the engine names the table
		}
		if i.Rollbacks, err = records.CountRollbacks(w.tx); err != nil {
			return err
		}
		return records.KeptInvitation{Invitation: i, Hash: records.HashText(hash)}.Keep(w.tx)
	})
	return i, err
}

// Invitations lists invitations, the newest first, those behind after, at most
// limit (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Invitations(ctx context.Context, after string, limit int) (list []Invitation, next string, err error) {
	before, err := strconv.ParseUint(cmp.Or(after, "0"), 10, 64)
	if err != nil {
		return nil, "", model.ErrCursor
	}
	err = o.store.view(ctx, func(tx engine.Reader) error {
		list, next = nil, ""
		found, last, err := records.Invitations.Page(tx, records.Newest(before), limit)
		for _, i := range found {
			list = append(list, i.Invitation)
		}
		if last.First != "" {
			next = strconv.FormatUint(list[len(list)-1].Seq, 10)
		}
		return err
	})
	return list, next, err
}

// RevokeInvitation closes an invitation by its id; its code opens nothing from
// then on. Nothing happens when it was used or revoked before. ErrNotFound.
func (o *Office) RevokeInvitation(ctx context.Context, id string) error {
	return o.change(ctx, model.ActCustomers, "invite revoke", func(w *Writer) error {
		i, err := records.InvitationByID(w.tx, id)
		if err != nil {
			return err
		}
		a, err := existing(w.tx, i.Email)
		if err != nil {
			return err
		}
		if err := w.tx.Audit(actOver(a), i.Email, i.ID); err != nil {
			return err
		}
		if i.Used.IsZero() && i.Revoked.IsZero() {
			i.Revoked = w.tx.Now
		}
		return i.Keep(w.tx)
	})
}

package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Invitation lets somebody register one key to an account, once. The code
// itself is nowhere in the store: an invitation is found by the code's hash.
type Invitation struct {
	ID      string    `json:"id"` // for lists and for revoking; opens nothing
	Seq     uint64    `json:"seq"`
	Email   string    `json:"email"`
	Created time.Time `json:"created"`
	By      string    `json:"by"`
	Expires time.Time `json:"expires"`
	Era     int       `json:"era"` // see eras.go
	Lapsed  bool      `json:"lapsed,omitempty"`
	Used    time.Time `json:"used"`
	UsedBy  string    `json:"used_by,omitempty"` // fingerprint
	Revoked time.Time `json:"revoked"`
}

// Open says that the invitation can still be used at now, as far as it knows.
func (i Invitation) Open(now time.Time) bool {
	return i.Used.IsZero() && i.Revoked.IsZero() && !i.Lapsed && now.Before(i.Expires)
}

// CodeHash is the SHA-256 of a code.
type CodeHash = [sha256.Size]byte

// hashText is a hash as it is kept.
func hashText(hash CodeHash) string { return hex.EncodeToString(hash[:]) }

// keptInvitation is an invitation as it is kept.
type keptInvitation struct {
	Invitation
	Hash string `json:"hash"` // of its code
}

func keepInvitation(tx engine.Tx, i keptInvitation) error {
	return invitations.put(tx, i, numberText(i.Seq))
}

// AddInvitation keeps an invitation to an account for so long, by the hash of
// its code. Staff are invited by administrators only. The Faults are
// ErrUnknownAccount and "error.account_disabled".
func (o *Office) AddInvitation(ctx context.Context, email string, hash CodeHash, life time.Duration) (i Invitation, err error) {
	err = o.changeAccount(ctx, "invite", email, func(w *Writer, a model.Account) error {
		i = Invitation{
			ID: hex.EncodeToString(hash[:6]), Email: a.Email, Created: w.now, By: w.who.Account, Expires: w.now.Add(life),
		}
		if err := w.record(actOver(a), a.Email, i.ID); err != nil {
			return err
		}
		if a.Disabled {
			return model.NewFault("error.account_disabled", a.Email)
		}
		if i.Seq, err = w.tx.Number(&invitations.Table); err != nil {
			return err //nolint:wrapcheck // the engine names the table
		}
		if i.Era, err = era(w.tx); err != nil {
			return err
		}
		return keepInvitation(w.tx, keptInvitation{i, hashText(hash)})
	})
	return i, err
}

// Invitations lists invitations, the newest first, those behind after, at most
// limit (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Invitations(ctx context.Context, after string, limit int) (list []Invitation, next string, err error) {
	before, err := strconv.ParseUint(cmp.Or(after, "0"), 10, 64)
	if err != nil {
		return nil, "", errCursor
	}
	err = o.store.view(ctx, func(tx engine.Reader) error {
		list, next = nil, ""
		found, last, err := invitations.list(tx, newest(before), pageLimit(limit))
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

// newest selects what has numbers for keys, the newest first, below a number (0: all).
func newest(before uint64) engine.Scan {
	s := engine.Scan{Reverse: true}
	if before > 0 {
		s.After = keyOf(numberText(before))
	}
	return s
}

// RevokeInvitation closes an invitation by its id; its code opens nothing from
// then on. Nothing happens when it was used or revoked before. ErrNotFound.
func (o *Office) RevokeInvitation(ctx context.Context, id string) error {
	return o.change(ctx, model.ActCustomers, "invite revoke", func(w *Writer) error {
		i, err := invitationByID(w.tx, id)
		if err != nil {
			return err
		}
		a, err := existing(w.tx, i.Email)
		if err != nil {
			return err
		}
		if err := w.record(actOver(a), i.Email, i.ID); err != nil {
			return err
		}
		if i.Used.IsZero() && i.Revoked.IsZero() {
			i.Revoked = w.now
		}
		return keepInvitation(w.tx, i)
	})
}

func invitationByID(r engine.Reader, id string) (keptInvitation, error) {
	i, found, err := invitations.by(r, "id", strings.ToLower(strings.TrimSpace(id)))
	if err == nil && !found {
		err = model.ErrNotFound
	}
	return i, err
}

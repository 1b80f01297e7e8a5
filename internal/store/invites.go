package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
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

// readInvitation reads an invitation by the hash of its code.
func readInvitation(tx bolt.Tx, hash CodeHash) (i Invitation, found bool, err error) {
	invites, err := bucket(tx, bucketOffice, bucketInvites)
	if err != nil {
		return i, false, err
	}
	found, err = unsealJSON(hash[:], invites.Get(hash[:]), &i)
	return i, found, err
}

func writeInvitation(tx bolt.Tx, hash CodeHash, i Invitation) error {
	invites, err := bucket(tx, bucketOffice, bucketInvites)
	if err != nil {
		return err
	}
	sealed, err := sealJSON(hash[:], i)
	if err != nil {
		return err
	}
	return put(invites, hash[:], sealed)
}

// AddInvitation keeps an invitation to an account for so long, by the hash of
// its code. Staff are invited by administrators only. The Faults are
// ErrUnknownAccount and "error.account_disabled".
func (o *Office) AddInvitation(ctx context.Context, email string, hash CodeHash, life time.Duration) (i Invitation, err error) {
	err = o.change(ctx, model.ActCustomers, "invite", func(w *Writer) error {
		a, err := existing(w.tx, email)
		if err != nil {
			return err
		}
		i = Invitation{
			ID: hex.EncodeToString(hash[:6]), Email: a.Email, Created: w.now, By: w.who.Account, Expires: w.now.Add(life),
		}
		if err := w.record(actOver(a), a.Email, i.ID); err != nil {
			return err
		}
		if a.Disabled {
			return model.NewFault("error.account_disabled", a.Email)
		}
		return w.addInvitation(hash, &i)
	})
	if err != nil {
		return Invitation{}, err
	}
	return i, nil
}

func (w *Writer) addInvitation(hash CodeHash, i *Invitation) error {
	invites, err := bucket(w.tx, bucketOffice, bucketInvites)
	if err != nil {
		return err
	}
	if i.Seq, err = invites.NextSequence(); err != nil {
		return fmt.Errorf("number the invitation: %w", err)
	}
	if i.Era, err = era(w.tx); err != nil {
		return err
	}
	return writeInvitation(w.tx, hash, *i)
}

// Invitations lists invitations, the newest first, those behind after, at most
// limit (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Invitations(ctx context.Context, after string, limit int) (list []Invitation, next string, err error) {
	before, err := strconv.ParseUint(cmp.Or(after, "0"), 10, 64)
	if err != nil {
		return nil, "", errCursor
	}
	limit = pageLimit(limit)
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		return eachInvitation(tx, func(_ CodeHash, i Invitation) {
			if before == 0 || i.Seq < before {
				list = append(list, i)
			}
		})
	})
	slices.SortFunc(list, func(a, b Invitation) int { return cmp.Compare(b.Seq, a.Seq) })
	if len(list) > limit {
		list = list[:limit]
		next = strconv.FormatUint(list[limit-1].Seq, 10)
	}
	return list, next, err
}

func eachInvitation(tx bolt.Tx, fn func(hash CodeHash, i Invitation)) error {
	invites, err := bucket(tx, bucketOffice, bucketInvites)
	if err != nil {
		return err
	}
	cursor := invites.Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		var i Invitation
		if _, err := unsealJSON(key, sealed, &i); err != nil {
			return err
		}
		if len(key) != sha256.Size {
			return errDamaged
		}
		fn(CodeHash(key), i)
	}
	return nil
}

// RevokeInvitation closes an invitation by its id; its code opens nothing from
// then on. Nothing happens when it was used or revoked before. ErrNotFound.
func (o *Office) RevokeInvitation(ctx context.Context, id string) error {
	return o.change(ctx, model.ActCustomers, "invite revoke", func(w *Writer) error {
		hash, i, err := invitationByID(w.tx, id)
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
		return writeInvitation(w.tx, hash, i)
	})
}

func invitationByID(tx bolt.Tx, id string) (hash CodeHash, found Invitation, err error) {
	id = strings.ToLower(strings.TrimSpace(id))
	err = eachInvitation(tx, func(h CodeHash, i Invitation) {
		if i.ID == id {
			hash, found = h, i
		}
	})
	if err == nil && found.ID == "" {
		err = model.ErrNotFound
	}
	return hash, found, err
}

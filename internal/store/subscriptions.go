package store

import (
	"bytes"
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// reader is somebody who may be mailed about a shipment.
type reader struct {
	to       string
	slug     string
	language string
	byCode   bool
	notices  model.Notices
	code     Recipient // byCode
}

// codeNotices are what the holder of a tracking code is mailed about.
var codeNotices = model.Notices{Level: model.NoticesKey}

// Notices are what the account wants to be mailed about; the zero value, off,
// until somebody has chosen. ErrForbidden for staff, who have the desk.
func (s *Self) Notices(ctx context.Context) (n model.Notices, err error) {
	if !s.who.IsPortal() {
		return n, model.ErrForbidden
	}
	err = s.store.view(ctx, func(tx bolt.Tx) error {
		n, err = readNotices(tx, s.who.Partner, s.account.Email)
		return err
	})
	return n, err
}

// SetNotices sets what the account wants to be mailed about. Nothing happens
// when it is so already. The Faults are those of Notices.Check, and ErrForbidden
// for staff.
func (s *Self) SetNotices(ctx context.Context, n model.Notices) error {
	if !s.who.IsPortal() {
		return model.ErrForbidden
	}
	if err := n.Check(); err != nil {
		return err
	}
	return s.change(ctx, "notices", func(w *Writer, a model.Account) error {
		old, err := readNotices(w.tx, a.Partner, a.Email)
		if err != nil || old == n {
			return err
		}
		if err := w.record(model.ActOwn, a.Email, n.Level.Name()); err != nil {
			return err
		}
		notices, err := bucket(w.tx, bucketMail, bucketNotices)
		if err != nil {
			return err
		}
		key := pairKey(a.Partner, a.Email)
		if n.Level == model.NoticesOff && !n.Digest {
			return remove(notices, key)
		}
		sealed, err := sealJSON(key, n)
		if err != nil {
			return err
		}
		return put(notices, key, sealed)
	})
}

func readNotices(tx bolt.Tx, slug, email string) (n model.Notices, err error) {
	notices, err := bucket(tx, bucketMail, bucketNotices)
	if err != nil {
		return n, err
	}
	key := pairKey(slug, email)
	_, err = unsealJSON(key, notices.Get(key), &n)
	return n, err
}

// readersOf are all who may be mailed about a shipment in the room slug now:
// accounts of its partner that asked for it, and those with a code for it.
func readersOf(tx bolt.Tx, slug, ref string, now time.Time) ([]reader, error) {
	var all []reader
	err := eachPair(tx, bucketNotices, slug, func(email string, _ []byte) error {
		r, may, err := accountReader(tx, slug, email)
		if may {
			all = append(all, r)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	err = eachPair(tx, bucketRecipients, ref, func(address string, _ []byte) error {
		r, may, err := codeReader(tx, slug, ref, address, now)
		if may {
			all = append(all, r)
		}
		return err
	})
	return all, err
}

// readerOf is the recipient of a parcel as they stand now; false when they may
// not be mailed any more: the account was closed or moved, has turned notices
// off, or the code has ended.
func readerOf(tx bolt.Tx, p parcel, ref string, now time.Time) (reader, bool, error) {
	if p.ByCode {
		return codeReader(tx, p.Slug, ref, p.To, now)
	}
	return accountReader(tx, p.Slug, p.To)
}

func accountReader(tx bolt.Tx, slug, email string) (r reader, may bool, err error) {
	a, found, err := readAccount(tx, email)
	if err != nil || !found || a.Disabled || a.Role != model.Portal || a.Partner != slug {
		return r, false, err
	}
	n, err := readNotices(tx, slug, email)
	r = reader{to: a.Email, slug: slug, language: a.Language, notices: n}
	return r, err == nil && n.Level != model.NoticesOff, err
}

func codeReader(tx bolt.Tx, slug, ref, address string, now time.Time) (r reader, may bool, err error) {
	c, found, err := readRecipient(tx, ref, address)
	if err != nil || !found || c.Slug != slug || !now.Before(c.Until) {
		return r, false, err
	}
	return reader{to: c.To, slug: slug, language: c.Language, byCode: true, notices: codeNotices, code: c}, true, nil
}

// eachPair goes through the entries of a bucket of the mail whose keys are
// first, a zero, and something that fn is given. fn must not change the bucket.
func eachPair(tx bolt.Tx, name []byte, first string, fn func(second string, value []byte) error) error {
	b, err := bucket(tx, bucketMail, name)
	if err != nil {
		return err
	}
	head := pairKey(first, "")
	cursor := b.Cursor()
	for key, value := cursor.Seek(head); bytes.HasPrefix(key, head); key, value = cursor.Next() {
		if err := fn(string(key[len(head):]), value); err != nil {
			return err
		}
	}
	return nil
}

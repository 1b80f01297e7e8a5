package store

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// maxKeys is how many keys one account may have.
const maxKeys = 20

// The faults of keys that callers tell apart.
var (
	// ErrKeyTaken is for a key that is registered to somebody else; it does not
	// say to whom.
	ErrKeyTaken = model.NewFault("error.key_taken")
	// ErrKeyKnown is for a key that the account has already.
	ErrKeyKnown = model.NewFault("error.key_known")
	// ErrNoKey is for a fingerprint that is none of the account's keys.
	ErrNoKey = model.NewFault("error.key_missing")
)

var fingerprintShape = regexp.MustCompile(`^SHA256:[A-Za-z0-9+/]{43}$`)

// readKey reads a key by its fingerprint.
func readKey(tx bolt.Tx, fingerprint string) (k model.Key, found bool, err error) {
	keys, err := bucket(tx, bucketOffice, bucketKeys)
	if err != nil || fingerprint == "" {
		return k, false, err
	}
	key := []byte(fingerprint)
	found, err = unsealJSON(key, keys.Get(key), &k)
	return k, found, err
}

// addKey registers a key to an account.
func (w *Writer) addKey(a model.Account, k model.Key, act model.Act) error {
	if !fingerprintShape.MatchString(k.Fingerprint) {
		return model.NewFault("error.key_fingerprint", model.Line(k.Fingerprint, model.NameCells).String())
	}
	if err := w.record(act, a.Email, k.Fingerprint); err != nil {
		return err
	}
	other, found, err := readKey(w.tx, k.Fingerprint)
	switch {
	case err != nil:
		return err
	case found && other.Account == a.Email:
		return ErrKeyKnown
	case found:
		return ErrKeyTaken
	}
	if count, err := countKeys(w.tx, a.Email); err != nil || count >= maxKeys {
		return errorOr(err, model.NewFault("error.key_too_many", maxKeys))
	}
	k.Account, k.Added = a.Email, w.now
	return w.linkKey(k)
}

// linkKey writes a new key and its place in the account's list.
func (w *Writer) linkKey(k model.Key) error {
	keys, err := bucket(w.tx, bucketOffice, bucketKeys)
	if err != nil {
		return err
	}
	links, err := bucket(w.tx, bucketOffice, bucketAccountKeys)
	if err != nil {
		return err
	}
	key := []byte(k.Fingerprint)
	sealed, err := sealJSON(key, k)
	if err != nil {
		return err
	}
	if err := put(keys, key, sealed); err != nil {
		return err
	}
	return put(links, pairKey(k.Account, k.Fingerprint), nil)
}

// removeKey takes a key from an account; ErrNoKey when it is not the account's.
func (w *Writer) removeKey(a model.Account, fingerprint string, act model.Act) error {
	k, found, err := readKey(w.tx, fingerprint)
	if err != nil {
		return err
	}
	if !found || k.Account != a.Email {
		return ErrNoKey
	}
	if err := w.record(act, a.Email, fingerprint); err != nil {
		return err
	}
	for _, name := range [][]byte{bucketKeys, bucketUsed} {
		b, err := bucket(w.tx, bucketOffice, name)
		if err != nil {
			return err
		}
		if err := remove(b, []byte(fingerprint)); err != nil {
			return err
		}
	}
	links, err := bucket(w.tx, bucketOffice, bucketAccountKeys)
	if err != nil {
		return err
	}
	w.store.used.forget(fingerprint)
	w.affected = append(w.affected, a.Email)
	return remove(links, pairKey(a.Email, fingerprint))
}

// keysOf are an account's keys, the oldest first.
func (s *Store) keysOf(tx bolt.Tx, email string) ([]model.Key, error) {
	links, err := bucket(tx, bucketOffice, bucketAccountKeys)
	if err != nil {
		return nil, err
	}
	var list []model.Key
	head := pairKey(email, "")
	cursor := links.Cursor()
	for link, _ := cursor.Seek(head); bytes.HasPrefix(link, head); link, _ = cursor.Next() {
		k, found, err := readKey(tx, string(link[len(head):]))
		if err != nil {
			return nil, err
		}
		if !found || k.Account != email {
			return nil, fmt.Errorf("key %q of %q: %w", link[len(head):], email, errDamaged)
		}
		if k.LastUsed, err = s.lastUsed(tx, k.Fingerprint); err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	slices.SortStableFunc(list, func(a, b model.Key) int {
		if c := a.Added.Compare(b.Added); c != 0 {
			return c
		}
		return strings.Compare(a.Fingerprint, b.Fingerprint)
	})
	return list, nil
}

// AddKey registers a key to an account; Added is set here. Keys of staff are an
// administrator's to add. The Faults are ErrUnknownAccount, ErrKeyTaken,
// ErrKeyKnown, "error.key_fingerprint" and "error.key_too_many".
func (o *Office) AddKey(ctx context.Context, email string, k model.Key) error {
	return o.change(ctx, model.ActCustomers, "key add", func(w *Writer) error {
		a, err := existing(w.tx, email)
		if err != nil {
			return err
		}
		return w.addKey(a, k, actOver(a))
	})
}

// RemoveKey takes a key from an account; whoever listens by OnAccountChange
// ends its sessions. ErrNoKey when it is not the account's.
func (o *Office) RemoveKey(ctx context.Context, email, fingerprint string) error {
	return o.change(ctx, model.ActCustomers, "key remove", func(w *Writer) error {
		a, err := existing(w.tx, email)
		if err != nil {
			return err
		}
		return w.removeKey(a, fingerprint, actOver(a))
	})
}

// Keys are an account's keys, the oldest first; ErrUnknownAccount.
func (o *Office) Keys(ctx context.Context, email string) (list []model.Key, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		a, err := existing(tx, email)
		if err != nil {
			return err
		}
		list, err = o.store.keysOf(tx, a.Email)
		return err
	})
	return list, err
}

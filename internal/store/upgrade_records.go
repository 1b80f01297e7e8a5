package store

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// Up to schema 6 each sort of small record had a bucket with a shape of its own.

// moved is such a bucket, and what becomes of each of its values.
type moved struct {
	path []string
	take func(tx bolt.Tx, key, payload []byte) error // nil: nothing
	// forgets says that a value that cannot be read is left behind.
	forgets bool
	numbers *engine.Table // whose numbers go on from those of the bucket; nil: none
}

var movedBuckets = []moved{
	{path: []string{"house"}, take: takeHouse},
	{path: []string{"office", "partners"}, take: into(&partners)},
	{path: []string{"office", "names"}},
	{path: []string{"office", "accounts"}, take: into(&accounts)},
	{path: []string{"office", "keys"}, take: into(&keys)},
	{path: []string{"office", "account_keys"}},
	{path: []string{"office", "used"}, take: takeUse, forgets: true},
	{path: []string{"office", "visits"}, take: takeVisit, forgets: true},
	{path: []string{"office", "invites"}, take: takeInvitation, numbers: &invitations.Table},
	{path: []string{"office", "links"}, take: takeLink},
	{path: []string{"office", "link_numbers"}, numbers: &links.Table},
	{path: []string{"office", "link_refs"}},
	{path: []string{"office", "left"}, take: takeFormer},
	{path: []string{"office", "audit"}, take: takeEntry},
	{path: []string{"office", "mailed"}, take: into(&mailedETAs)},
	{path: []string{"mail", "notices"}, take: into(&notices)},
	{path: []string{"mail", "recipients"}, take: into(&recipients)},
	{path: []string{"mail", "told"}, take: into(&toldETAs)},
	{path: []string{"mail", "outbox"}, take: takeParcel, numbers: &parcels.Table},
	{path: []string{"mail", "due"}},
	{path: []string{"mail", "open"}, take: takeJoin},
	{path: []string{"mail"}, take: takeStanding},
}

// moveRecords moves the small records into the tables, and takes the buckets in
// which they were away. Nothing happens when that was done before.
func moveRecords(tx bolt.Tx) error {
	for _, m := range movedBuckets {
		if err := m.move(tx); err != nil {
			return fmt.Errorf("move %v: %w", m.path, err)
		}
	}
	return moveEras(tx)
}

// moveEras moves where the clock stood before it was put back. The latest time of
// all is that of the last entry of the trail.
func moveEras(tx bolt.Tx) error {
	meta, err := bucket(tx, bucketMeta)
	if err != nil {
		return err
	}
	key := []byte("eras")
	if sealed := meta.Get(key); sealed != nil {
		payload, err := unseal(key, sealed)
		if err != nil {
			return err
		}
		for n := uint64(1); len(payload) >= 8; n, payload = n+1, payload[8:] {
			end, _ := parseNumber(payload[:8])
			if err := eras.put(tx, time.Unix(0, int64(end)).UTC(), numberText(n)); err != nil {
				return err
			}
		}
	}
	return errors.Join(remove(meta, key), remove(meta, []byte("clock")))
}

func (m moved) move(tx bolt.Tx) error {
	path := make([][]byte, len(m.path))
	for i, name := range m.path {
		path[i] = []byte(name)
	}
	b, err := bucket(tx, path...)
	if err != nil {
		return nil //nolint:nilerr // it is not there any more, or never was
	}
	if m.take != nil {
		if err := m.takeAll(tx, b); err != nil {
			return err
		}
	}
	if m.numbers != nil {
		if err := tx.SetNumber(m.numbers, b.Sequence()); err != nil {
			return err //nolint:wrapcheck // moveRecords names the bucket
		}
	}
	last := len(path) - 1
	if last == 0 {
		err = tx.DeleteBucket(path[0])
	} else if b, err = bucket(tx, path[:last]...); err == nil {
		err = b.DeleteBucket(path[last])
	}
	if errors.Is(err, bolterrors.ErrBucketNotFound) {
		return nil
	}
	return err //nolint:wrapcheck // moveRecords names the bucket
}

func (m moved) takeAll(tx bolt.Tx, b *bbolt.Bucket) error {
	cursor := b.Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		var payload []byte
		var err error
		if len(sealed) > 0 {
			payload, err = unseal(key, sealed)
		}
		if err == nil {
			err = m.take(tx, bytes.Clone(key), payload)
		}
		if err != nil && !(m.forgets && errors.Is(err, errDamaged)) {
			return err
		}
	}
	return nil
}

func takeHouse(tx bolt.Tx, key, payload []byte) error {
	switch name, mapping := bytes.CutPrefix(key, []byte("mapping ")); {
	case mapping:
		return take(tx, &mappings, payload, string(name))
	case string(key) == "forwarder":
		return take(tx, &houses, payload, theHouse)
	case string(key) == "carriers":
		all := map[string]model.CarrierSetting{}
		if err := decodeJSON(key, payload, &all); err != nil {
			return err
		}
		for _, code := range slices.Sorted(maps.Keys(all)) {
			if err := carriers.put(tx, all[code], code); err != nil {
				return err
			}
		}
	}
	return nil
}

func takeEntry(tx bolt.Tx, key, payload []byte) error {
	n, ok := parseNumber(key)
	if !ok {
		return errDamaged
	}
	return tx.Put(&auditLog, engine.Record{Key: keyOf(numberText(n)), Value: payload}) //nolint:wrapcheck // the engine names the table and the key
}

func takeFormer(tx bolt.Tx, key, _ []byte) error {
	slug, ref := cut(key)
	return former.put(tx, struct{}{}, slug, ref)
}

func takeParcel(tx bolt.Tx, key, payload []byte) error {
	n, ok := parseNumber(key)
	if !ok {
		return errDamaged
	}
	return take(tx, &parcels, payload, numberText(n))
}

func takeJoin(tx bolt.Tx, key, payload []byte) error {
	n, ok := parseNumber(payload)
	if !ok {
		return errDamaged
	}
	to, ref := cut(key)
	return joins.put(tx, n, to, ref)
}

func takeStanding(tx bolt.Tx, _, payload []byte) error {
	return take(tx, &standings, payload, theMailServer)
}

// into takes the records of a bucket as they are into a table, under the one or two
// parts of their keys.
func into[T any](t *table[T]) func(tx bolt.Tx, key, payload []byte) error {
	return func(tx bolt.Tx, key, payload []byte) error {
		first, second := cut(key)
		return take(tx, t, payload, first, second)
	}
}

// cut is a key of one or two parts.
func cut(key []byte) (first, second string) {
	first, second, _ = strings.Cut(string(key), "\x00")
	return first, second
}

// take puts a record whose JSON is as it was into its table.
func take[T any](tx bolt.Tx, t *table[T], payload []byte, first string, second ...string) error {
	var v T
	if err := decodeJSON([]byte(first), payload, &v); err != nil {
		return err
	}
	return t.put(tx, v, first, second...)
}

func takeUse(tx bolt.Tx, key, payload []byte) error {
	n, ok := parseNumber(payload)
	if !ok {
		return errDamaged
	}
	return uses.put(tx, time.Unix(0, int64(n)).UTC(), string(key))
}

// takeVisit takes visits of both sizes: older ones have no time.
func takeVisit(tx bolt.Tx, key, payload []byte) error {
	var v visit
	switch len(payload) {
	case 8:
	case 16:
		v.At = time.Unix(0, int64(binary.BigEndian.Uint64(payload[8:]))).UTC()
	default:
		return errDamaged
	}
	v.Seen = binary.BigEndian.Uint64(payload)
	email, slug := cut(key)
	return visits.put(tx, v, email, slug)
}

func takeInvitation(tx bolt.Tx, key, payload []byte) error {
	i := keptInvitation{Hash: hex.EncodeToString(key)}
	if err := decodeJSON(key, payload, &i); err != nil {
		return err
	}
	return keepInvitation(tx, i)
}

func takeLink(tx bolt.Tx, key, payload []byte) error {
	l := keptLink{Hash: hex.EncodeToString(key)}
	if err := decodeJSON(key, payload, &l); err != nil {
		return err
	}
	return keepLink(tx, l)
}

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

// movedAtOnce bounds the values that one transaction moves: of a trail there may be
// millions.
const movedAtOnce = 10_000

// moveRecords moves the small records into the tables, so many in each transaction
// of update, and takes the buckets in which they were away. What cannot be read
// stays where it is, for Verify to tell of. Whoever was interrupted goes on.
func moveRecords(update func(fn func(tx bolt.Tx) error) error, part int) error {
	for _, m := range movedBuckets {
		for from := []byte{}; from != nil; {
			err := update(func(tx bolt.Tx) (err error) {
				from, err = m.move(tx, from, part)
				return err
			})
			if err != nil {
				return fmt.Errorf("move %v: %w", m.path, err)
			}
		}
	}
	return update(moveEras)
}

// keyEras is where those were in meta.
var keyEras = []byte("eras")

// moveEras moves where the clock stood before it was put back. The latest time of
// all is that of the last entry of the trail.
func moveEras(tx bolt.Tx) error {
	meta := tx.Bucket(bucketMeta)
	if sealed := meta.Get(keyEras); sealed != nil {
		payload, err := unseal(keyEras, sealed)
		if err != nil {
			return nil //nolint:nilerr // it stays where it is, for Verify to tell of
		}
		for n := uint64(1); len(payload) >= 8; n, payload = n+1, payload[8:] {
			end, _ := parseNumber(payload[:8])
			if err := eras.put(tx, time.Unix(0, int64(end)).UTC(), numberText(n)); err != nil {
				return err
			}
		}
	}
	return errors.Join(meta.Delete(keyEras), meta.Delete([]byte("clock")))
}

// bucket is the one that is moved, and the one in which it is (nil: none); nil
// when it is not there any more, or never was.
func (m moved) bucket(tx bolt.Tx) (b, in *bbolt.Bucket) {
	b = tx.Bucket([]byte(m.path[0]))
	for _, name := range m.path[1:] {
		if b != nil {
			b, in = b.Bucket([]byte(name)), b
		}
	}
	return b, in
}

// move moves up to part values from a key on. next is where to go on; nil at the
// end.
func (m moved) move(tx bolt.Tx, from []byte, part int) (next []byte, err error) {
	b, in := m.bucket(tx)
	if b == nil {
		return nil, nil
	}
	if m.numbers != nil {
		if err := tx.SetNumber(m.numbers, b.Sequence()); err != nil {
			return nil, err //nolint:wrapcheck // moveRecords names the bucket
		}
	}
	if m.take != nil {
		if next, err = m.takeSome(tx, b, from, part); err != nil || next != nil {
			return next, err
		}
		if left, _ := b.Cursor().First(); left != nil {
			return nil, nil
		}
	}
	name := []byte(m.path[len(m.path)-1])
	if in == nil {
		return nil, tx.DeleteBucket(name) //nolint:wrapcheck // moveRecords names the bucket
	}
	return nil, in.DeleteBucket(name) //nolint:wrapcheck // moveRecords names the bucket
}

func (m moved) takeSome(tx bolt.Tx, b *bbolt.Bucket, from []byte, part int) (next []byte, err error) {
	var taken [][]byte
	cursor := b.Cursor()
	key, sealed := cursor.Seek(from)
	for ; key != nil && len(taken) < part; key, sealed = cursor.Next() {
		key := bytes.Clone(key)
		err := m.takeOne(tx, key, sealed)
		if err == nil || m.forgets && errors.Is(err, errDamaged) {
			taken = append(taken, key)
		} else if !errors.Is(err, errDamaged) {
			return nil, err
		}
	}
	next = bytes.Clone(key)
	for _, key := range taken {
		if err := b.Delete(key); err != nil {
			return nil, fmt.Errorf("delete %q: %w", key, err)
		}
	}
	return next, nil
}

func (m moved) takeOne(tx bolt.Tx, key, sealed []byte) (err error) {
	var payload []byte
	if len(sealed) > 0 {
		if payload, err = unseal(key, sealed); err != nil {
			return err
		}
	}
	return m.take(tx, key, payload)
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

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

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Up to schema 6 each sort of small record had a bucket with a shape of its own.

// moved is such a bucket, and what becomes of each of its values.
type moved struct {
	path []string
	take func(tx engine.Tx, key, payload []byte) error // nil: nothing
	// forgets says that a value that cannot be read is left behind.
	forgets bool
	numbers *engine.Table // whose numbers go on from those of the bucket; nil: none
}

var movedBuckets = []moved{
	{path: []string{"house"}, take: takeHouse},
	{path: []string{"office", "partners"}, take: into(&records.Partners)},
	{path: []string{"office", "names"}},
	{path: []string{"office", "accounts"}, take: into(&records.Accounts)},
	{path: []string{"office", "keys"}, take: into(&records.Keys)},
	{path: []string{"office", "account_keys"}},
	{path: []string{"office", "used"}, take: takeUse, forgets: true},
	{path: []string{"office", "visits"}, take: takeVisit, forgets: true},
	{path: []string{"office", "invites"}, take: takeInvitation, numbers: &records.Invitations.Table},
	{path: []string{"office", "links"}, take: takeLink},
	{path: []string{"office", "link_numbers"}, numbers: &records.Links.Table},
	{path: []string{"office", "link_refs"}},
	{path: []string{"office", "left"}, take: takeFormer},
	{path: []string{"office", "audit"}, take: takeEntry},
	{path: []string{"office", "mailed"}, take: into(&records.Mailed)},
	{path: []string{"mail", "notices"}, take: into(&records.Notices)},
	{path: []string{"mail", "recipients"}, take: into(&records.Followers)},
	{path: []string{"mail", "told"}, take: into(&records.MailedTo)},
	{path: []string{"mail", "outbox"}, take: takeParcel, numbers: &records.Outbox.Table},
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
func moveRecords(update func(fn func(tx engine.Tx) error) error, part int) error {
	for _, m := range movedBuckets {
		for from := []byte{}; from != nil; {
			err := update(func(tx engine.Tx) (err error) {
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

// moveEras moves where the clock stood before it was put back. The latest time of
// all is that of the last entry of the trail.
func moveEras(tx engine.Tx) error {
	meta, found := bolt.OldBucket(tx, "meta")
	if !found {
		return nil
	}
	payload, err := meta.Get(oldEras)
	if err != nil {
		return nil //nolint:nilerr // it stays where it is, for Verify to tell of
	}
	for n := uint64(1); len(payload) >= 8; n, payload = n+1, payload[8:] {
		end, _ := parseNumber(payload[:8])
		if err := records.Rollbacks.Put(tx, time.Unix(0, int64(end)).UTC(), records.NumberText(n)); err != nil {
			return err
		}
	}
	return meta.Delete([]byte(oldEras), []byte("clock")) //nolint:wrapcheck // moveRecords says what is moved
}

// oldEras is where those were in meta.
const oldEras = "eras"

// unmoved adds to the report what could not be read when the store was brought up
// to date.
func (v *verifier) unmoved() {
	const left = "%s has what could not be read when the store was brought up to date"
	if meta, found := bolt.OldBucket(v.tx, "meta"); found {
		if payload, err := meta.Get(oldEras); payload != nil || err != nil {
			v.problem(PartFile, "", left, oldEras)
		}
	}
	if _, found := bolt.OldBucket(v.tx, oldShipments...); found {
		v.problem(PartShipment, "", left, "office/shipments")
	}
	for _, m := range movedBuckets {
		if _, found := bolt.OldBucket(v.tx, m.path...); found {
			v.problem(PartFile, "", left, m.path)
		}
	}
}

// move moves up to part values from a key on. next is where to go on; nil at the
// end.
func (m moved) move(tx engine.Tx, from []byte, part int) (next []byte, err error) {
	old, found := bolt.OldBucket(tx, m.path...)
	if !found {
		return nil, nil
	}
	if m.numbers != nil {
		if err := old.PassNumbers(tx, m.numbers); err != nil {
			return nil, err //nolint:wrapcheck // moveRecords names the bucket
		}
	}
	if m.take != nil {
		if next, err = m.takeSome(tx, old, from, part); err != nil || next != nil || !old.Empty() {
			return next, err
		}
	}
	return nil, bolt.DropOld(tx, m.path...) //nolint:wrapcheck // it names the bucket
}

func (m moved) takeSome(tx engine.Tx, old bolt.Old, from []byte, part int) (next []byte, err error) {
	var taken [][]byte
	for v, err := range old.Values(from) {
		key := bytes.Clone(v.Key)
		if len(taken) == part {
			next = key
			break
		}
		if err == nil {
			err = m.take(tx, key, v.Payload)
		}
		if err == nil || m.forgets && errors.Is(err, engine.ErrDamaged) {
			taken = append(taken, key)
		} else if !errors.Is(err, engine.ErrDamaged) {
			return nil, err
		}
	}
	return next, old.Delete(taken...) //nolint:wrapcheck // moveRecords names the bucket
}

// parseNumber reads eight bytes of a number; false for what is none.
func parseNumber(b []byte) (uint64, bool) {
	if len(b) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}

func takeHouse(tx engine.Tx, key, payload []byte) error {
	switch name, mapping := bytes.CutPrefix(key, []byte("mapping ")); {
	case mapping:
		return take(tx, &records.Mappings, payload, string(name))
	case string(key) == "forwarder":
		return take(tx, &records.Forwarders, payload, records.TheForwarder)
	case string(key) == "carriers":
		all := map[string]model.CarrierSetting{}
		if err := records.Decode(string(key), payload, &all); err != nil {
			return err
		}
		for _, code := range slices.Sorted(maps.Keys(all)) {
			if err := records.Carriers.Put(tx, all[code], code); err != nil {
				return err
			}
		}
	}
	return nil
}

func takeEntry(tx engine.Tx, key, payload []byte) error {
	n, ok := parseNumber(key)
	if !ok {
		return engine.ErrDamaged
	}
	return records.PutEntry(tx, n, payload)
}

func takeFormer(tx engine.Tx, key, _ []byte) error {
	slug, ref := cut(key)
	return records.Former.Put(tx, struct{}{}, slug, ref)
}

func takeParcel(tx engine.Tx, key, payload []byte) error {
	n, ok := parseNumber(key)
	if !ok {
		return engine.ErrDamaged
	}
	return take(tx, &records.Outbox, payload, records.NumberText(n))
}

func takeJoin(tx engine.Tx, key, payload []byte) error {
	n, ok := parseNumber(payload)
	if !ok {
		return engine.ErrDamaged
	}
	to, ref := cut(key)
	return records.OpenMails.Put(tx, n, to, ref)
}

func takeStanding(tx engine.Tx, _, payload []byte) error {
	return take(tx, &records.MailServers, payload, records.TheMailServer)
}

// into takes the records of a bucket as they are into a table, under the one or two
// parts of their keys.
func into[T any](t *records.Table[T]) func(tx engine.Tx, key, payload []byte) error {
	return func(tx engine.Tx, key, payload []byte) error {
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
func take[T any](tx engine.Tx, t *records.Table[T], payload []byte, first string, second ...string) error {
	var v T
	if err := records.Decode(first, payload, &v); err != nil {
		return err
	}
	return t.Put(tx, v, first, second...)
}

func takeUse(tx engine.Tx, key, payload []byte) error {
	n, ok := parseNumber(payload)
	if !ok {
		return engine.ErrDamaged
	}
	return records.KeyUses.Put(tx, time.Unix(0, int64(n)).UTC(), string(key))
}

// takeVisit takes visits of both sizes: older ones have no time.
func takeVisit(tx engine.Tx, key, payload []byte) error {
	var v records.Visit
	switch len(payload) {
	case 8:
	case 16:
		v.At = time.Unix(0, int64(binary.BigEndian.Uint64(payload[8:]))).UTC()
	default:
		return engine.ErrDamaged
	}
	v.Seen = binary.BigEndian.Uint64(payload)
	email, slug := cut(key)
	return records.Visits.Put(tx, v, email, slug)
}

func takeInvitation(tx engine.Tx, key, payload []byte) error {
	i := records.KeptInvitation{Hash: hex.EncodeToString(key)}
	if err := records.Decode(string(key), payload, &i); err != nil {
		return err
	}
	return i.Keep(tx)
}

func takeLink(tx engine.Tx, key, payload []byte) error {
	l := records.KeptLink{Hash: hex.EncodeToString(key)}
	if err := records.Decode(string(key), payload, &l); err != nil {
		return err
	}
	return l.Keep(tx)
}

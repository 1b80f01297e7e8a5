package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// AuditEntry is one line of the audit trail. Each holds the hash of the one
// before it, so that none can be changed or taken out without breaking those
// behind it.
type AuditEntry struct {
	Seq     uint64     `json:"seq"`
	At      time.Time  `json:"at"`
	Actor   string     `json:"actor"`
	Role    model.Role `json:"role"`
	Remote  string     `json:"remote,omitempty"`
	Verb    string     `json:"verb"`
	Subject string     `json:"subject"`
	Detail  string     `json:"detail,omitempty"`
	Prev    string     `json:"prev"` // hash of the entry before, in hex
	Hash    string     `json:"-"`    // SHA-256 of this entry's JSON, in hex
}

// trail is where a transaction stands in the audit trail.
type trail struct {
	opened bool
	seq    uint64
	hash   string
	grown  bool
}

// written says whether the transaction has recorded anything.
func (t *trail) written() bool { return t.grown }

// record checks that the person who writes may do this, and records that they
// did, in one: nothing can be done without its line in the trail. ErrForbidden
// when they may not.
func (w *Writer) record(act model.Act, subject, detail string) error {
	if !w.who.Role.May(act) {
		return model.ErrForbidden
	}
	audit, err := bucket(w.tx, bucketOffice, bucketAudit)
	if err != nil {
		return err
	}
	if err := w.trail.open(audit); err != nil {
		return err
	}
	entry := AuditEntry{
		Seq: w.trail.seq + 1, At: w.now, Actor: w.who.Account, Role: w.who.Role, Remote: w.who.Remote,
		Verb: w.verb, Subject: subject, Detail: detail, Prev: w.trail.hash,
	}
	text, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("encode audit entry: %w", err)
	}
	hash := sha256.Sum256(text)
	w.trail.seq, w.trail.hash, w.trail.grown = entry.Seq, hex.EncodeToString(hash[:]), true
	key := numberKey(entry.Seq)
	audit.FillPercent = 1 // the trail only ever grows at its end
	return put(audit, key, seal(key, append(hash[:], text...)))
}

// open finds the end of the trail.
func (t *trail) open(audit *bbolt.Bucket) error {
	if t.opened {
		return nil
	}
	t.opened = true
	key, sealed := audit.Cursor().Last()
	if key == nil {
		return nil
	}
	entry, err := readEntry(key, sealed)
	t.seq, t.hash = entry.Seq, entry.Hash
	return err
}

// readEntry reads an entry and checks that it is the one that was written.
func readEntry(key, sealed []byte) (AuditEntry, error) {
	var e AuditEntry
	payload, err := unseal(key, sealed)
	if err != nil {
		return e, err
	}
	if len(payload) < sha256.Size {
		return e, fmt.Errorf("audit entry is cut short: %w", errDamaged)
	}
	hash, text := payload[:sha256.Size], payload[sha256.Size:]
	if actual := sha256.Sum256(text); !bytes.Equal(actual[:], hash) {
		return e, fmt.Errorf("hash of audit entry %x: %w", key, errDamaged)
	}
	if err := decodeJSON(key, text, &e); err != nil {
		return e, err
	}
	if seq, ok := parseNumber(key); !ok || seq != e.Seq {
		return e, fmt.Errorf("audit entry %x is another's: %w", key, errDamaged)
	}
	e.Hash = hex.EncodeToString(hash)
	return e, nil
}

// Audit reads the trail from since on (zero: from its beginning), the entries
// behind number after, at most limit (0: 500). next is the number to go on
// from, zero at the end. ErrForbidden for all but managers and administrators.
func (o *Office) Audit(ctx context.Context, since time.Time, after uint64, limit int) (list []AuditEntry, next uint64, err error) {
	if !o.who.Role.May(model.ActReview) {
		return nil, 0, model.ErrForbidden
	}
	o.store.writeLooks()
	limit = pageLimit(limit)
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		audit, err := bucket(tx, bucketOffice, bucketAudit)
		if err != nil {
			return err
		}
		start, err := firstSince(audit, since)
		if err != nil {
			return err
		}
		cursor := audit.Cursor()
		for key, sealed := cursor.Seek(numberKey(max(start, after+1))); key != nil; key, sealed = cursor.Next() {
			if len(list) == limit {
				next = list[limit-1].Seq
				return nil
			}
			e, err := readEntry(key, sealed)
			if err != nil {
				return err
			}
			list = append(list, e)
		}
		return nil
	})
	return list, next, err
}

// firstSince is the number of the first entry that was made at since or later.
// Entries are numbered without a gap and in the order of their times.
func firstSince(audit *bbolt.Bucket, since time.Time) (uint64, error) {
	last, _ := audit.Cursor().Last()
	count, _ := parseNumber(last)
	if since.IsZero() {
		return 1, nil
	}
	var failed error
	n := sort.Search(int(count), func(i int) bool {
		key := numberKey(uint64(i) + 1)
		e, err := readEntry(key, audit.Get(key))
		if err != nil {
			failed = err
		}
		return !e.At.Before(since)
	})
	return uint64(n) + 1, failed
}

// VerifyAudit walks the whole trail and checks that no entry was changed, taken
// out or put in. It says how many there are and the hash of the last one, which
// can be noted elsewhere to show later that the end was not cut off. The error
// is the Fault "error.store_audit" with the number of the first bad entry.
// ErrForbidden for all but managers and administrators.
func (o *Office) VerifyAudit(ctx context.Context) (entries uint64, head string, err error) {
	if !o.who.Role.May(model.ActReview) {
		return 0, "", model.ErrForbidden
	}
	o.store.writeLooks()
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		entries, head, err = verifyAudit(tx)
		return err
	})
	return entries, head, err
}

func verifyAudit(tx bolt.Tx) (entries uint64, head string, err error) {
	audit, err := bucket(tx, bucketOffice, bucketAudit)
	if err != nil {
		return 0, "", err
	}
	cursor := audit.Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		e, err := readEntry(key, sealed)
		if err != nil || e.Seq != entries+1 || e.Prev != head {
			return entries, head, model.NewFault("error.store_audit", entries+1)
		}
		entries, head = e.Seq, e.Hash
	}
	return entries, head, nil
}

package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
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
	seq   uint64
	hash  string
	grown bool // the transaction has recorded something
}

// record checks that the person who writes may do this, and records that they
// did, in one: nothing can be done without its line in the trail. ErrForbidden
// when they may not.
func (w *Writer) record(act model.Act, subject, detail string) error {
	if !w.who.Role.May(act) {
		return model.ErrForbidden
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
	w.trail = trail{entry.Seq, hex.EncodeToString(hash[:]), true}
	value := append(hash[:], text...)
	return w.tx.Put(&auditLog, engine.Record{Key: keyOf(numberText(entry.Seq)), Value: value}) //nolint:wrapcheck // the engine names the table and the key
}

// auditEntries goes over the entries behind a number. An error is the last that
// it gives.
func auditEntries(r engine.Reader, after uint64) iter.Seq2[AuditEntry, error] {
	return func(yield func(AuditEntry, error) bool) {
		for record, err := range r.Scan(&auditLog, engine.Scan{After: keyOf(numberText(after))}) {
			e, err := readEntry(record, err)
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// lastEntry is the one at the end of the trail; zero when there is none.
func lastEntry(r engine.Reader) (e AuditEntry, err error) {
	for record, err := range r.Scan(&auditLog, engine.Scan{Reverse: true}) {
		return readEntry(record, err)
	}
	return e, nil
}

// readEntry checks that an entry is the one that was written.
func readEntry(r engine.Record, err error) (e AuditEntry, _ error) {
	if err != nil {
		return e, err
	}
	key := r.Key.First
	if len(r.Value) < sha256.Size {
		return e, fmt.Errorf("audit entry is cut short: %w", errDamaged)
	}
	hash, text := r.Value[:sha256.Size], r.Value[sha256.Size:]
	if actual := sha256.Sum256(text); !bytes.Equal(actual[:], hash) {
		return e, fmt.Errorf("hash of audit entry %s: %w", key, errDamaged)
	}
	if err := decodeJSON([]byte(key), text, &e); err != nil {
		return e, err
	}
	if key != numberText(e.Seq) {
		return e, fmt.Errorf("audit entry %s is another's: %w", key, errDamaged)
	}
	e.Hash = hex.EncodeToString(hash)
	return e, nil
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
	err = o.store.view(ctx, func(tx engine.Reader) error {
		entries, head, err = verifyAudit(tx)
		return err
	})
	return entries, head, err
}

func verifyAudit(r engine.Reader) (entries uint64, head string, err error) {
	for e, err := range auditEntries(r, 0) {
		if err != nil || e.Seq != entries+1 || e.Prev != head {
			return entries, head, model.NewFault("error.store_audit", entries+1)
		}
		entries, head = e.Seq, e.Hash
	}
	return entries, head, nil
}

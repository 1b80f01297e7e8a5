package records

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// AuditEntry is one line of the audit trail. Each holds the hash of the one
// before it, so that none can be changed or taken out without breaking those
// behind it.
//
// There is one end of the trail, and whoever adds to it waits for who added before.
// Those who write beside one another leave their entries unsealed: without a number,
// and without a hash. [Seal] adds them to the trail a moment later, many at once. So
// does whoever has everything to himself, before he adds his own.
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

// Audit checks that the person who writes may do this, and records that they
// did, in one: nothing can be done without its line in the trail. ErrForbidden
// when they may not.
func (tx *Tx) Audit(act model.Act, subject, detail string) error {
	if !tx.Who.Role.May(act) {
		return model.ErrForbidden
	}
	e := AuditEntry{
		At: tx.Now, Actor: tx.Who.Account, Role: tx.Who.Role, Remote: tx.Who.Remote,
		Verb: tx.Verb, Subject: subject, Detail: detail,
	}
	tx.audited++
	if tx.shares {
		return Unsealed.Put(tx, e, NumberText(uint64(e.At.UnixMicro())), fmt.Sprintf("%s %06d", tx.unique, tx.audited))
	}
	return tx.last.add(tx, e)
}

// add adds an entry behind the last one, which it becomes.
func (last *AuditEntry) add(tx engine.Tx, e AuditEntry) error {
	e.Seq, e.Prev = last.Seq+1, last.Hash
	text, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode audit entry: %w", err)
	}
	hash := sha256.Sum256(text)
	e.Hash = hex.EncodeToString(hash[:])
	*last = e
	return PutEntry(tx, e.Seq, append(hash[:], text...))
}

// theTrail is the name that whoever seals locks. No slug has a space.
const theTrail = "the trail"

// Seal adds the entries that wait to the trail, in the order of their times, and says
// how many they were.
func Seal(tx engine.Tx) (sealed int, err error) {
	tx.Share("")
	if _, err := tx.Lock(theTrail); err != nil {
		return 0, err //nolint:wrapcheck // the engine says what it does
	}
	last, err := LastEntry(tx)
	if err != nil {
		return 0, err
	}
	return last.seal(tx)
}

func (last *AuditEntry) seal(tx engine.Tx) (sealed int, err error) {
	var waiting []Found[AuditEntry]
	for e, err := range Unsealed.Scan(tx, engine.Scan{}) {
		if err != nil {
			return 0, err
		}
		waiting = append(waiting, e)
	}
	for _, e := range waiting {
		if err := errors.Join(last.add(tx, e.Value), Unsealed.Delete(tx, e.First, e.Second)); err != nil {
			return 0, err
		}
	}
	return len(waiting), nil
}

// PutEntry writes an entry in the form in which it is kept.
func PutEntry(tx engine.Tx, seq uint64, kept []byte) error {
	return tx.Put(&AuditLog, engine.Record{Key: KeyOf(NumberText(seq)), Value: kept}) //nolint:wrapcheck // the engine names the table and the key
}

// Entries goes over the entries of the audit trail that s selects; with texts, over those
// alone in whose JSON one of these is. An error is the last that it gives.
func Entries(r engine.Reader, s engine.Scan, texts ...string) iter.Seq2[AuditEntry, error] {
	return func(yield func(AuditEntry, error) bool) {
		for record, err := range r.Scan(&AuditLog, s) {
			has := func(text string) bool { return bytes.Contains(record.Value, []byte(text)) }
			if err == nil && len(texts) > 0 && !slices.ContainsFunc(texts, has) {
				continue
			}
			e, err := readEntry(record, err)
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// LastEntry is the one at the end of the trail; zero when there is none.
func LastEntry(r engine.Reader) (e AuditEntry, err error) {
	for e, err := range Entries(r, Newest(0)) {
		return e, err
	}
	return e, nil
}

// Entry is the one with a number.
func Entry(r engine.Reader, seq uint64) (AuditEntry, error) {
	return readEntry(r.Get(&AuditLog, KeyOf(NumberText(seq))))
}

// readEntry checks that an entry is the one that was written.
func readEntry(r engine.Record, err error) (e AuditEntry, _ error) {
	if err != nil {
		return e, err
	}
	key := r.Key.First
	if len(r.Value) < sha256.Size {
		return e, fmt.Errorf("audit entry is cut short: %w", engine.ErrDamaged)
	}
	hash, text := r.Value[:sha256.Size], r.Value[sha256.Size:]
	if actual := sha256.Sum256(text); !bytes.Equal(actual[:], hash) {
		return e, fmt.Errorf("hash of audit entry %s: %w", key, engine.ErrDamaged)
	}
	if err := Decode(key, text, &e); err != nil {
		return e, err
	}
	if key != NumberText(e.Seq) {
		return e, fmt.Errorf("audit entry %s is another's: %w", key, engine.ErrDamaged)
	}
	e.Hash = hex.EncodeToString(hash)
	return e, nil
}

// VerifyTrail walks the whole trail. The error is the Fault "error.store_audit" with
// the number of the first entry that was changed, taken out or put in.
func VerifyTrail(r engine.Reader) (entries uint64, head string, err error) {
	for e, err := range Entries(r, engine.Scan{}) {
		if err != nil || e.Seq != entries+1 || e.Prev != head {
			return entries, head, model.NewFault("error.store_audit", entries+1)
		}
		entries, head = e.Seq, e.Hash
	}
	return entries, head, nil
}

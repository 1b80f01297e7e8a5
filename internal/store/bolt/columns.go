package bolt

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"porthole/internal/store/engine"
)

// Beside its key a record is found by entries. For each column there is a bucket
// tables/<name>.<column>, with the value, a zero byte and the key; for a queue
// tables/<name>.due, with the time and the key.

// entry is a place at which a record is found.
type entry struct {
	bucket, key string
	unique      bool
}

// entries are those of a record.
func entries(t *engine.Table, key []byte, r engine.Record) (all []entry) {
	for i, column := range t.Columns {
		if i < len(r.Columns) && r.Columns[i] != "" {
			all = append(all, entry{t.Name + "." + column.Name, string(columnKey(r.Columns[i], key)), column.Unique})
		}
	}
	if t.Queue && !r.Due.IsZero() {
		all = append(all, entry{bucket: t.Name + ".due", key: string(dueKey(r.Due, key))})
	}
	return all
}

func columnKey(value string, key []byte) []byte { return append(append([]byte(value), 0), key...) }

// reenter writes the entries of a record in the place of those that it has; none
// that stays is written again.
func (tx transaction) reenter(t *engine.Table, key []byte, fresh []entry) error {
	old, err := tx.entered(t, key)
	if err != nil {
		return err
	}
	for _, e := range old {
		if !slices.Contains(fresh, e) {
			if err := tx.erase(e.bucket, []byte(e.key)); err != nil {
				return err
			}
		}
	}
	for _, e := range fresh {
		if slices.Contains(old, e) {
			continue
		}
		if e.unique && tx.taken(e, key) {
			return fmt.Errorf("%q in %s: %w", e.key, e.bucket, engine.ErrTaken)
		}
		if err := tx.write(e.bucket, []byte(e.key), nil); err != nil {
			return err
		}
	}
	return nil
}

// entered are the entries that a record has.
func (tx transaction) entered(t *engine.Table, key []byte) ([]entry, error) {
	if len(t.Columns) == 0 && !t.Queue {
		return nil, nil
	}
	old, err := tx.read(t, key)
	if errors.Is(err, engine.ErrNone) {
		return nil, nil
	}
	return entries(t, key, old), err
}

// taken reports whether there is an entry with the value of another.
func (tx transaction) taken(e entry, key []byte) bool {
	w := tx.walk(e.bucket, []byte(e.key[:len(e.key)-len(key)]), false)
	w.begin(nil, false)
	return w.key != nil
}

// behind is the record to which an entry leads.
func (tx transaction) behind(t *engine.Table, e entry, key []byte) (engine.Record, error) {
	r, err := tx.read(t, key)
	r.Key = parseKey(key)
	if errors.Is(err, engine.ErrNone) || err == nil && !slices.Contains(entries(t, key, r), e) {
		err = damaged("%q in %s leads to no record", e.key, e.bucket)
	}
	return r, err
}

// NextDue is engine.Reader's.
func (tx transaction) NextDue(t *engine.Table) (engine.Record, error) {
	name := t.Name + ".due"
	w := tx.walk(name, nil, false)
	switch w.begin(nil, false); {
	case w.key == nil:
		return engine.Record{}, engine.ErrNone
	case len(w.key) <= 8:
		return engine.Record{}, short(w.key)
	default:
		return tx.behind(t, entry{bucket: name, key: string(w.key)}, w.key[8:])
	}
}

// Claim is engine.Tx's. No other transaction writes meanwhile.
func (tx transaction) Claim(t *engine.Table, now time.Time) (engine.Record, error) {
	r, err := tx.NextDue(t)
	if err == nil && r.Due.After(now) {
		return engine.Record{}, engine.ErrNone
	}
	return r, err
}

// Check compares the entries of a table with its records; engine.ErrDamaged.
// Records that cannot be read are for Scan to give.
func (tx transaction) Check(t *engine.Table) error {
	want := map[string]int{t.Name + ".due": 0}
	for _, column := range t.Columns {
		want[t.Name+"."+column.Name] = 0
	}
	for r, err := range tx.Scan(t, engine.Scan{}) {
		if err != nil {
			continue
		}
		for _, e := range entries(t, keyOf(r.Key), r) {
			want[e.bucket]++
			if b := tx.bucket(e.bucket); b == nil || b.Get([]byte(e.key)) == nil {
				return damaged("%s does not have %q", e.bucket, e.key)
			}
		}
	}
	for name, entries := range want {
		w := tx.walk(name, nil, false)
		if have := w.count(); have != entries {
			return damaged("%s has %d entries for %d", name, have, entries)
		}
	}
	return nil
}

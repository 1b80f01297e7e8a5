package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"iter"

	"porthole/internal/store/engine"
)

// Items is engine.ListReader's.
func (tx transaction) Items(name engine.List, refs ...string) ([]engine.Item, error) {
	l, err := tx.open(name)
	if err != nil {
		return nil, err
	}
	items := make([]engine.Item, 0, len(refs))
	for _, ref := range refs {
		value := l.items.Get([]byte(ref))
		if value == nil {
			continue
		}
		i, err := unpackItem(ref, value)
		if err != nil {
			return nil, err
		}
		items = append(items, i)
	}
	return items, nil
}

// Record is engine.ListReader's.
func (tx transaction) Record(name engine.List, ref string) (record []byte, seq uint64, err error) {
	l, err := tx.open(name)
	if err != nil {
		return nil, 0, err
	}
	value := l.records.Get([]byte(ref))
	if value == nil {
		return nil, 0, engine.ErrNone
	}
	return unpackFull([]byte(ref), value)
}

// Records is engine.ListReader's.
func (tx transaction) Records(name engine.List, after string) iter.Seq2[engine.Item, error] {
	return func(yield func(engine.Item, error) bool) {
		l, err := tx.open(name)
		if err != nil {
			yield(engine.Item{}, err)
			return
		}
		cursor := l.records.Cursor()
		for key, value := cursor.Seek([]byte(after)); key != nil; key, value = cursor.Next() {
			if string(key) == after {
				continue
			}
			i := engine.Item{Ref: string(key)}
			i.Record, i.Seq, err = unpackFull(key, value)
			if !yield(i, err) {
				return
			}
		}
	}
}

// PutItem is engine.ListTx's.
func (tx transaction) PutItem(name engine.List, i engine.Item) error {
	if i.Ref == "" || !text(i.Ref) {
		return fmt.Errorf("%q: %w", i.Ref, engine.ErrKey)
	}
	l, err := tx.exchange(name, i.Ref, []engine.Item{i})
	if err != nil {
		return err
	}
	l.state.Seq = max(l.state.Seq, i.Seq)
	key := []byte(i.Ref)
	if i.Record != nil {
		err = l.records.Put(key, packFull(key, i))
	}
	if err := errors.Join(err, l.items.Put(key, packItem(key, i))); err != nil {
		return fmt.Errorf("write item %q: %w", i.Ref, err)
	}
	return nil
}

// DropItem is engine.ListTx's.
func (tx transaction) DropItem(name engine.List, ref string) error {
	l, err := tx.exchange(name, ref, nil)
	if err != nil {
		return err
	}
	if err := errors.Join(l.items.Delete([]byte(ref)), l.records.Delete([]byte(ref))); err != nil {
		return fmt.Errorf("drop item %q: %w", ref, err)
	}
	return nil
}

// exchange puts the counts and lines of another item, or of none, in the place of those
// that a list has of it.
func (tx transaction) exchange(name engine.List, ref string, fresh []engine.Item) (*list, error) {
	l, err := tx.open(name)
	if err == nil {
		err = l.unknown
	}
	if err != nil {
		return nil, err
	}
	old, err := tx.Items(name, ref)
	if err != nil {
		return nil, err
	}
	l.changed = true
	gone := map[string][]byte{}
	for _, i := range old {
		count(&l.state, &i, -1)
		for _, line := range linesOf(&i) {
			gone[string(line.key)] = line.value
		}
	}
	for _, i := range fresh {
		count(&l.state, &i, 1)
		for _, line := range linesOf(&i) {
			value, known := gone[string(line.key)]
			if known {
				delete(gone, string(line.key))
			}
			if !known || !bytes.Equal(value, line.value) {
				l.pending.add(line)
			}
		}
	}
	for key := range gone {
		l.pending.add(change{key: []byte(key), gone: true})
	}
	return l, nil
}

// count adds an item to the counts, or takes it off.
func count(s *engine.State, i *engine.Item, by int) {
	s.All[i.Status] += uint64(by)
	if i.Attention {
		s.Attention[i.Status] += uint64(by)
	}
}

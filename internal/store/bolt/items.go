package bolt

import (
	"bytes"
	"encoding/binary"
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
	if err := (engine.Key{First: i.Ref}).Check(); err != nil {
		return err //nolint:wrapcheck // it names the key
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

// packItem is the value of an item: status, whether it needs attention, its
// numbers, its row after its length, its words. What it stands for in the lines
// is kept as it was used: rules that have changed since could not tell any more
// what has to be taken out.
func packItem(key []byte, i engine.Item) []byte {
	b := append(make([]byte, 0, 48+len(i.Row)+len(i.Words)), i.Status, 0)
	if i.Attention {
		b[len(b)-1] = 1
	}
	b = binary.AppendUvarint(b, i.Seq)
	for _, n := range []int64{i.Turn, i.ETD, i.ETA, i.Updated} {
		b = binary.AppendVarint(b, n)
	}
	b = append(binary.AppendUvarint(b, uint64(len(i.Row))), i.Row...)
	return withChecksum(key, append(b, i.Words...))
}

func unpackItem(ref string, value []byte) (engine.Item, error) {
	i := engine.Item{Ref: ref}
	b, err := checked([]byte(ref), value)
	if err != nil {
		return i, err
	}
	if len(b) < 2 || b[0] >= engine.Statuses || b[1] > 1 {
		return i, damaged("item %q has no status", ref)
	}
	i.Status, i.Attention = b[0], b[1] == 1
	var ok bool
	i.Seq, b, ok = number(b[2:])
	for _, n := range []*int64{&i.Turn, &i.ETD, &i.ETA, &i.Updated} {
		value, size := binary.Varint(b)
		ok = ok && size > 0
		*n, b = value, b[max(size, 0):]
	}
	size, b, whole := number(b)
	if !ok || !whole || size > uint64(len(b)) {
		return i, damaged("item %q is cut short", ref)
	}
	i.Row, i.Words = b[:size:size], engine.Words(b[size:])
	return i, nil
}

// A record is stored behind the number of the change that brought it.

func packFull(key []byte, i engine.Item) []byte {
	return withChecksum(key, append(binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(i.Record)), i.Seq), i.Record...))
}

func unpackFull(key, value []byte) (record []byte, seq uint64, err error) {
	payload, err := checked(key, value)
	if err == nil && len(payload) < 8 {
		err = damaged("record of %q is cut short", key)
	}
	if err != nil {
		return nil, 0, err
	}
	return payload[8:], binary.BigEndian.Uint64(payload), nil
}

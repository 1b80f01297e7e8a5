package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// A list is a bucket of lists/:
//
//	state    (a key) number of the latest change, counts
//	items    ref → shelf, attention, places, row and words, see item.go
//	records  ref → number of the change that brought it, record
//	lines    all orders of the list, see keys.go
var (
	bucketLists   = []byte("lists")
	bucketItems   = []byte("items")
	bucketRecords = []byte("records")
	bucketLines   = []byte("lines")
	keyState      = []byte("state")
)

// list is a list within one transaction.
type list struct {
	name    engine.List
	root    *bbolt.Bucket
	items   *bbolt.Bucket
	records *bbolt.Bucket
	lines   Lines
	state   engine.State
	changed bool
	pending pending // lines that are to be written
}

// bucketName is the list's name as that of a bucket, which is never empty.
func bucketName(l engine.List) []byte { return append([]byte{'='}, l...) }

// open opens a list, once for the transaction; ErrNone.
func (tx Tx) open(name engine.List) (*list, error) {
	if l := tx.lists[name]; l != nil {
		return l, nil
	}
	lists := tx.Bucket(bucketLists)
	if lists == nil {
		return nil, fmt.Errorf("list %q: %w", name, engine.ErrNone)
	}
	root := lists.Bucket(bucketName(name))
	if root == nil {
		return nil, fmt.Errorf("list %q: %w", name, engine.ErrNone)
	}
	l := &list{name: name, root: root, items: root.Bucket(bucketItems), records: root.Bucket(bucketRecords)}
	lines := root.Bucket(bucketLines)
	if l.items == nil || l.records == nil || lines == nil {
		return nil, damaged("list %q is not whole", name)
	}
	l.lines = OpenLines(lines, string(name))
	tx.lists[name] = l
	return l, l.readState()
}

// names are the names of all lists. They must not be made or emptied meanwhile.
func (tx Tx) names() iter.Seq[engine.List] {
	return func(yield func(engine.List) bool) {
		lists := tx.Bucket(bucketLists)
		if lists == nil {
			return
		}
		cursor := lists.Cursor()
		for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
			if !yield(engine.List(key[1:])) {
				return
			}
		}
	}
}

// MakeList is engine.ListTx's.
func (tx Tx) MakeList(name engine.List) error {
	lists, err := tx.CreateBucketIfNotExists(bucketLists)
	if err != nil {
		return fmt.Errorf("make lists: %w", err)
	}
	if lists.Bucket(bucketName(name)) != nil {
		return nil
	}
	root, err := lists.CreateBucket(bucketName(name))
	if err != nil {
		return fmt.Errorf("make list %q: %w", name, err)
	}
	return makeBuckets(root, name)
}

func makeBuckets(root *bbolt.Bucket, name engine.List) error {
	for _, bucket := range [][]byte{bucketItems, bucketRecords, bucketLines} {
		if _, err := root.CreateBucket(bucket); err != nil {
			return fmt.Errorf("make %s of list %q: %w", bucket, name, err)
		}
	}
	return CreateLines(root.Bucket(bucketLines), string(name))
}

// EmptyList is engine.ListTx's.
func (tx Tx) EmptyList(name engine.List) error {
	l, err := tx.open(name)
	if err != nil {
		return err
	}
	delete(tx.lists, name)
	for _, bucket := range [][]byte{bucketItems, bucketRecords, bucketLines} {
		if err := l.root.DeleteBucket(bucket); err != nil {
			return fmt.Errorf("empty %s of list %q: %w", bucket, name, err)
		}
	}
	if err := makeBuckets(l.root, name); err != nil {
		return err
	}
	return l.writeState(engine.State{Seq: l.state.Seq})
}

// readState reads what is known of the list as a whole; of a new one nothing is.
func (l *list) readState() error {
	value := l.root.Get(keyState)
	if value == nil {
		return nil
	}
	payload, err := checked(keyState, value)
	if err != nil {
		return err
	}
	if size, err := binary.Decode(payload, binary.BigEndian, &l.state); err != nil || size != len(payload) {
		return damaged("state of list %q is cut short", l.name)
	}
	return nil
}

func (l *list) writeState(s engine.State) error {
	payload, err := binary.Append(nil, binary.BigEndian, s)
	if err == nil {
		err = l.root.Put(keyState, withChecksum(keyState, payload))
	}
	if err != nil {
		return fmt.Errorf("write state of list %q: %w", l.name, err)
	}
	return nil
}

// State is engine.ListReader's.
func (tx Tx) State(name engine.List) (engine.State, error) {
	l, err := tx.open(name)
	if err != nil {
		return engine.State{}, err
	}
	return l.state, nil
}

// Next is engine.ListTx's.
func (tx Tx) Next(name engine.List) (uint64, error) {
	l, err := tx.open(name)
	if err != nil {
		return 0, err
	}
	l.state.Seq, l.changed = l.state.Seq+1, true
	return l.state.Seq, nil
}

// Items is engine.ListReader's.
func (tx Tx) Items(name engine.List, refs ...string) ([]engine.Item, error) {
	l, err := tx.open(name)
	if err != nil {
		return nil, err
	}
	items := make([]engine.Item, 0, len(refs))
	for _, ref := range refs {
		i, found, err := l.item(ref)
		if err != nil {
			return nil, err
		}
		if found {
			items = append(items, i)
		}
	}
	return items, nil
}

func (l *list) item(ref string) (i engine.Item, found bool, err error) {
	if ref == "" {
		return i, false, nil
	}
	key := []byte(ref)
	value := l.items.Get(key)
	if value == nil {
		return i, false, nil
	}
	i, err = unpackItem(key, value)
	return i, err == nil, err
}

// Record is engine.ListReader's.
func (tx Tx) Record(name engine.List, ref string) (record []byte, seq uint64, err error) {
	l, err := tx.open(name)
	if err != nil {
		return nil, 0, err
	}
	if ref == "" {
		return nil, 0, engine.ErrNone
	}
	key := []byte(ref)
	value := l.records.Get(key)
	if value == nil {
		return nil, 0, engine.ErrNone
	}
	payload, err := checked(key, value)
	if err == nil && len(payload) < 8 {
		err = damaged("record of %q is cut short", ref)
	}
	if err != nil {
		return nil, 0, err
	}
	return payload[8:], binary.BigEndian.Uint64(payload), nil
}

// PutItem is engine.ListTx's.
func (tx Tx) PutItem(name engine.List, i engine.Item) error {
	l, err := tx.open(name)
	if err != nil {
		return err
	}
	if i.Ref == "" || !text(i.Ref) {
		return fmt.Errorf("%q: %w", i.Ref, engine.ErrKey)
	}
	old, found, err := l.item(i.Ref)
	if err != nil {
		return err
	}
	if !found {
		l.exchange(nil, &i)
	} else {
		l.exchange(&old, &i)
	}
	key := []byte(i.Ref)
	if i.Record != nil {
		payload := append(binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(i.Record)), i.Seq), i.Record...)
		if err := l.records.Put(key, withChecksum(key, payload)); err != nil {
			return fmt.Errorf("write record %q: %w", i.Ref, err)
		}
	}
	if err := l.items.Put(key, packItem(key, i)); err != nil {
		return fmt.Errorf("write item %q: %w", i.Ref, err)
	}
	return nil
}

// DropItem is engine.ListTx's.
func (tx Tx) DropItem(name engine.List, ref string) error {
	l, err := tx.open(name)
	if err != nil {
		return err
	}
	old, found, err := l.item(ref)
	if err != nil || !found {
		return err
	}
	l.exchange(&old, nil)
	if err := errors.Join(l.items.Delete([]byte(ref)), l.records.Delete([]byte(ref))); err != nil {
		return fmt.Errorf("drop item %q: %w", ref, err)
	}
	return nil
}

// exchange puts the counts and lines of an item in the place of another's. Either
// may be nil.
func (l *list) exchange(old, fresh *engine.Item) {
	l.changed = true
	if old != nil {
		count(&l.state, old, -1)
	}
	if fresh != nil {
		count(&l.state, fresh, 1)
	}
	if old == nil {
		for _, line := range linesOf(fresh) {
			l.pending.change(line)
		}
		return
	}
	gone := map[string][]byte{}
	for _, line := range linesOf(old) {
		gone[string(line.Key)] = line.Value
	}
	if fresh != nil {
		for _, line := range linesOf(fresh) {
			value, known := gone[string(line.Key)]
			delete(gone, string(line.Key))
			if !known || !bytes.Equal(value, line.Value) {
				l.pending.change(line)
			}
		}
	}
	for key := range gone {
		l.pending.change(Change{Key: []byte(key), Gone: true})
	}
}

// count adds an item to the counts, or takes it off.
func count(s *engine.State, i *engine.Item, by int) {
	s.All[i.Shelf] += uint64(by)
	if i.Attention {
		s.Attention[i.Shelf] += uint64(by)
	}
}

// fill is how full pages are made when they are split. Shipments are numbered as
// they come, and of their records only two or three fit on a page.
const fill = 1

// save writes what has been put off. It is the last thing that a transaction does
// with the list.
func (l *list) save() error {
	if !l.changed {
		return nil
	}
	l.items.FillPercent, l.records.FillPercent = fill, fill
	if err := l.flush(); err != nil {
		return err
	}
	return l.writeState(l.state)
}

// flush writes the lines that were put off.
func (l *list) flush() error {
	if len(l.pending.lines) == 0 {
		return nil
	}
	return l.lines.Edit(l.pending.take())
}

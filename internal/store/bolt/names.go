package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"porthole/internal/store/engine"
)

// Which lists there are, and how one takes the place of another.

// Lists is engine.ListReader's.
func (tx transaction) Lists() (names []engine.List, err error) {
	lists := tx.bbolt.Bucket(bucketLists)
	if lists == nil {
		return nil, nil
	}
	head := nameKey("")
	cursor := lists.Cursor()
	for key, _ := cursor.Seek(head); bytes.HasPrefix(key, head); key, _ = cursor.Next() {
		names = append(names, engine.List(key[len(head):]))
	}
	return names, nil
}

// MakeList is engine.ListTx's.
func (tx transaction) MakeList(name engine.List, after uint64) error {
	lists, err := tx.bbolt.CreateBucketIfNotExists(bucketLists)
	if err != nil {
		return fmt.Errorf("make lists: %w", err)
	}
	key := nameKey(name)
	if lists.Get(key) != nil {
		return nil
	}
	number, err := lists.NextSequence()
	if err != nil {
		return fmt.Errorf("number list %q: %w", name, err)
	}
	id := binary.BigEndian.AppendUint64(nil, number)
	root, err := lists.CreateBucket(numberName(id))
	if err == nil {
		err = lists.Put(key, withChecksum(key, id))
	}
	for _, bucket := range [][]byte{bucketItems, bucketRecords, bucketLines} {
		if err == nil {
			_, err = root.CreateBucket(bucket)
		}
	}
	if err != nil {
		return fmt.Errorf("make list %q: %w", name, err)
	}
	if err := createLines(root.Bucket(bucketLines), string(id)); err != nil {
		return err
	}
	l := list{name: name, root: root, state: engine.State{Seq: after}}
	return l.writeState()
}

// DropList is engine.ListTx's.
func (tx transaction) DropList(name engine.List) error {
	delete(tx.lists, name)
	_, id, err := tx.root(name)
	if errors.Is(err, engine.ErrNone) {
		return nil
	}
	lists := tx.bbolt.Bucket(bucketLists)
	if err == nil {
		err = lists.DeleteBucket(numberName(id))
	} else if errors.Is(err, engine.ErrDamaged) {
		err = nil // its bucket cannot be found
	}
	if err == nil {
		err = lists.Delete(nameKey(name))
	}
	if err != nil {
		return fmt.Errorf("drop list %q: %w", name, err)
	}
	return nil
}

// ReplaceList is engine.ListTx's.
func (tx transaction) ReplaceList(name, by engine.List) error {
	l, err := tx.open(by)
	if err != nil {
		return err
	}
	if err := l.save(); err != nil {
		return err
	}
	_, id, err := tx.root(by)
	if err != nil {
		return err
	}
	id = bytes.Clone(id)
	if err := tx.DropList(name); err != nil {
		return err
	}
	delete(tx.lists, by)
	lists, key := tx.bbolt.Bucket(bucketLists), nameKey(name)
	if err := errors.Join(lists.Delete(nameKey(by)), lists.Put(key, withChecksum(key, id))); err != nil {
		return fmt.Errorf("replace list %q: %w", name, err)
	}
	return nil
}

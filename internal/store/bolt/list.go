package bolt

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// The bucket lists/ has a number for each name of a list, and under each number a
// bucket, so that a list takes another's name without being touched:
//
//	state    (a key) number of the latest change, counts
//	items    ref → status, attention, places, row and words, see items.go
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
	lines   *lines
	state   engine.State
	unknown error // why the state cannot be read
	changed bool
	pending pending // lines that are to be written
}

// nameKey is where the number of a list stands, and numberName the name of the
// bucket with a number.
func nameKey(l engine.List) []byte { return append([]byte{'='}, l...) }

func numberName(id []byte) []byte { return append([]byte{'#'}, id...) }

// root is the bucket of a list, and its number; ErrNone.
func (tx transaction) root(name engine.List) (root *bbolt.Bucket, id []byte, err error) {
	lists, key := tx.bbolt.Bucket(bucketLists), nameKey(name)
	if lists == nil || lists.Get(key) == nil {
		return nil, nil, fmt.Errorf("list %q: %w", name, engine.ErrNone)
	}
	if id, err = checked(key, lists.Get(key)); err != nil {
		return nil, nil, err
	}
	if root = lists.Bucket(numberName(id)); root == nil {
		err = damaged("list %q is missing", name)
	}
	return root, id, err
}

// open opens a list, once for the transaction; ErrNone.
func (tx transaction) open(name engine.List) (*list, error) {
	if l := tx.lists[name]; l != nil {
		return l, nil
	}
	root, id, err := tx.root(name)
	if err != nil {
		return nil, err
	}
	l := &list{name: name, root: root, items: root.Bucket(bucketItems), records: root.Bucket(bucketRecords)}
	lines := root.Bucket(bucketLines)
	if l.items == nil || l.records == nil || lines == nil {
		return nil, damaged("list %q is not whole", name)
	}
	l.unknown = l.readState()
	l.lines = openLines(lines, string(id))
	tx.lists[name] = l
	return l, nil
}

// flushed opens a list whose lines are to be read.
func (tx transaction) flushed(name engine.List) (*list, error) {
	l, err := tx.open(name)
	if err == nil {
		err = l.flush()
	}
	return l, err
}

// readState reads what is known of the list as a whole.
func (l *list) readState() error {
	payload, err := checked(keyState, l.root.Get(keyState))
	if err != nil {
		return err
	}
	if size, err := binary.Decode(payload, binary.BigEndian, &l.state); err != nil || size != len(payload) {
		return damaged("state of list %q is cut short", l.name)
	}
	return nil
}

func (l *list) writeState() error {
	payload, err := binary.Append(nil, binary.BigEndian, l.state)
	if err == nil {
		err = l.root.Put(keyState, withChecksum(keyState, payload))
	}
	if err != nil {
		return fmt.Errorf("write state of list %q: %w", l.name, err)
	}
	return nil
}

// State is engine.ListReader's.
func (tx transaction) State(name engine.List) (engine.State, error) {
	l, err := tx.open(name)
	if err != nil {
		return engine.State{}, err
	}
	return l.state, l.unknown
}

// Next is engine.ListTx's.
func (tx transaction) Next(name engine.List) (uint64, error) {
	l, err := tx.open(name)
	if err != nil {
		return 0, err
	}
	if l.unknown != nil {
		return 0, l.unknown
	}
	l.state.Seq, l.changed = l.state.Seq+1, true
	return l.state.Seq, nil
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
	return l.writeState()
}

// flush writes the lines that were put off.
func (l *list) flush() error {
	if len(l.pending.lines) == 0 {
		return nil
	}
	return l.lines.edit(l.pending.take())
}

// pending are the lines of a list that a transaction has changed and not written
// yet. They are written together in the order of their keys, so that each block is
// made once.
type pending struct {
	lines      []change            // of several for one key the last counts
	references map[string][]change // those of them that are about a reference, by its text
}

func (p *pending) add(c change) {
	p.lines = append(p.lines, c)
	if word, class := wordOf(c.key); class == classReference {
		if p.references == nil {
			p.references = map[string][]change{}
		}
		p.references[string(word)] = append(p.references[string(word)], c)
	}
}

// take empties it, and gives the lines in order, each once.
func (p *pending) take() []change {
	taken := p.lines
	*p = pending{}
	slices.Reverse(taken) // so that the last of several is the first
	slices.SortStableFunc(taken, func(a, b change) int { return bytes.Compare(a.key, b.key) })
	return slices.CompactFunc(taken, func(a, b change) bool { return bytes.Equal(a.key, b.key) })
}

// wordOf is the word of a line and its class; 0 for a line of another order.
func wordOf(key []byte) (word []byte, class byte) {
	if key[0] != keyWord {
		return nil, 0
	}
	word, rest, _ := bytes.Cut(key[keyHead:], []byte{0})
	return word, rest[0]
}

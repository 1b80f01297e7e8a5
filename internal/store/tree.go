package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// tree is a room or the hall within one transaction.
type tree struct {
	slug    string // hallName: the hall
	tx      bolt.Tx
	root    *bbolt.Bucket
	records *bbolt.Bucket // nil in the hall
	rows    *bbolt.Bucket
	index   bolt.Lines
	state   state
	outside bool    // the hall for who sees what customers see
	dirty   bool    // state is to be written
	pending pending // lines of the index that are to be written
}

// shelfCount is how many statuses are counted, with one for the unknown.
const shelfCount = 6

// state is what a tree knows of itself as a whole.
type state struct {
	seq       uint64             // number of the latest change
	all       [shelfCount]uint64 // rows by status
	attention [shelfCount]uint64 // those that need attention
}

// treePath is where a tree stands, below the buckets that are given.
func treePath(slug string, below ...[]byte) [][]byte {
	if slug == hallName {
		return append(below, bucketHall)
	}
	return append(below, bucketWindow, []byte(slug))
}

// openTree opens a room or the hall for reading and writing.
func openTree(tx bolt.Tx, slug string, below ...[]byte) (*tree, error) {
	t, err := openStateless(tx, slug, below...)
	if err != nil {
		return nil, err
	}
	t.state, err = readState(t.root)
	return t, err
}

// openStateless opens a tree of which it need not be known how far it has come:
// for reading single rows and records, whatever has become of the rest.
func openStateless(tx bolt.Tx, slug string, below ...[]byte) (*tree, error) {
	root, err := bucket(tx, treePath(slug, below...)...)
	if err != nil {
		return nil, err
	}
	t := &tree{slug: slug, tx: tx, root: root, rows: root.Bucket(bucketRows)}
	index := root.Bucket(bucketIndex)
	if slug != hallName {
		if t.records = root.Bucket(bucketRecords); t.records == nil {
			return nil, fmt.Errorf("room %q has no records: %w", slug, errDamaged)
		}
	}
	if t.rows == nil || index == nil {
		return nil, fmt.Errorf("tree %q is not whole: %w", slug, errDamaged)
	}
	t.index = bolt.OpenLines(index, slug)
	return t, nil
}

// readState reads what a tree knows of itself; a new one knows nothing.
func readState(root *bbolt.Bucket) (state, error) {
	var s state
	sealed := root.Get(keyState)
	if sealed == nil {
		return s, nil
	}
	payload, err := unseal(keyState, sealed)
	if err != nil {
		return s, err
	}
	if _, err := binary.Decode(payload, binary.BigEndian, &s.seq); err != nil || len(payload) != 8+16*shelfCount {
		return s, fmt.Errorf("state is cut short: %w", errDamaged)
	}
	for i := range shelfCount {
		s.all[i] = binary.BigEndian.Uint64(payload[8+16*i:])
		s.attention[i] = binary.BigEndian.Uint64(payload[16+16*i:])
	}
	return s, nil
}

// rowFill is how full pages are made of what mostly comes in the order of its
// keys: shipments are numbered as they come.
const rowFill = 1

// save writes the index and the state when something has changed them. It is
// the last thing that a transaction does with a tree.
func (t *tree) save() error {
	if !t.dirty {
		return nil
	}
	t.rows.FillPercent = rowFill
	if t.records != nil {
		t.records.FillPercent = rowFill
	}
	if err := t.pending.flush(t.index); err != nil {
		return err
	}
	payload := numberKey(t.state.seq)
	for i := range shelfCount {
		payload = binary.BigEndian.AppendUint64(payload, t.state.all[i])
		payload = binary.BigEndian.AppendUint64(payload, t.state.attention[i])
	}
	return put(t.root, keyState, seal(keyState, payload))
}

// total is how many rows there are.
func (s state) total() (n uint64) {
	for _, rows := range s.all {
		n += rows
	}
	return n
}

// counts are the state's numbers under each tab.
func (s state) counts() model.Counts {
	counts := model.Counts{}
	for _, tab := range model.Tabs() {
		counts[tab] = 0
		for _, shelf := range shelvesOf(tab, "") {
			if shelf&attentionBit != 0 {
				counts[tab] += int(s.attention[shelf&^attentionBit])
			} else {
				counts[tab] += int(s.all[shelf])
			}
		}
	}
	return counts
}

// count adds a held row to the numbers, or takes it off.
func (s *state) count(h held, by int) {
	s.all[h.shelf()] += uint64(by)
	if h.attention {
		s.attention[h.shelf()] += uint64(by)
	}
}

// held is the row of ref; false when the tree has none such.
func (t *tree) held(ref string) (h held, found bool, err error) {
	key := []byte(ref)
	sealed := t.rows.Get(key)
	if sealed == nil {
		return held{}, false, nil
	}
	payload, err := unseal(key, sealed)
	if err != nil {
		return held{}, false, err
	}
	h, err = unpackHeld(payload)
	return h, err == nil, err
}

// next is the number of a new change.
func (t *tree) next() uint64 {
	t.state.seq++
	t.dirty = true
	return t.state.seq
}

// set puts a row into the tree under the change number that it carries, in place
// of the one that the tree has.
func (t *tree) set(h held) error {
	ref := h.row.Ref.String()
	old, found, err := t.held(ref)
	if err != nil {
		return err
	}
	if found {
		return t.exchange(&old, &h)
	}
	return t.exchange(nil, &h)
}

// drop takes the row of ref off the tree; nothing happens when there is none.
func (t *tree) drop(ref string) error {
	old, found, err := t.held(ref)
	if err != nil || !found {
		return err
	}
	if t.records != nil {
		if err := remove(t.records, []byte(ref)); err != nil {
			return err
		}
	}
	return t.exchange(&old, nil)
}

// exchange puts one held row in the place of another: rows, index and counts.
// Either may be nil.
func (t *tree) exchange(old, fresh *held) error {
	t.dirty = true
	if old != nil {
		t.state.count(*old, -1)
	}
	if fresh != nil {
		t.state.count(*fresh, 1)
	}
	t.exchangeIndex(old, fresh)
	if fresh == nil {
		return remove(t.rows, []byte(old.row.Ref.String()))
	}
	key := []byte(fresh.row.Ref.String())
	return put(t.rows, key, seal(key, fresh.pack()))
}

// exchangeIndex notes the lines that are new or different, and those that are
// gone.
func (t *tree) exchangeIndex(old, fresh *held) {
	if old == nil {
		for _, e := range fresh.entries() {
			t.pending.change(e, false)
		}
		return
	}
	gone := map[string][]byte{}
	for _, e := range old.entries() {
		gone[string(e.key)] = e.value
	}
	if fresh != nil {
		for _, e := range fresh.entries() {
			value, known := gone[string(e.key)]
			delete(gone, string(e.key))
			if !known || !bytes.Equal(value, e.value) {
				t.pending.change(e, false)
			}
		}
	}
	for key := range gone {
		t.pending.change(entry{key: []byte(key)}, true)
	}
}

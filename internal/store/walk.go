package store

import (
	"bytes"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// walk goes over the lines of one order on some shelves as if they were one
// sorted list, from any point, in both directions. It costs one seek for each
// shelf and then one step for each line.
//
// A point is a line's key without the order byte; where the shelves are merged
// (whole is false) also without the shelf.
type walk struct {
	index   bolt.Lines
	order   byte
	shelves []byte
	whole   bool   // one shelf after the other, instead of a merge
	prefix  []byte // of what follows the shelf; for the search
	lanes   []lane
	back    bool
}

// lane is one shelf of a walk, standing at its next line; a nil key is its end.
type lane struct {
	cursor     *bolt.Cursor
	key, value []byte
	head       []byte // what all keys of the lane begin with
}

// errNoValue is for a line of the search that does not say what it should.
var errNoValue = fmt.Errorf("line of the search has no value: %w", errDamaged)

// newWalk is the walk over an index in an order; in that of a search over what
// begins with a key.
func newWalk(index bolt.Lines, shelves []byte, by model.Sort, prefix string) *walk {
	w := &walk{index: index, shelves: shelves}
	switch by {
	case model.ByMatch:
		w.order, w.prefix = orderSearch, []byte(prefix)
	case model.ByETD:
		w.order = orderETD
	case model.ByETA:
		w.order = orderETA
	case model.ByRef:
		w.order = orderRef
	case model.ByStatus:
		w.order, w.whole = orderUpdated, true
	default:
		w.order = orderUpdated
	}
	return w
}

// point is where a line stands.
func (w *walk) point(key []byte) []byte {
	if w.whole {
		return key[1:]
	}
	return key[indexHead:]
}

// start places the walk before its first line that lies behind point, or ahead
// of it when the walk goes back; at is whether a line at point itself counts. A
// nil point is the beginning, or the end when the walk goes back.
func (w *walk) start(point []byte, at, back bool) error {
	w.back, w.lanes = back, w.lanes[:0]
	shelves := w.shelves
	if w.order == orderSearch {
		shelves = wordShelves(shelves)
	}
	for _, shelf := range shelves {
		l := lane{cursor: w.index.Cursor(), head: append([]byte{w.order, shelf}, w.prefix...)}
		l.place(w.target(shelf, point), at, back)
		if err := w.settle(&l); err != nil {
			return err
		}
		w.lanes = append(w.lanes, l)
	}
	return nil
}

// target is the key on a shelf that corresponds to a point. Nil: there is none,
// the whole shelf lies on one side, which place finds out by the lane's head.
func (w *walk) target(shelf byte, point []byte) []byte {
	switch {
	case point == nil:
		return nil
	case w.whole:
		return append([]byte{w.order}, point...)
	default:
		return append([]byte{w.order, shelf}, point...)
	}
}

// place moves the cursor to the first line of the lane behind target, or to
// the last one ahead of it.
func (l *lane) place(target []byte, at, back bool) {
	switch {
	case back && (target == nil || bytes.Compare(target, l.head) > 0 && !bytes.HasPrefix(target, l.head)):
		l.seekEnd()
	case back:
		l.seekAhead(target, at)
	case target == nil || bytes.Compare(target, l.head) < 0:
		l.key, l.value = l.cursor.Seek(l.head)
	default:
		l.key, l.value = l.cursor.Seek(target)
		if !at && bytes.Equal(l.key, target) {
			l.key, l.value = l.cursor.Next()
		}
	}
}

// seekEnd moves to the last line of the lane.
func (l *lane) seekEnd() {
	l.cursor.Seek(successor(l.head))
	l.key, l.value = l.cursor.Prev()
}

// seekAhead moves to the last line ahead of target, or at it.
func (l *lane) seekAhead(target []byte, at bool) {
	l.key, l.value = l.cursor.Seek(target)
	if !at || !bytes.Equal(l.key, target) {
		l.key, l.value = l.cursor.Prev()
	}
}

// successor is the first key behind all those that begin with head, whose last
// byte is never the greatest there is: orders, shelves and folded text.
func successor(head []byte) []byte {
	end := bytes.Clone(head)
	end[len(end)-1]++
	return end
}

// settle leaves the lane at its next line that counts: within the lane, and in
// a search the shipment's first.
func (w *walk) settle(l *lane) error {
	for l.key != nil {
		if !bytes.HasPrefix(l.key, l.head) {
			l.key = nil
			return nil
		}
		if w.order != orderSearch {
			return nil
		}
		if len(l.value) != 2 {
			return errNoValue
		}
		if int(l.value[0]) < len(w.prefix) {
			return nil
		}
		l.step(w.back)
	}
	return l.cursor.Err() //nolint:wrapcheck // the block is named
}

func (l *lane) step(back bool) {
	if back {
		l.key, l.value = l.cursor.Prev()
	} else {
		l.key, l.value = l.cursor.Next()
	}
}

// next is the next line of the walk; nil at its end.
func (w *walk) next() ([]byte, error) {
	best := -1
	for i := range w.lanes {
		if w.lanes[i].key == nil {
			continue
		}
		if best < 0 || (bytes.Compare(w.point(w.lanes[i].key), w.point(w.lanes[best].key)) < 0) != w.back {
			best = i
		}
	}
	if best < 0 {
		return nil, nil
	}
	l := &w.lanes[best]
	key := bytes.Clone(l.key) // the lane moves on
	l.step(w.back)
	return key, w.settle(l)
}

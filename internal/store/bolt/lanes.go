package bolt

import (
	"bytes"
	"iter"

	"porthole/internal/store/engine"
)

// Lines is engine.ListReader's. It costs one seek for each shelf and then one step
// for each line.
func (tx Tx) Lines(name engine.List, q engine.Query) iter.Seq2[engine.Line, error] {
	return func(yield func(engine.Line, error) bool) {
		l, err := tx.open(name)
		if err == nil {
			err = l.flush()
		}
		if err != nil {
			yield(engine.Line{}, err)
			return
		}
		m := l.merge(q)
		var line engine.Line
		for at := m.next(); at != nil; at = m.next() {
			var ok bool
			line, ok = parse(at.key, at.value, line.Word)
			if !ok {
				m.err = damaged("line %q of list %q", at.key, name)
				break
			}
			m.step(at)
			m.settle(at)
			if q.Order != engine.ByStatus {
				line.Status = 0
			}
			if !yield(line, nil) {
				return
			}
		}
		if m.err != nil {
			yield(engine.Line{}, m.err)
		}
	}
}

// merge goes over the lines of some shelves as if they were one sorted list.
type merge struct {
	order  byte
	prefix []byte
	whole  bool // one shelf after the other
	back   bool
	lanes  []lane
	err    error
}

// lane is one shelf of a merge, standing at its next line; a nil key is its end.
type lane struct {
	cursor     *Cursor
	key, value []byte
	head       []byte // what all keys of the lane begin with
}

func (l *list) merge(q engine.Query) *merge {
	m := &merge{order: orderKey(q.Order), whole: q.Order == engine.ByStatus, back: q.Back}
	if m.order == keyWord {
		m.prefix = []byte(q.Prefix)
	}
	for _, shelf := range shelvesOf(q) {
		if q.Order != engine.ByChange && !l.holds(m.order, shelf) {
			continue
		}
		at := lane{cursor: l.lines.Cursor(), head: append([]byte{m.order, shelf}, m.prefix...)}
		at.place(m.target(shelf, q), q.At, q.Back)
		m.lanes = append(m.lanes, at)
		m.settle(&m.lanes[len(m.lanes)-1])
	}
	return m
}

// shelvesOf are the shelves on which the lines of a query stand.
func shelvesOf(q engine.Query) (shelves []byte) {
	if q.Order == engine.ByChange {
		return []byte{oneShelf}
	}
	for _, shelf := range q.Statuses {
		if q.Order == engine.ByWord && !q.Attention {
			shelves = append(shelves, shelf)
		}
		if q.Order == engine.ByWord || q.Attention {
			shelf |= attention
		}
		shelves = append(shelves, shelf)
	}
	return shelves
}

// holds reports whether anything may stand on a shelf in an order of all shelves.
func (l *list) holds(order, shelf byte) bool {
	all, attending := l.state.All[shelf&^attention], l.state.Attention[shelf&^attention]
	switch {
	case l.unknown != nil:
		return true
	case shelf&attention != 0:
		return attending > 0
	case order == keyWord:
		return all > attending
	default:
		return all > 0
	}
}

// target is the key on a shelf that corresponds to where a query begins; nil: at
// the beginning of the shelf.
func (m *merge) target(shelf byte, q engine.Query) []byte {
	if q.From == nil {
		return nil
	}
	if m.whole {
		shelf = q.From.Status | shelf&attention
	}
	return appendPoint([]byte{m.order, shelf}, m.order, *q.From)
}

// place moves to the first line of the lane behind target, or to the last one
// ahead of it; with at, a line at target itself counts.
func (l *lane) place(target []byte, at, back bool) {
	switch {
	case back && (target == nil || bytes.Compare(target, l.head) > 0 && !bytes.HasPrefix(target, l.head)):
		l.cursor.Seek(behind(l.head))
		l.key, l.value = l.cursor.Prev()
	case back:
		l.key, l.value = l.cursor.Seek(target)
		if !at || !bytes.Equal(l.key, target) {
			l.key, l.value = l.cursor.Prev()
		}
	case target == nil || bytes.Compare(target, l.head) < 0:
		l.key, l.value = l.cursor.Seek(l.head)
	default:
		l.key, l.value = l.cursor.Seek(target)
		if !at && bytes.Equal(l.key, target) {
			l.key, l.value = l.cursor.Next()
		}
	}
}

// behind is the first key behind all those that begin with head. Its last byte is
// never the greatest there is: orders, shelves and UTF-8 have none such.
func behind(head []byte) []byte {
	end := bytes.Clone(head)
	end[len(end)-1]++
	return end
}

// settle leaves the lane at its next line that counts: within the lane, and of
// words the item's first.
func (m *merge) settle(l *lane) {
	for l.key != nil && bytes.HasPrefix(l.key, l.head) {
		if m.order != keyWord || len(l.value) != 2 || int(l.value[0]) < len(m.prefix) {
			return
		}
		m.step(l)
	}
	l.key = nil
	if err := l.cursor.Err(); err != nil {
		m.err = err
	}
}

func (m *merge) step(l *lane) {
	if m.back {
		l.key, l.value = l.cursor.Prev()
	} else {
		l.key, l.value = l.cursor.Next()
	}
}

// next is the lane that stands at the next line of all; nil at the end.
func (m *merge) next() (best *lane) {
	for i := range m.lanes {
		if l := &m.lanes[i]; l.key != nil && (best == nil || (bytes.Compare(m.point(l.key), m.point(best.key)) < 0) != m.back) {
			best = l
		}
	}
	if m.err != nil {
		return nil
	}
	return best
}

// point is what the lines of a merge are in the order of.
func (m *merge) point(key []byte) []byte {
	if m.whole {
		return key[1:]
	}
	return key[keyHead:]
}

package bolt

import (
	"bytes"
	"cmp"
	"iter"

	"porthole/internal/store/engine"
)

// Lines is engine.ListReader's. It costs one seek for each group and then one step
// for each line.
func (tx transaction) Lines(name engine.List, q engine.Query) iter.Seq2[engine.Line, error] {
	return func(yield func(engine.Line, error) bool) {
		l, err := tx.flushed(name)
		if err != nil {
			yield(engine.Line{}, err)
			return
		}
		m := l.merge(q)
		var line engine.Line
		for at := m.next(); at != nil; at = m.next() {
			var ok bool
			if line, ok = parse(at.key, at.value, line.Word); !ok {
				m.err = damaged("line %q of list %q", at.key, name)
				break
			}
			at.next()
			m.skipRepeated(at)
			if !m.whole {
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

// iterator goes over the lines that begin with the same bytes.
type iterator struct {
	walk
	lines *lineCursor
}

// over is an iterator over the lines that begin with head.
func (l *lines) over(head []byte, back bool) *iterator {
	c := l.cursor()
	return &iterator{walk{cursor: c, head: head, back: back}, c}
}

// merge goes over the lines of some groups as if they were one sorted list.
type merge struct {
	order  byte
	prefix []byte
	whole  bool // one group after the other
	back   bool
	groups []*iterator
	err    error
}

func (l *list) merge(q engine.Query) *merge {
	m := &merge{order: orderKey(q.Order), whole: q.Order == engine.ByStatus, back: q.Back}
	if m.order == keyWord {
		m.prefix = []byte(q.Prefix)
	}
	for _, group := range groupsOf(q) {
		if q.Order != engine.ByChange && !l.holds(m.order, group) {
			continue
		}
		at := l.lines.over(append([]byte{m.order, group}, m.prefix...), q.Back)
		at.begin(m.from(group, q), q.At)
		m.skipRepeated(at)
		m.groups = append(m.groups, at)
	}
	return m
}

// groupsOf are the groups in which the lines of a query stand.
func groupsOf(q engine.Query) (groups []byte) {
	if q.Order == engine.ByChange {
		return []byte{oneGroup}
	}
	for _, status := range q.Statuses {
		if q.Order == engine.ByWord && !q.Attention {
			groups = append(groups, status)
		}
		if q.Order == engine.ByWord || q.Attention {
			status |= attention
		}
		groups = append(groups, status)
	}
	return groups
}

// holds reports whether anything may stand in a group in an order of all groups.
func (l *list) holds(order, group byte) bool {
	all, attending := l.state.All[group&^attention], l.state.Attention[group&^attention]
	switch {
	case l.unknown != nil:
		return true
	case group&attention != 0:
		return attending > 0
	case order == keyWord:
		return all > attending
	default:
		return all > 0
	}
}

// from is the key in a group at which a query begins; nil: at the beginning.
func (m *merge) from(group byte, q engine.Query) []byte {
	if q.From == nil {
		return nil
	}
	if m.whole {
		group = q.From.Status | group&attention
	}
	return appendPoint([]byte{m.order, group}, m.order, *q.From)
}

// skipRepeated leaves an iterator at its next line that counts: of the words of an item its
// first that begins with the prefix.
func (m *merge) skipRepeated(i *iterator) {
	for m.order == keyWord && i.key != nil && len(i.value) == 2 && int(i.value[0]) >= len(m.prefix) {
		i.next()
	}
	if i.key == nil {
		m.err = cmp.Or(m.err, i.lines.err)
	}
}

// next is the iterator that stands at the next line of all; nil at the end.
func (m *merge) next() (best *iterator) {
	for _, i := range m.groups {
		if i.key != nil && (best == nil || (bytes.Compare(m.point(i.key), m.point(best.key)) < 0) != m.back) {
			best = i
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

package enginetest

import (
	"bytes"
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"porthole/internal/store/engine"
)

// naiveList is a list as a map. Its lines are made and sorted when they are read.
type naiveList struct {
	seq     uint64
	items   map[string]engine.Item
	records map[string]naiveRecord
}

type naiveRecord struct {
	text []byte
	seq  uint64
}

func (l *naiveList) clone() *naiveList {
	return &naiveList{l.seq, maps.Clone(l.items), maps.Clone(l.records)}
}

func (m *moment) list(name engine.List) (*naiveList, error) {
	l := m.lists[name]
	if l == nil {
		return nil, engine.ErrNone
	}
	return l, nil
}

// MakeList is engine.ListTx's.
func (m *moment) MakeList(name engine.List) error {
	if m.lists[name] == nil {
		m.lists[name] = &naiveList{items: map[string]engine.Item{}, records: map[string]naiveRecord{}}
	}
	return nil
}

// EmptyList is engine.ListTx's.
func (m *moment) EmptyList(name engine.List) error {
	l, err := m.list(name)
	if err == nil {
		clear(l.items)
		clear(l.records)
	}
	return err
}

// State is engine.ListReader's.
func (m *moment) State(name engine.List) (s engine.State, err error) {
	l, err := m.list(name)
	if err != nil {
		return s, err
	}
	s.Seq = l.seq
	for _, i := range l.items {
		s.All[i.Shelf]++
		if i.Attention {
			s.Attention[i.Shelf]++
		}
	}
	return s, nil
}

// Items is engine.ListReader's.
func (m *moment) Items(name engine.List, refs ...string) (items []engine.Item, err error) {
	l, err := m.list(name)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		if i, found := l.items[ref]; found {
			items = append(items, i)
		}
	}
	return items, nil
}

// Record is engine.ListReader's.
func (m *moment) Record(name engine.List, ref string) ([]byte, uint64, error) {
	l, err := m.list(name)
	if err != nil {
		return nil, 0, err
	}
	r, found := l.records[ref]
	if !found {
		return nil, 0, engine.ErrNone
	}
	return r.text, r.seq, nil
}

// Next is engine.ListTx's.
func (m *moment) Next(name engine.List) (uint64, error) {
	l, err := m.list(name)
	if err != nil {
		return 0, err
	}
	l.seq++
	return l.seq, nil
}

// PutItem is engine.ListTx's.
func (m *moment) PutItem(name engine.List, i engine.Item) error {
	l, err := m.list(name)
	if err != nil {
		return err
	}
	if i.Ref == "" || !plainText(i.Ref) {
		return engine.ErrKey
	}
	if i.Record != nil {
		l.records[i.Ref] = naiveRecord{bytes.Clone(i.Record), i.Seq}
	}
	i.Row, i.Record = bytes.Clone(i.Row), nil
	l.items[i.Ref] = i
	return nil
}

// DropItem is engine.ListTx's.
func (m *moment) DropItem(name engine.List, ref string) error {
	l, err := m.list(name)
	if err == nil {
		delete(l.items, ref)
		delete(l.records, ref)
	}
	return err
}

// Lines is engine.ListReader's.
func (m *moment) Lines(name engine.List, q engine.Query) iter.Seq2[engine.Line, error] {
	return func(yield func(engine.Line, error) bool) {
		l, err := m.list(name)
		if err != nil {
			yield(engine.Line{}, err)
			return
		}
		for _, line := range l.lines(q) {
			if !yield(line, nil) {
				return
			}
		}
	}
}

func (l *naiveList) lines(q engine.Query) []engine.Line {
	var lines []engine.Line
	for _, i := range l.items {
		standing := q.Order == engine.ByChange || slices.Contains(q.Shelves, i.Shelf) && (i.Attention || !q.Attention)
		if line, found := lineOf(i, q); found && standing {
			lines = append(lines, line)
		}
	}
	order := comparison(q.Order)
	slices.SortFunc(lines, func(a, b engine.Line) int { return order(a.Point, b.Point) })
	if q.Back {
		slices.Reverse(lines)
	}
	return slices.DeleteFunc(lines, func(line engine.Line) bool {
		if q.From == nil {
			return false
		}
		side := order(line.Point, *q.From)
		if q.Back {
			side = -side
		}
		return side < 0 || side == 0 && !q.At
	})
}

// lineOf is the line of a shipment in an order; false when it has none.
func lineOf(i engine.Item, q engine.Query) (line engine.Line, found bool) {
	line.Ref = i.Ref
	switch q.Order {
	case engine.ByUpdate:
		line.At, line.Seq = i.Updated, i.Seq
	case engine.ByStatus:
		line.Shelf, line.At, line.Seq = i.Shelf, i.Updated, i.Seq
	case engine.ByETD:
		line.At = i.ETD
	case engine.ByETA:
		line.At = i.ETA
	case engine.ByChange:
		line.Seq = i.Seq
	case engine.ByWord:
		for text, kinds := range i.Words.All() {
			if q.Prefix != "" && strings.HasPrefix(string(text), q.Prefix) {
				line.Word, line.Kinds, line.Plain = string(text), kinds, kinds == 0
				return line, true
			}
		}
		return line, false
	}
	return line, true
}

// comparison is how points of an order compare.
func comparison(o engine.Order) func(a, b engine.Point) int {
	return func(a, b engine.Point) int {
		switch o {
		case engine.ByUpdate, engine.ByStatus:
			return cmp.Or(cmp.Compare(a.Shelf, b.Shelf), cmp.Compare(b.At, a.At), cmp.Compare(b.Seq, a.Seq), cmp.Compare(a.Ref, b.Ref))
		case engine.ByWord:
			return cmp.Or(cmp.Compare(a.Word, b.Word), cmp.Compare(class(a), class(b)), cmp.Compare(a.Ref, b.Ref))
		default:
			return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Ref, b.Ref))
		}
	}
}

func class(p engine.Point) int {
	if p.Plain {
		return 1
	}
	return 0
}

// Turns is engine.ListReader's.
func (m *moment) Turns(now time.Time, limit int) ([]engine.Turn, error) {
	type waiting struct {
		engine.Turn
		since int64
	}
	var all []waiting
	for name, l := range m.lists {
		for _, i := range l.items {
			if i.Turn != 0 && i.Turn <= now.UnixNano() {
				all = append(all, waiting{engine.Turn{List: name, Ref: i.Ref}, i.Turn})
			}
		}
	}
	slices.SortFunc(all, func(a, b waiting) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.List, b.List), cmp.Compare(a.Ref, b.Ref))
	})
	var turns []engine.Turn
	for _, w := range all[:min(limit, len(all))] {
		turns = append(turns, w.Turn)
	}
	return turns, nil
}

// Find is engine.ListReader's.
func (m *moment) Find(name engine.List, kinds uint8, text string) (refs []string, err error) {
	l, err := m.list(name)
	if err != nil {
		return nil, err
	}
	for ref, i := range l.items {
		for word, is := range i.Words.All() {
			if string(word) == text && is&kinds != 0 {
				refs = append(refs, ref)
			}
		}
	}
	slices.Sort(refs)
	return refs, nil
}

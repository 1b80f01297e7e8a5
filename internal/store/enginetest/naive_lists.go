package enginetest

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
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

// Lists is engine.ListReader's.
func (m *moment) Lists() ([]engine.List, error) { return slices.Sorted(maps.Keys(m.lists)), nil }

// MakeList is engine.ListTx's.
func (m *moment) MakeList(name engine.List, after uint64) error {
	if m.lists[name] == nil {
		m.lists[name] = &naiveList{seq: after, items: map[string]engine.Item{}, records: map[string]naiveRecord{}}
	}
	return nil
}

// DropList is engine.ListTx's.
func (m *moment) DropList(name engine.List) error {
	delete(m.lists, name)
	return nil
}

// ReplaceList is engine.ListTx's.
func (m *moment) ReplaceList(name, by engine.List) error {
	l, err := m.list(by)
	if err == nil {
		m.lists[name] = l
		delete(m.lists, by)
	}
	return err
}

// Records is engine.ListReader's.
func (m *moment) Records(name engine.List, after string) iter.Seq2[engine.Item, error] {
	return func(yield func(engine.Item, error) bool) {
		l, err := m.list(name)
		if err != nil {
			yield(engine.Item{}, err)
			return
		}
		for _, ref := range slices.Sorted(maps.Keys(l.records)) {
			r := l.records[ref]
			if ref > after && !yield(engine.Item{Ref: ref, Seq: r.seq, Record: r.text}, nil) {
				return
			}
		}
	}
}

// State is engine.ListReader's.
func (m *moment) State(name engine.List) (s engine.State, err error) {
	l, err := m.list(name)
	if err != nil {
		return s, err
	}
	s.Seq = l.seq
	for _, i := range l.items {
		s.All[i.Status]++
		if i.Attention {
			s.Attention[i.Status]++
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
	if err := (engine.Key{First: i.Ref}).Check(); err != nil {
		return err
	}
	l.seq = max(l.seq, i.Seq)
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
		if line, found := i.Line(q); found {
			lines = append(lines, line)
		}
	}
	slices.SortFunc(lines, func(a, b engine.Line) int { return q.Order.Compare(a.Point, b.Point) })
	if q.Back {
		slices.Reverse(lines)
	}
	return slices.DeleteFunc(lines, func(line engine.Line) bool { return !q.Reaches(line.Point) })
}

// Turns is engine.ListReader's.
func (m *moment) Turns(now time.Time, limit int) ([]engine.Turn, error) {
	var turns []engine.Turn
	for _, name := range slices.Sorted(maps.Keys(m.lists)) {
		var due []engine.Item
		for _, i := range m.lists[name].items {
			if i.Turn != 0 && i.Turn <= now.UnixNano() {
				due = append(due, i)
			}
		}
		slices.SortFunc(due, func(a, b engine.Item) int { return cmp.Or(cmp.Compare(a.Turn, b.Turn), cmp.Compare(a.Ref, b.Ref)) })
		for _, i := range due[:min(limit, len(due))] {
			turns = append(turns, engine.Turn{List: name, Ref: i.Ref})
		}
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

// CheckList is engine.ListReader's. A list has one line for each item, made when
// it is read.
func (m *moment) CheckList(ctx context.Context, name engine.List) (items, lines int, found []error) {
	l, err := m.list(name)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return 0, 0, []error{err}
	}
	return len(l.items), len(l.items), nil
}

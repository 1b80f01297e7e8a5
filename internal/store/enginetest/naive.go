package enginetest

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"porthole/internal/store/engine"
)

// Naive is an engine of maps that are copied for each transaction. It keeps
// nothing when it is closed, and shows that the seam asks for nothing that only
// one engine can give. It runs each function twice, to find those that do not
// begin anew each time.
type Naive struct {
	mu     sync.Mutex // of who writes
	now    atomic.Pointer[moment]
	closed atomic.Bool
}

// NewNaive is an empty one.
func NewNaive() *Naive {
	n := &Naive{}
	n.now.Store(&moment{tables: map[string]map[engine.Key]engine.Record{}, numbers: map[string]uint64{}, lists: map[engine.List]*naiveList{}})
	return n
}

// moment is everything at one time.
type moment struct {
	engine.Single
	schema  uint64
	tables  map[string]map[engine.Key]engine.Record
	numbers map[string]uint64
	lists   map[engine.List]*naiveList
}

func (m *moment) clone() *moment {
	c := &moment{schema: m.schema, tables: map[string]map[engine.Key]engine.Record{}, numbers: maps.Clone(m.numbers), lists: map[engine.List]*naiveList{}}
	for name, table := range m.tables {
		c.tables[name] = maps.Clone(table)
	}
	for name, l := range m.lists {
		c.lists[name] = l.clone()
	}
	return c
}

// latest is the moment from which a transaction begins.
func (n *Naive) latest(ctx context.Context) (*moment, error) {
	if n.closed.Load() {
		return nil, engine.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("naive: %w", err)
	}
	return n.now.Load(), nil
}

// View is engine.Engine's.
func (n *Naive) View(ctx context.Context, fn func(r engine.Reader) error) error {
	m, err := n.latest(ctx)
	for range 2 {
		if err == nil {
			err = fn(m)
		}
	}
	return err
}

// Update is engine.Engine's.
func (n *Naive) Update(ctx context.Context, fn func(tx engine.Tx) error) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	m, err := n.latest(ctx)
	var fresh *moment
	for range 2 {
		if err == nil {
			fresh = m.clone()
			err = fn(fresh)
		}
	}
	if err == nil {
		n.now.Store(fresh)
	}
	return err
}

// Close is engine.Engine's; nothing is lost.
func (n *Naive) Close() error {
	n.closed.Store(true)
	return nil
}

// Open is the engine as it is when it is opened, again if it was closed.
func (n *Naive) Open() *Naive {
	n.closed.Store(false)
	return n
}

// Get is engine.Reader's.
func (m *moment) Get(t *engine.Table, k engine.Key) (engine.Record, error) {
	if err := k.Check(); err != nil {
		return engine.Record{}, err
	}
	r, found := m.tables[t.Name][k]
	if !found {
		return r, engine.ErrNone
	}
	return r, nil
}

// Put is engine.Tx's.
func (m *moment) Put(t *engine.Table, r engine.Record) error {
	if err := t.CheckRecord(r); err != nil {
		return err
	}
	for i, column := range t.Columns {
		for k, other := range m.tables[t.Name] {
			if column.Unique && k != r.Key && r.Columns[i] != "" && other.Columns[i] == r.Columns[i] {
				return fmt.Errorf("%s %q: %w", column.Name, r.Columns[i], engine.ErrTaken)
			}
		}
	}
	if m.tables[t.Name] == nil {
		m.tables[t.Name] = map[engine.Key]engine.Record{}
	}
	r.Value = slices.Clone(r.Value)
	m.tables[t.Name][r.Key] = r
	return nil
}

// Delete is engine.Tx's.
func (m *moment) Delete(t *engine.Table, k engine.Key) error {
	delete(m.tables[t.Name], k)
	return nil
}

// Scan is engine.Reader's.
func (m *moment) Scan(t *engine.Table, s engine.Scan) iter.Seq2[engine.Record, error] {
	column := slices.IndexFunc(t.Columns, func(c engine.Column) bool { return c.Name == s.Column })
	return func(yield func(engine.Record, error) bool) {
		keys := slices.SortedFunc(maps.Keys(m.tables[t.Name]), compare)
		if s.Reverse {
			slices.Reverse(keys)
		}
		for _, k := range keys {
			r := m.tables[t.Name][k]
			order := compare(k, s.After)
			switch {
			case s.After != (engine.Key{}) && (s.Reverse && order >= 0 || !s.Reverse && order <= 0):
			case s.First != "" && (k.First != s.First || k.Second == ""):
			case s.Column != "" && r.Columns[column] != s.Value:
			case !yield(r, nil):
				return
			}
		}
	}
}

func compare(a, b engine.Key) int {
	return cmp.Or(strings.Compare(a.First, b.First), strings.Compare(a.Second, b.Second))
}

// Number is engine.Tx's.
func (m *moment) Number(t *engine.Table) (uint64, error) {
	m.numbers[t.Name]++
	return m.numbers[t.Name], nil
}

// LastNumber is engine.Reader's.
func (m *moment) LastNumber(t *engine.Table) (uint64, error) { return m.numbers[t.Name], nil }

// SetLastNumber is engine.Tx's.
func (m *moment) SetLastNumber(t *engine.Table, n uint64) error {
	m.numbers[t.Name] = n
	return nil
}

// Schema is engine.Reader's.
func (m *moment) Schema() (uint64, error) { return m.schema, nil }

// SetSchema is engine.Tx's.
func (m *moment) SetSchema(n uint64) error {
	m.schema = n
	return nil
}

// Check is engine.Reader's. Nothing here is kept twice.
func (m *moment) Check(*engine.Table) error { return nil }

// NextDue is engine.Reader's.
func (m *moment) NextDue(t *engine.Table) (engine.Record, error) {
	var first engine.Record
	for _, r := range m.tables[t.Name] {
		earlier := first.Due.IsZero() || r.Due.Before(first.Due) || r.Due.Equal(first.Due) && compare(r.Key, first.Key) < 0
		if !r.Due.IsZero() && earlier {
			first = r
		}
	}
	if first.Due.IsZero() {
		return first, engine.ErrNone
	}
	return first, nil
}

// Claim is engine.Tx's.
func (m *moment) Claim(t *engine.Table, now time.Time) (engine.Record, error) {
	r, err := m.NextDue(t)
	if err == nil && r.Due.After(now) {
		return engine.Record{}, engine.ErrNone
	}
	return r, err
}

package postgres

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// list is a list to which a transaction writes. Its row is locked from the first
// number that was taken until the commit, so that numbers are in the order of commits.
//
// All who write side by side write to the office's list. It is late: its row is locked when
// everything else is done, and what was written gets its numbers then. Until then they
// count from provisional on, and state is what is to be added to the one in the database.
type list struct {
	id      int64
	state   engine.State
	late    bool
	changed bool                // state is other than in the database
	entries map[string]*entry   // what the transaction knows of its shipments
	dirty   []string            // references of entries to be written; some perhaps twice
	named   map[string][]string // what was written in the transaction, by its references
	found   map[search][]string // what is in the database, as far as it was read ahead
}

// schema is that of a list: what the office knows is in a schema of its own, which no
// customer's transaction can read.
func schema(l engine.List) string {
	if l.OfOffice() {
		return "office"
	}
	return "rooms"
}

// in is a table of lists in SQL.
func in(l engine.List, table string) string { return schema(l) + "." + table }

// provisional is behind all numbers of changes.
const provisional = 1 << 62

func missing(l engine.List) error { return fmt.Errorf("list %q: %w", l, engine.ErrNone) }

// open opens a list to write to it; ErrNone.
func (t *tx) open(name engine.List) (*list, error) {
	if l := t.lists[name]; l != nil {
		return l, nil
	}
	if err := t.holds(name); err != nil {
		return nil, err
	}
	l := &list{entries: map[string]*entry{}, named: map[string][]string{}, found: map[search][]string{}, late: t.shares && name == engine.Office}
	if l.late {
		found, err := t.one([]any{&l.id}, "select id from office.list where name = $1", string(name))
		if err == nil && !found {
			err = missing(name)
		}
		if err != nil {
			return nil, err
		}
		t.lists[name] = l
		return l, nil
	}
	found, err := t.readState(&l.id, &l.state, "select id, seq, counts, attention from "+in(name, "list")+" where name = $1 for update", name)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, missing(name)
	}
	t.lists[name] = l
	return l, nil
}

func (t *tx) readState(id *int64, s *engine.State, sql string, name engine.List) (found bool, err error) {
	var seq int64
	var all, attention []int64
	found, err = t.one([]any{id, &seq, &all, &attention}, sql, string(name))
	if err != nil || !found {
		return found, err
	}
	if len(all) != engine.Statuses || len(attention) != engine.Statuses {
		return true, fmt.Errorf("state of list %q: %w", name, engine.ErrDamaged)
	}
	s.Seq = uint64(seq)
	for i := range engine.Statuses {
		s.All[i], s.Attention[i] = uint64(all[i]), uint64(attention[i])
	}
	return true, nil
}

// State is engine.ListReader's.
func (t *tx) State(name engine.List) (s engine.State, err error) {
	if l := t.lists[name]; l != nil {
		err = t.flushLists(name)
		return l.state, err
	}
	var id int64
	found, err := t.readState(&id, &s, "select id, seq, counts, attention from "+in(name, "list")+" where name = $1", name)
	if err == nil && !found {
		err = missing(name)
	}
	return s, err
}

// Lists is engine.ListReader's.
func (t *tx) Lists() (names []engine.List, err error) {
	err = t.ask(func(row pgx.Rows) error {
		var name string
		err := row.Scan(&name)
		names = append(names, engine.List(name))
		return err //nolint:wrapcheck // explained by send
	}, "select name from (select name from office.list union all select name from rooms.list) l order by name")
	return names, err
}

// MakeList is engine.ListTx's.
func (t *tx) MakeList(name engine.List, after uint64) error {
	if err := t.whole(); err != nil {
		return err
	}
	none := make([]int64, engine.Statuses)
	t.later("insert into "+in(name, "list")+" (name, seq, counts, attention) values ($1, $2, $3, $3) on conflict (name) do nothing", string(name), int64(after), none)
	t.dirty = true
	return nil
}

// DropList is engine.ListTx's.
func (t *tx) DropList(name engine.List) error {
	if err := t.whole(); err != nil {
		return err
	}
	delete(t.lists, name)
	for _, table := range []string{"word", "item"} {
		t.later("delete from "+in(name, table)+" where list = (select id from "+in(name, "list")+" where name = $1)", string(name))
	}
	t.later("delete from "+in(name, "list")+" where name = $1", string(name))
	t.dirty = true
	return nil
}

// ReplaceList is engine.ListTx's.
func (t *tx) ReplaceList(name, by engine.List) error {
	if err := t.whole(); err != nil {
		return err
	}
	if name.OfOffice() != by.OfOffice() {
		return fmt.Errorf("list %q in the place of %q: %w", by, name, errors.ErrUnsupported)
	}
	if _, err := t.open(by); err != nil {
		return err
	}
	if err := t.flushLists(by); err != nil {
		return err
	}
	delete(t.lists, by)
	if err := t.DropList(name); err != nil {
		return err
	}
	t.later("update "+in(name, "list")+" set name = $1 where name = $2", string(name), string(by))
	return nil
}

// Next is engine.ListTx's.
func (t *tx) Next(name engine.List) (uint64, error) {
	l, err := t.open(name)
	if err != nil {
		return 0, err
	}
	l.state.Seq, l.changed = l.state.Seq+1, true
	if l.late {
		return provisional + l.state.Seq, nil
	}
	return l.state.Seq, nil
}

// giveNumbers locks the row of a late list, and gives what was written its numbers.
func (t *tx) giveNumbers(l *list, refs []string) error {
	if !l.late {
		return nil
	}
	added := l.state
	found, err := t.readState(&l.id, &l.state, "select id, seq, counts, attention from office.list where name = $1 for update", engine.Office)
	if err == nil && !found {
		err = missing(engine.Office)
	}
	if err != nil {
		return err
	}
	for _, ref := range refs {
		if i := l.entries[ref].item; i != nil && i.Seq > provisional {
			i.Seq += l.state.Seq - provisional
		}
	}
	l.late, l.state.Seq = false, l.state.Seq+added.Seq
	for i := range engine.Statuses {
		l.state.All[i] += added.All[i]
		l.state.Attention[i] += added.Attention[i]
	}
	return nil
}

// flush has everything that is written sent.
func (t *tx) flush() error {
	if t.failed != nil {
		return t.failed
	}
	for _, r := range t.tables {
		if err := t.flushTable(r); err != nil {
			return err
		}
	}
	return t.flushLists(slices.Collect(maps.Keys(t.lists))...)
}

// fewItems is after how many items a transaction has what it wrote sent while it goes on.
var fewItems = 250

// flushBehind has what is written to lists sent while the transaction goes on, now and then:
// an import takes as long in the database as it does here. What would have to wait for an
// answer waits for the end, as do the items of a late list, but not their words.
func (t *tx) flushBehind() error {
	if t.waiting++; t.waiting < fewItems {
		return nil
	}
	t.waiting = 0
	var ready []engine.List
	for name, l := range t.lists {
		if unknown := func(ref string) bool { return !l.entries[ref].known }; !slices.ContainsFunc(l.dirty, unknown) {
			ready = append(ready, name)
		}
	}
	copying, err := t.flushWords(ready)
	if err != nil {
		return err
	}
	for _, name := range ready {
		if l := t.lists[name]; !l.late {
			if err := t.flushItems(name, l); err != nil {
				return err
			}
		}
	}
	if copying {
		return nil // items go with what is sent next: to send them now were to wait for the words
	}
	return t.sendBehind()
}

// flushLists has what is written to lists sent: the office's last, since others wait for it.
func (t *tx) flushLists(names ...engine.List) error {
	names = slices.DeleteFunc(slices.Sorted(slices.Values(names)), func(name engine.List) bool {
		l := t.lists[name]
		return l == nil || !l.changed && len(l.dirty) == 0
	})
	for _, name := range names {
		if err := t.readOld(name, t.lists[name]); err != nil {
			return err
		}
	}
	if _, err := t.flushWords(names); err != nil {
		return err
	}
	for _, name := range slices.Backward(names) { // the office's name comes first
		l := t.lists[name]
		if err := t.flushItems(name, l); err != nil {
			return err
		}
		l.changed, t.dirty = false, true
		t.later("update "+in(name, "list")+" set seq = $2, counts = $3, attention = $4 where id = $1", l.id, int64(l.state.Seq), signed(l.state.All), signed(l.state.Attention))
	}
	return nil
}

func signed(counts [engine.Statuses]uint64) []int64 {
	numbers := make([]int64, engine.Statuses)
	for i, n := range counts {
		numbers[i] = int64(n)
	}
	return numbers
}

// count adds an item to the counts, or takes it off.
func (l *list) count(i *engine.Item, by int) {
	l.changed = true
	if i == nil {
		return
	}
	l.state.All[i.Status] += uint64(by)
	if i.Attention {
		l.state.Attention[i.Status] += uint64(by)
	}
}

// take gives the references of what is to be written, in order, each once.
func (l *list) take() []string {
	refs := slices.Compact(slices.Sorted(slices.Values(l.dirty)))
	l.dirty = nil
	return refs
}

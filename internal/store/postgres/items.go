package postgres

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// entry is what a writing transaction knows of a shipment of a list.
type entry struct {
	item     *engine.Item // as it is to be, without its record; nil: the list has none
	full     []byte       // its record, where it is to be another one; nil: as it is
	old      *engine.Item // as it is in the database; nil: it has none
	known    bool         // old is known
	shown    []byte       // its record, as far as it was read ahead, and the change that brought it
	shownSeq uint64
	indexed  *engine.Item // whose words are in the database, or on their way; nil: none
	dirty    bool         // item is to be written
	ours     bool         // item is of this transaction, written or not
}

// itemColumns are those of an item, as scanItem reads them.
const itemColumns = "i.ref, i.seq, i.status, i.attention, i.turn, i.etd, i.eta, i.updated, i.words, i.line"

// scanItem reads an item, and what more was selected; false for the row of a list that has none.
func scanItem(row pgx.Rows, more ...any) (i engine.Item, found bool, err error) {
	var ref *string
	var seq, turn, etd, eta, updated *int64
	var status *int16
	var attention *bool
	into := append([]any{&ref, &seq, &status, &attention, &turn, &etd, &eta, &updated, (*[]byte)(&i.Words), &i.Row}, more...)
	if err = row.Scan(into...); err != nil || ref == nil {
		return i, false, err //nolint:wrapcheck // explained by send
	}
	i.Ref, i.Seq, i.Status, i.Attention = *ref, uint64(*seq), uint8(*status), *attention
	i.Turn, i.ETD, i.ETA, i.Updated = *turn, *etd, *eta, *updated
	if i.Status >= engine.Statuses {
		return i, true, fmt.Errorf("item %q has no status: %w", i.Ref, engine.ErrDamaged)
	}
	return i, true, nil
}

// each asks for rows of a list that stand beside its name: what is selected of it is
// joined to the list, so that a list without any is told from none.
func (t *tx) each(name engine.List, columns, joined string, read func(row pgx.Rows) error, args ...any) error {
	there := false
	err := t.ask(func(row pgx.Rows) error {
		there = true
		return read(row)
	}, "select "+columns+" from "+in(name, "list")+" l left join "+joined+" where l.name = $1", append([]any{string(name)}, args...)...)
	if err == nil && !there {
		err = missing(name)
	}
	return err
}

// Items is engine.ListReader's.
func (t *tx) Items(name engine.List, refs ...string) ([]engine.Item, error) {
	l := t.lists[name]
	found, unknown := map[string]*engine.Item{}, []string{}
	for _, ref := range refs {
		if e := l.entry(ref); e != nil {
			found[ref] = e.item
		} else if engine.IsText(ref) {
			unknown = append(unknown, ref)
		}
	}
	if len(unknown) > 0 || l == nil {
		if err := t.readItems(name, unknown, func(i engine.Item) { found[i.Ref] = &i }); err != nil {
			return nil, err
		}
		l.learn(unknown, found)
	}
	items := make([]engine.Item, 0, len(refs))
	for _, ref := range refs {
		if i := found[ref]; i != nil {
			items = append(items, *i)
		}
	}
	return items, nil
}

func (t *tx) readItems(name engine.List, refs []string, found func(i engine.Item)) error {
	// One by one: a planner that knows nothing of the table yet would look at all of the list.
	each := "unnest($2::text[]) r on true left join lateral (select * from " + in(name, "item") + " where list = l.id and ref = r limit 1) i on true"
	return t.each(name, itemColumns, each, func(row pgx.Rows) error {
		i, is, err := scanItem(row)
		if is && err == nil {
			found(i)
		}
		return err
	}, refs)
}

// entry is what is known of a shipment; nil: nothing.
func (l *list) entry(ref string) *entry {
	if l == nil {
		return nil
	}
	return l.entries[ref]
}

// learn notes what was read.
func (l *list) learn(refs []string, found map[string]*engine.Item) {
	if l == nil {
		return
	}
	for _, ref := range refs {
		if l.entries[ref] == nil {
			l.entries[ref] = &entry{item: found[ref], old: found[ref], indexed: found[ref], known: true}
		}
	}
}

// Record is engine.ListReader's.
func (t *tx) Record(name engine.List, ref string) (record []byte, seq uint64, err error) {
	if l := t.lists[name]; l != nil {
		switch e := l.entries[ref]; {
		case e == nil:
		case e.item == nil:
			return nil, 0, engine.ErrNone
		case e.full != nil:
			return e.full, e.item.Seq, nil
		case e.shown != nil:
			return e.shown, e.shownSeq, nil
		}
	}
	if !engine.IsText(ref) {
		return nil, 0, engine.ErrNone
	}
	var n *int64
	err = t.each(name, "i.record, i.record_seq", in(name, "item")+" i on i.list = l.id and i.ref = $2", func(row pgx.Rows) error {
		return row.Scan(&record, &n) //nolint:wrapcheck // explained by send
	}, ref)
	if err == nil && n == nil {
		if err = t.noteNone(name, ref); err == nil {
			err = engine.ErrNone
		}
	}
	if err != nil {
		return nil, 0, err
	}
	return record, uint64(*n), nil
}

// noteNone notes that a shipment was not in the office's list: if it is when it is
// written, somebody else was faster, who has locked another name.
func (t *tx) noteNone(name engine.List, ref string) error {
	if !t.shares || name != engine.Office {
		return nil
	}
	l, err := t.open(name)
	if err == nil {
		l.learn([]string{ref}, nil)
	}
	return err
}

// Records is engine.ListReader's.
func (t *tx) Records(name engine.List, after string) iter.Seq2[engine.Item, error] {
	return func(yield func(engine.Item, error) bool) {
		for {
			some, err := t.someRecords(name, after)
			for _, i := range some {
				if err == nil && !yield(i, nil) {
					return
				}
				after = i.Ref
			}
			if err != nil {
				yield(engine.Item{}, err)
				return
			}
			if len(some) < fewRows {
				return
			}
		}
	}
}

func (t *tx) someRecords(name engine.List, after string) (some []engine.Item, err error) {
	if err := t.flushLists(name); err != nil {
		return nil, err
	}
	joined := "lateral (select ref, record_seq, record from " + in(name, "item") + " where list = l.id and ref > $2 order by ref limit " + fmt.Sprint(fewRows) + ") i on true"
	err = t.each(name, "i.ref, i.record_seq, i.record", joined, func(row pgx.Rows) error {
		var ref *string
		var seq *int64
		i := engine.Item{}
		if err := row.Scan(&ref, &seq, &i.Record); err != nil || ref == nil {
			return err //nolint:wrapcheck // explained by send
		}
		if i.Ref = *ref; seq != nil {
			i.Seq = uint64(*seq)
		}
		some = append(some, i)
		return nil
	}, after)
	slices.SortFunc(some, func(a, b engine.Item) int { return strings.Compare(a.Ref, b.Ref) })
	return some, err
}

// PutItem is engine.ListTx's.
func (t *tx) PutItem(name engine.List, i engine.Item) error {
	l, err := t.open(name)
	if err != nil {
		return err
	}
	if err := (engine.Key{First: i.Ref}).Check(); err != nil {
		return err //nolint:wrapcheck // it names the key
	}
	full := bytes.Clone(i.Record)
	i.Row, i.Words, i.Record = bytes.Clone(i.Row), bytes.Clone(i.Words), nil
	l.set(i.Ref, &i, full)
	if !l.late {
		l.state.Seq = max(l.state.Seq, i.Seq)
	}
	for text, kinds := range i.Words.All() {
		if kinds != 0 {
			l.named[string(text)] = append(l.named[string(text)], i.Ref)
		}
	}
	return t.flushBehind()
}

// DropItem is engine.ListTx's.
func (t *tx) DropItem(name engine.List, ref string) error {
	l, err := t.open(name)
	if err == nil && engine.IsText(ref) {
		l.set(ref, nil, nil)
	}
	return err
}

// set notes what is to be in the list of a shipment.
func (l *list) set(ref string, item *engine.Item, full []byte) {
	e := l.entries[ref]
	if e == nil {
		e = &entry{}
		l.entries[ref] = e
	}
	if item == nil {
		full = nil
	} else if full == nil && e.dirty {
		full = e.full // not written yet
	}
	if item == nil || full != nil {
		e.shown = nil
	}
	e.item, e.full, e.dirty, e.ours = item, full, true, true
	l.dirty = append(l.dirty, ref)
}

// flushItems has the items that are to be written sent, behind their words.
func (t *tx) flushItems(name engine.List, l *list) error {
	refs := l.take()
	for _, ref := range refs {
		e := l.entries[ref]
		l.count(e.old, -1)
		l.count(e.item, 1)
	}
	if err := t.giveNumbers(l, refs); err != nil {
		return err
	}
	var fresh, again itemRows
	var gone []string
	for _, ref := range refs {
		e := l.entries[ref]
		switch {
		case e.item == nil && e.old != nil:
			gone = append(gone, ref)
		case e.item == nil:
		case e.old == nil:
			fresh.add(l.id, e)
		default:
			again.add(l.id, e)
		}
		e.old, e.known, e.dirty, e.full = e.item, true, false, nil
	}
	if len(gone) > 0 {
		t.later("delete from "+in(name, "item")+" where list = $1 and ref = any($2)", l.id, gone)
	}
	fresh.send(t, in(name, "item"), "")
	again.send(t, in(name, "item"), overItem)
	return nil
}

// overItem has an item written over the one that is there. A fresh one has nothing to
// write over: if it is there all the same, somebody was faster.
const overItem = ` on conflict (list, ref) do update set seq = excluded.seq, status = excluded.status, attention = excluded.attention,
  turn = excluded.turn, etd = excluded.etd, eta = excluded.eta, updated = excluded.updated, words = excluded.words, line = excluded.line,
  record = coalesce(excluded.record, old.record), record_seq = coalesce(excluded.record_seq, old.record_seq)`

// readOld finds out how items are in the database that are to be replaced.
func (t *tx) readOld(name engine.List, l *list) error {
	var unknown []string
	for _, ref := range l.dirty {
		if !l.entries[ref].known {
			unknown = append(unknown, ref)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return t.readItems(name, unknown, func(i engine.Item) { e := l.entries[i.Ref]; e.old, e.indexed = &i, &i })
}

// itemRows are items, column by column.
type itemRows struct {
	lists, seqs, turns, etds, etas, updates []int64
	refs                                    []string
	statuses                                []int16
	attention                               []bool
	words, lines, records                   [][]byte
}

func (r *itemRows) add(list int64, e *entry) {
	i := e.item
	r.lists, r.refs, r.seqs = append(r.lists, list), append(r.refs, i.Ref), append(r.seqs, int64(i.Seq))
	r.statuses, r.attention, r.turns = append(r.statuses, int16(i.Status)), append(r.attention, i.Attention), append(r.turns, i.Turn)
	r.etds, r.etas, r.updates = append(r.etds, i.ETD), append(r.etas, i.ETA), append(r.updates, i.Updated)
	r.words, r.lines, r.records = append(r.words, notNull(i.Words)), append(r.lines, notNull(i.Row)), append(r.records, e.full)
}

func notNull(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func (r *itemRows) send(t *tx, table, over string) {
	if len(r.refs) == 0 {
		return
	}
	t.later(`insert into `+table+` as old (list, ref, seq, status, attention, turn, etd, eta, updated, words, line, record, record_seq)
select list, ref, seq, status, attention, turn, etd, eta, updated, words, line, record, case when record is not null then seq end
from unnest($1::bigint[], $2::text[], $3::bigint[], $4::smallint[], $5::boolean[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
  $10::bytea[], $11::bytea[], $12::bytea[]) as fresh (list, ref, seq, status, attention, turn, etd, eta, updated, words, line, record)`+over,
		r.lists, r.refs, r.seqs, r.statuses, r.attention, r.turns, r.etds, r.etas, r.updates, r.words, r.lines, r.records)
}

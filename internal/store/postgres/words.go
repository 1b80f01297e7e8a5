package postgres

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// wordRow is a row of a table of words.
type wordRow struct {
	wordKey
	kinds     int16
	shared    int32
	status    int16
	attention bool
}

type wordKey struct {
	list  int64
	text  string
	plain bool
	ref   string
}

// wordsOf are the rows of an item's words; none for nil.
func wordsOf(list int64, i *engine.Item) []wordRow {
	if i == nil {
		return nil
	}
	var rows []wordRow
	before := ""
	for word, kinds := range i.Words.All() {
		text := string(word)
		rows = append(rows, wordRow{wordKey{list, text, kinds == 0, i.Ref}, int16(kinds), int32(common(before, text)), int16(i.Status), i.Attention})
		before = text
	}
	return rows
}

// common is how many bytes two texts begin with that are the same.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// wordRows are words of a table to be written and to be taken away.
type wordRows struct {
	schema string
	fresh  []wordRow // of items that are not there yet
	put    []wordRow
	gone   []wordKey
}

// replace puts the words of an item in the place of another's. Either may be nil.
func (w *wordRows) replace(list int64, old, fresh *engine.Item) {
	if old == nil {
		w.fresh = append(w.fresh, wordsOf(list, fresh)...)
		return
	}
	had := map[wordKey]wordRow{}
	for _, row := range wordsOf(list, old) {
		had[row.wordKey] = row
	}
	for _, row := range wordsOf(list, fresh) {
		if before, is := had[row.wordKey]; !is || before != row {
			w.put = append(w.put, row)
		}
		delete(had, row.wordKey)
	}
	for key := range had {
		w.gone = append(w.gone, key)
	}
}

// flushWords has the words sent of items that are to be written to lists, and says whether some
// are being copied.
func (t *tx) flushWords(names []engine.List) (copying bool, err error) {
	office, rooms := wordRows{schema: "office"}, wordRows{schema: "rooms"}
	for _, name := range names {
		rows := &rooms
		if name.OfOffice() {
			rows = &office
		}
		l := t.lists[name]
		for _, ref := range l.dirty {
			if e := l.entries[ref]; e.indexed != e.item {
				rows.replace(l.id, e.indexed, e.item)
				e.indexed = e.item
			}
		}
	}
	copies := append(office.queue(t), rooms.queue(t)...)
	if len(copies) == 0 {
		return false, nil
	}
	return true, t.sendBehind(copies...)
}

// manyWords is from how many on fresh words are copied: that takes the server a third less than to
// insert them, but it has to be waited for.
var manyWords = 200

// queue has them written with what is sent next, and gives those that are to be copied instead.
func (w *wordRows) queue(t *tx) []wordRows {
	if n := len(w.gone); n > 0 {
		lists, texts, plain, refs := make([]int64, n), make([]string, n), make([]bool, n), make([]string, n)
		for i, key := range w.gone {
			lists[i], texts[i], plain[i], refs[i] = key.list, key.text, key.plain, key.ref
		}
		t.later(deletion(w.schema+".word", "unnest($1::bigint[], $2::text[], $3::boolean[], $4::text[]) as gone (list, text, plain, ref)",
			"list = gone.list and text = gone.text and plain = gone.plain and ref = gone.ref"),
			lists, texts, plain, refs)
	}
	var copies []wordRows
	if len(w.fresh) < manyWords || t.turn.over {
		w.put = append(w.put, w.fresh...)
	} else {
		sortWords(w.fresh)
		copies = append(copies, *w)
	}
	w.upsert(t)
	return copies
}

// upsert has words written that may be there already.
func (w *wordRows) upsert(t *tx) {
	n := len(w.put)
	if n == 0 {
		return
	}
	sortWords(w.put)
	lists, texts, refs := make([]int64, n), make([]string, n), make([]string, n)
	kinds, shared, statuses, attention := make([]int16, n), make([]int32, n), make([]int16, n), make([]bool, n)
	for i, row := range w.put {
		lists[i], texts[i], refs[i] = row.list, row.text, row.ref
		kinds[i], shared[i], statuses[i], attention[i] = row.kinds, row.shared, row.status, row.attention
	}
	t.later("insert into "+w.schema+".word (list, plain, text, ref, kinds, shared, status, attention) "+
		"select list, kinds = 0, text, ref, kinds, shared, status, attention "+
		"from unnest($1::bigint[], $2::text[], $3::text[], $4::smallint[], $5::integer[], $6::smallint[], $7::boolean[]) "+
		"as fresh (list, text, ref, kinds, shared, status, attention) "+
		"on conflict (list, text, plain, ref) do update set kinds = excluded.kinds, shared = excluded.shared, status = excluded.status, attention = excluded.attention",
		lists, texts, refs, kinds, shared, statuses, attention)
}

// copyIn writes fresh words at once.
func (w *wordRows) copyIn(ctx context.Context, conn *pgx.Conn) error {
	columns := []string{"list", "text", "plain", "ref", "kinds", "shared", "status", "attention"}
	_, err := conn.CopyFrom(ctx, pgx.Identifier{w.schema, "word"}, columns, pgx.CopyFromSlice(len(w.fresh), func(i int) ([]any, error) {
		row := &w.fresh[i]
		return []any{row.list, row.text, row.plain, row.ref, row.kinds, row.shared, row.status, row.attention}, nil
	}))
	return err //nolint:wrapcheck // explained by within
}

// sortWords puts words in the order of the index.
func sortWords(rows []wordRow) {
	slices.SortFunc(rows, func(a, b wordRow) int {
		return cmp.Or(cmp.Compare(a.list, b.list), strings.Compare(a.text, b.text), strings.Compare(a.ref, b.ref))
	})
}

// search is what shipments are searched for: references of some kinds.
type search struct {
	kinds uint8
	text  string
}

// Find is engine.ListReader's. It is asked for every row of an import, so what the
// transaction has changed is looked at where it waits to be written.
func (t *tx) Find(name engine.List, kinds uint8, text string) (refs []string, err error) {
	if !engine.IsText(text) {
		return nil, nil
	}
	l := t.lists[name]
	if l == nil {
		return t.find(name, kinds, text)
	}
	found, known := l.found[search{kinds, text}]
	if !known {
		if found, err = t.find(name, kinds, text); err != nil {
			return nil, err
		}
	}
	refs = slices.DeleteFunc(slices.Clone(found), l.overtakes)
	for _, ref := range l.named[text] {
		if l.overtakes(ref) && isNamed(l.entries[ref].item, kinds, text) {
			refs = append(refs, ref)
		}
	}
	slices.Sort(refs)
	return slices.Compact(refs), nil
}

// find is Find in the database.
func (t *tx) find(name engine.List, kinds uint8, text string) (refs []string, err error) {
	err = t.each(name, "w.ref", in(name, "word")+" w on w.list = l.id and w.text = $2 and not w.plain and w.kinds & $3 <> 0", func(row pgx.Rows) error {
		var ref *string
		err := row.Scan(&ref)
		if ref != nil {
			refs = append(refs, *ref)
		}
		return err //nolint:wrapcheck // explained by send
	}, text, int16(kinds))
	slices.Sort(refs)
	return refs, err
}

// overtakes says whether an item was written in this transaction.
func (l *list) overtakes(ref string) bool {
	e := l.entry(ref)
	return e != nil && e.ours
}

// isNamed says whether an item has a text as a reference of one of these kinds.
func isNamed(i *engine.Item, kinds uint8, text string) bool {
	if i == nil {
		return false
	}
	for word, is := range i.Words.All() {
		if string(word) == text {
			return is&kinds != 0
		}
	}
	return false
}

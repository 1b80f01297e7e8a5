package postgres

import (
	"cmp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// wordRow is a row of a table of words, without its list.
type wordRow struct {
	wordKey
	kinds     int16
	shared    int32
	status    int16
	attention bool
}

type wordKey struct {
	text  string
	plain bool
	ref   string
}

// wordsOf are the rows of an item's words; none for nil.
func wordsOf(i *engine.Item) []wordRow {
	if i == nil {
		return nil
	}
	var rows []wordRow
	before := ""
	for word, kinds := range i.Words.All() {
		text := string(word)
		rows = append(rows, wordRow{wordKey{text, kinds == 0, i.Ref}, int16(kinds), int32(common(before, text)), int16(i.Status), i.Attention})
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

// wordRows are words to be written and to be taken away.
type wordRows struct {
	fresh []wordRow // of items that are not there yet
	put   []wordRow
	gone  []wordKey
}

// exchange puts the words of an item in the place of another's. Either may be nil.
func (w *wordRows) exchange(old, fresh *engine.Item) {
	if old == nil {
		w.fresh = append(w.fresh, wordsOf(fresh)...)
		return
	}
	had := map[wordKey]wordRow{}
	for _, row := range wordsOf(old) {
		had[row.wordKey] = row
	}
	for _, row := range wordsOf(fresh) {
		if before, is := had[row.wordKey]; !is || before != row {
			w.put = append(w.put, row)
		}
		delete(had, row.wordKey)
	}
	for key := range had {
		w.gone = append(w.gone, key)
	}
}

// send has them written, in the order of the index.
func (w *wordRows) send(t *tx, list int64, table string) {
	if len(w.gone) > 0 {
		texts, plain, refs := make([]string, len(w.gone)), make([]bool, len(w.gone)), make([]string, len(w.gone))
		for i, key := range w.gone {
			texts[i], plain[i], refs[i] = key.text, key.plain, key.ref
		}
		t.later(deletion(table, "unnest($2::text[], $3::boolean[], $4::text[]) as gone (text, plain, ref)",
			"list = $1 and text = gone.text and plain = gone.plain and ref = gone.ref"), list, texts, plain, refs)
	}
	over := " on conflict (list, text, plain, ref) do update set kinds = excluded.kinds, shared = excluded.shared, status = excluded.status, attention = excluded.attention"
	insertWords(t, list, table, w.put, over)
	if !t.turn.over { // a look for what is there takes three times as long as to write
		over = ""
	}
	insertWords(t, list, table, w.fresh, over)
}

func insertWords(t *tx, list int64, table string, rows []wordRow, over string) {
	n := len(rows)
	if n == 0 {
		return
	}
	slices.SortFunc(rows, func(a, b wordRow) int { return cmp.Or(strings.Compare(a.text, b.text), strings.Compare(a.ref, b.ref)) })
	texts, refs := make([]string, n), make([]string, n)
	kinds, shared, statuses, attention := make([]int16, n), make([]int32, n), make([]int16, n), make([]bool, n)
	for i, row := range rows {
		texts[i], refs[i] = row.text, row.ref
		kinds[i], shared[i], statuses[i], attention[i] = row.kinds, row.shared, row.status, row.attention
	}
	t.later("insert into "+table+" (list, plain, text, ref, kinds, shared, status, attention) "+
		"select $1, kinds = 0, * from unnest($2::text[], $3::text[], $4::smallint[], $5::integer[], $6::smallint[], $7::boolean[]) "+
		"as fresh (text, ref, kinds, shared, status, attention)"+over,
		list, texts, refs, kinds, shared, statuses, attention)
}

// search is what shipments are searched for: references of some kinds.
type search struct {
	kinds uint8
	text  string
}

// Find is engine.ListReader's. It is asked for every row of an import, so what the
// transaction has changed is looked at where it waits to be written.
func (t *tx) Find(name engine.List, kinds uint8, text string) (refs []string, err error) {
	if !isText(text) {
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

// flushWords has the words of items sent.
func (t *tx) flushWords(name engine.List, l *list, refs []string) {
	var words wordRows
	for _, ref := range refs {
		e := l.entries[ref]
		words.exchange(e.indexed, e.item)
		e.indexed = e.item
	}
	words.send(t, l.id, in(name, "word"))
}

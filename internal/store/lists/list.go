// Package lists is how shipments stand in lists, and how lists are read. It knows the
// engine and the model, and nobody's rights.
//
// There is one list of everything that the office knows, and one for each customer
// with what was published to them, see engine.List. A shipment stands in a list as
// an engine.Item, which [ItemOf] makes: its row, packed (row.go); the words by which
// it is found (words.go); its status and dates, by which lists are sorted
// (item.go). The item waits for the time from which it needs attention on, and
// [Attend] is for that time.
//
// A [List] is one list as one transaction sees it. [List.Page] reads a page of it:
// query.go says what is wanted, walk.go and candidates.go choose the way to it,
// page.go reads the rows, and cursor.go says where a page begins and ends.
//
// What a shipment needs from the staff changes with time alone. schedule.go makes a
// schedule of it, once for each change, so that the desk need not read shipments
// to sort them.
package lists

import (
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// UsualPage is the length of a page when the query names none.
const UsualPage = 50

// lineSeq are some lines of a list. An error is the last.
type lineSeq = iter.Seq2[engine.Line, error]

// List is one list as one transaction sees it.
type List struct {
	Tx   engine.Reader
	Name engine.List
	// Outside has the office's list filtered by what customers see, for staff who see no more.
	Outside bool
}

// Of is the list with a name.
func Of(tx engine.Reader, name engine.List) List { return List{Tx: tx, Name: name} }

// Item is a shipment of the list; false when the list does not have it.
func (l List) Item(ref string) (i engine.Item, found bool, err error) {
	items, err := l.Tx.Items(l.Name, ref)
	if err != nil || len(items) == 0 {
		return i, false, err //nolint:wrapcheck // the engine names the list
	}
	return items[0], true, nil
}

// itemsAt are the shipments to which lines lead.
func (l List) itemsAt(lines []engine.Line) ([]engine.Item, error) {
	return l.Tx.Items(l.Name, refsOf(lines)...) //nolint:wrapcheck // the engine names the list
}

// refsOf are the numbers of the shipments to which lines lead.
func refsOf(lines []engine.Line) []string {
	refs := make([]string, len(lines))
	for i, line := range lines {
		refs[i] = line.Ref
	}
	return refs
}

// upTo are the first of some lines, at most limit, and whether there are more.
func upTo(limit int, all lineSeq) (lines []engine.Line, more bool, err error) {
	for line, err := range all {
		if err != nil {
			return nil, false, err
		}
		if len(lines) == limit {
			return lines, true, nil
		}
		lines = append(lines, line)
	}
	return lines, false, nil
}

// rowsOf are the rows of items, to which lines lead.
func rowsOf(lines []engine.Line, items []engine.Item) (rows []model.Row, err error) {
	if len(items) != len(lines) {
		return nil, fmt.Errorf("%d lines lead to %d rows: %w", len(lines), len(items), engine.ErrDamaged)
	}
	rows = make([]model.Row, len(items))
	for i, item := range items {
		if rows[i], err = rowOf(item); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// Row is the row of a shipment; the zero value for none.
func (l List) Row(ref string) (model.Row, error) {
	i, found, err := l.Item(ref)
	if err != nil || !found {
		return model.Row{}, err
	}
	return rowOf(i)
}

// MaxRef bounds a shipment's number, in bytes: an engine has it in its keys.
const MaxRef = 200

// Resolve is the full number of the shipment that somebody calls ref, in any case and
// without its slashes; of several, the one that is written so but for its case. ErrNotFound
// when none is called so, or it is not certain which.
func (l List) Resolve(ref string) (string, error) {
	if ref != "" && len(ref) <= MaxRef {
		if _, found, err := l.Item(ref); err != nil || found {
			return ref, err
		}
	}
	refs, err := l.Find(kindRef, ref)
	if err != nil {
		return "", err
	}
	if len(refs) == 1 {
		return refs[0], nil
	}
	if i := slices.IndexFunc(refs, func(one string) bool { return strings.EqualFold(one, ref) }); i >= 0 {
		return refs[i], nil
	}
	return "", model.ErrNotFound
}

// Ahead has an engine read at once what will be asked for of shipments, which stand in the
// lists of customers by their numbers; see engine.Tx.
func Ahead(tx engine.Tx, rooms map[string]string, keys, columns []*engine.Table) error {
	all := make([]engine.Expected, 0, len(rooms))
	for _, ref := range slices.Sorted(maps.Keys(rooms)) {
		all = append(all, engine.Expected{Ref: ref, List: engine.List(rooms[ref]), Text: folded(ref)})
	}
	return tx.Ahead(all, kindRef, keys, columns) //nolint:wrapcheck // the engine says what it does
}

// Find are the shipments that have exactly this reference of one of these kinds,
// accents, case, spaces and hyphens aside, in order.
func (l List) Find(kinds uint8, value string) ([]string, error) {
	text := folded(value)
	if text == "" {
		return nil, nil
	}
	return l.Tx.Find(l.Name, kinds, text) //nolint:wrapcheck // the engine names the list
}

// Aboard are the shipments that are found by a vessel's name, in order. Some of
// them may be there for another reason, such as a port of that name.
func (l List) Aboard(vessel string) (refs []string, err error) {
	q := engine.Query{Order: engine.ByWord, Statuses: engine.EveryStatus(), Prefix: folded(vessel)}
	lines, _, err := upTo(math.MaxInt, l.Tx.Lines(l.Name, q))
	refs = refsOf(lines)
	slices.Sort(refs)
	return refs, err
}

// Refs are the numbers of the shipments behind after, in order, at most limit. next is
// where to go on; empty at the end.
func (l List) Refs(after string, limit int) (refs []string, next string, err error) {
	q := engine.Query{Order: engine.ByRef, Statuses: engine.EveryStatus(), From: &engine.Point{Ref: after}}
	lines, more, err := upTo(limit, l.Tx.Lines(l.Name, q))
	refs = refsOf(lines)
	if more {
		next = refs[limit-1]
	}
	return refs, next, err
}

// Changes are the shipments that changed after since, each with its latest change,
// the oldest first; at most limit (0: model.MaxPage).
func (l List) Changes(since uint64, limit int) (list []model.Change, err error) {
	lines, _, err := upTo(records.PageLimit(limit), l.changed(since))
	if err != nil {
		return nil, err
	}
	items, err := l.itemsAt(lines)
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf(lines, items)
	for i, row := range rows {
		if row.Change != lines[i].Seq {
			return nil, fmt.Errorf("change %d and row of %q differ: %w", lines[i].Seq, row.Ref, engine.ErrDamaged)
		}
		list = append(list, model.Change{Seq: row.Change, Ref: row.Ref, Row: row})
	}
	return list, err
}

// changed are the lines of what changed after since.
func (l List) changed(since uint64) lineSeq {
	if since+1 == 0 {
		return func(func(engine.Line, error) bool) {}
	}
	return l.Tx.Lines(l.Name, engine.Query{Order: engine.ByChange, From: &engine.Point{Seq: since + 1}})
}

package bolt

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"

	"porthole/internal/store/engine"
)

// CheckList is engine.ListReader's.
func (tx transaction) CheckList(ctx context.Context, name engine.List) (items, lines int, found []error) {
	l, err := tx.open(name)
	if err != nil {
		return 0, 0, []error{err}
	}
	if l.unknown != nil {
		found = append(found, l.unknown)
	}
	var counted engine.State
	var want, have lineSum
	cursor := l.items.Cursor()
	for key, value := cursor.First(); key != nil; key, value = cursor.Next() {
		if err := ctx.Err(); err != nil {
			return items, lines, append(found, fmt.Errorf("check list %q: %w", name, err))
		}
		items++
		i, err := unpackItem(string(key), value)
		if err == nil && i.Seq > l.state.Seq {
			err = damaged("item %q has a change that the list never had", key)
		}
		if err != nil {
			found = append(found, err)
			continue
		}
		for _, line := range linesOf(&i) {
			want.add(line.key, line.value)
		}
		count(&counted, &i, 1)
		if l.records.Get(key) == nil {
			found = append(found, damaged("item %q of list %q has no record", key, name))
		}
	}
	if counted.Seq = l.state.Seq; counted != l.state {
		found = append(found, damaged("counts of list %q do not agree with its items", name))
	}
	at := l.lines.over(nil, false)
	for at.begin(nil, false); at.key != nil; at.next() {
		have.add(at.key, at.value)
	}
	if at.lines.err != nil || have != want {
		found = append(found, errors.Join(damaged("lines of list %q are not those of its items", name), at.lines.err))
	}
	all := walk{cursor: l.records.Cursor()}
	if records := all.count(); records != items {
		found = append(found, damaged("list %q has %d records for %d items", name, records, items))
	}
	return items, have.count, found
}

// lineSum is what two lists of lines have in common only if they are the same
// lines, in whatever order.
type lineSum struct {
	count int
	sum   uint64
}

var lineSeed = maphash.MakeSeed()

func (s *lineSum) add(key, value []byte) {
	s.count++
	s.sum += maphash.Bytes(lineSeed, key) * (1 | maphash.Bytes(lineSeed, value))
}

package postgres

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// CheckList is engine.ListReader's. Lines are the rows of its words: all other orders
// are indexes of the database, which has its own means to check them.
func (t *tx) CheckList(ctx context.Context, name engine.List) (items, lines int, found []error) {
	state, err := t.State(name)
	if err != nil {
		return 0, 0, []error{err}
	}
	damaged := func(format string, args ...any) {
		found = append(found, fmt.Errorf(format+": %w", append(args, engine.ErrDamaged)...))
	}
	counted := list{state: engine.State{Seq: state.Seq}}
	var want, have wordSum
	bare := 0
	itemsErr := t.each(name, itemColumns+", i.record is null", in(name, "item")+" i on i.list = l.id", func(row pgx.Rows) error {
		var without bool
		i, is, err := scanItem(row, &without)
		if err != nil || !is {
			return errors.Join(err, ctx.Err())
		}
		if i.Seq > state.Seq {
			damaged("item %q has a change that list %q never had", i.Ref, name)
		}
		if items++; without {
			bare++
		}
		counted.count(&i, 1)
		want.add(wordsOf(0, &i)...)
		return ctx.Err() //nolint:wrapcheck // the caller knows what was being done
	})
	wordsErr := t.each(name, "w.text, w.plain, w.ref, w.kinds, w.shared, w.status, w.attention", in(name, "word")+" w on w.list = l.id and w.text is not null", func(row pgx.Rows) error {
		var w wordRow
		var text, ref *string
		var plain, attention *bool
		var kinds, status *int16
		var shared *int32
		if err := row.Scan(&text, &plain, &ref, &kinds, &shared, &status, &attention); err != nil || text == nil {
			return errors.Join(err, ctx.Err())
		}
		w.text, w.plain, w.ref, w.kinds, w.shared, w.status, w.attention = *text, *plain, *ref, *kinds, *shared, *status, *attention
		have.add(w)
		return ctx.Err() //nolint:wrapcheck // likewise
	})
	if err := errors.Join(itemsErr, wordsErr); err != nil {
		return items, have.count, append(found, err)
	}
	if counted.state != state {
		damaged("counts of list %q do not agree with its items", name)
	}
	if bare > 0 {
		damaged("list %q has %d items without a record", name, bare)
	}
	if want != have {
		damaged("words of list %q are not those of its items", name)
	}
	return items, have.count, found
}

// wordSum is what two lots of words have in common only if they are the same words, in
// whatever order.
type wordSum struct {
	count int
	sum   uint64
}

var wordSeed = maphash.MakeSeed()

func (s *wordSum) add(rows ...wordRow) {
	for _, row := range rows {
		s.count++
		s.sum += maphash.Comparable(wordSeed, row)
	}
}

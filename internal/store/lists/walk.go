package lists

import (
	"maps"
	"slices"

	"porthole/internal/store/engine"
)

// A list that is searched or filtered is read in one of two ways. Where something
// that is asked for leads to few shipments, these are looked at, and those that
// are wanted are put in order. Otherwise many are found, so that going over the
// list in its order soon fills a page.

// walk gives the lines that are wanted, from any point of their order (nil: from
// its beginning, or from its end when it goes back); with at, a line at the point
// itself counts.
type walk func(from *engine.Point, at, back bool) lineSeq

// walk is the best way to what is wanted.
func (q *query) walk() (walk, error) {
	if q.byOrderAlone() {
		return q.inOrder, nil
	}
	refs, few, err := q.candidates()
	if err != nil {
		return nil, err
	}
	if !few {
		return q.filtered, nil
	}
	return q.sorted(refs)
}

// inOrder are the lines of the order, whatever is wanted of them.
func (q *query) inOrder(from *engine.Point, at, back bool) lineSeq {
	base := q.base
	base.From, base.At, base.Back = from, at, back
	return q.Tx.Lines(q.Name, base)
}

// filteredAtOnce is how many items are read together.
const filteredAtOnce = 50

// filtered are the lines of the order that are wanted.
func (q *query) filtered(from *engine.Point, at, back bool) lineSeq {
	return func(yield func(engine.Line, error) bool) {
		var some []engine.Line
		flush := func() bool {
			kept, err := q.filterLines(some)
			some = some[:0]
			for _, line := range kept {
				if !yield(line, nil) {
					return false
				}
			}
			if err != nil {
				yield(engine.Line{}, err)
			}
			return err == nil
		}
		for line, err := range q.inOrder(from, at, back) {
			if err != nil {
				yield(line, err)
				return
			}
			if some = append(some, line); len(some) == filteredAtOnce && !flush() {
				return
			}
		}
		flush()
	}
}

// filterLines are those of some lines that are wanted.
func (q *query) filterLines(some []engine.Line) (kept []engine.Line, err error) {
	items, err := q.itemsAt(some)
	if err != nil {
		return nil, err
	}
	fits := map[string]bool{}
	for _, item := range items {
		if fits[item.Ref], err = q.fits(item); err != nil {
			return nil, err
		}
	}
	for _, line := range some {
		if fits[line.Ref] {
			kept = append(kept, line)
		}
	}
	return kept, nil
}

// sorted are the lines of those of some shipments that are wanted, in order.
func (q *query) sorted(refs map[string]bool) (walk, error) {
	items, err := q.Tx.Items(q.Name, slices.Collect(maps.Keys(refs))...)
	if err != nil {
		return nil, err //nolint:wrapcheck // the engine names the list
	}
	var all []engine.Line
	for _, item := range items {
		line, stands := item.Line(q.base)
		if !stands {
			continue
		}
		fits, err := q.fits(item)
		if err != nil {
			return nil, err
		}
		if fits {
			all = append(all, line)
		}
	}
	order := q.base.Order
	slices.SortFunc(all, func(a, b engine.Line) int { return order.Compare(a.Point, b.Point) })
	return func(from *engine.Point, at, back bool) lineSeq {
		return func(yield func(engine.Line, error) bool) {
			for i := range all {
				line, side := all[i], 1
				if back {
					line = all[len(all)-1-i]
				}
				if from != nil {
					if side = order.Compare(line.Point, *from); back {
						side = -side
					}
				}
				if (side > 0 || side == 0 && at) && !yield(line, nil) {
					return
				}
			}
		}
	}, nil
}

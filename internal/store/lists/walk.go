package lists

import (
	"slices"
	"sync"

	"porthole/internal/store/engine"
)

// A list that is searched or filtered is read in one of two ways. Where something
// that is asked for leads to few shipments, these are looked at, and those that
// are wanted are put in order. Otherwise many are found, so that going over the
// list in its order soon fills a page.
//
// Which of them it is shows in three steps. A reference leads to a handful of
// shipments, which is known at once. Where nothing does, the first rows of the order
// are looked at: if many are wanted, they fill the page. Only then it is worth it to
// find out what leads to fewest.

// walk gives the lines that are wanted, from any point of their order (nil: from
// its beginning, or from its end when it goes back); with at, a line at the point
// itself counts.
type walk func(from *engine.Point, at, back bool) lineSeq

// walk is the best way to what is wanted.
func (q *query) walk() (walk, error) {
	if q.byOrderAlone() {
		return q.inOrder, nil
	}
	state, err := q.Tx.State(q.Name)
	if err != nil {
		return nil, err //nolint:wrapcheck // the engine names the list
	}
	most := Fewest(total(state))
	few, err := q.sorted(min(atOnce, most))
	if err != nil || few != nil {
		return few, err
	}
	rest := sync.OnceValues(func() (walk, error) { return q.sorted(most) })
	return func(from *engine.Point, at, back bool) lineSeq { return q.filtered(from, at, back, rest) }, nil
}

// inOrder are the lines of the order, whatever is wanted of them.
func (q *query) inOrder(from *engine.Point, at, back bool) lineSeq {
	base := q.base
	base.From, base.At, base.Back = from, at, back
	return q.Tx.Lines(q.Name, base)
}

// atOnce is how many lines are counted first, and how many items are read together.
const atOnce = 50

// FirstRows is how many rows are looked at before more lines are counted.
const FirstRows = 400

// filtered are the lines of the order that are wanted. After the first rows it goes on
// by another way, if rest gives one.
func (q *query) filtered(from *engine.Point, at, back bool, rest func() (walk, error)) lineSeq {
	return func(yield func(engine.Line, error) bool) {
		var some []engine.Line
		looked := 0
		for line, err := range q.inOrder(from, at, back) {
			if err != nil {
				yield(line, err)
				return
			}
			if some = append(some, line); len(some) < atOnce {
				continue
			}
			if !q.filterLines(some, yield) {
				return
			}
			some = some[:0]
			if looked += atOnce; looked != FirstRows {
				continue
			}
			if other, err := rest(); err != nil {
				yield(engine.Line{}, err)
				return
			} else if other != nil {
				other(&line.Point, false, back)(yield)
				return
			}
		}
		q.filterLines(some, yield)
	}
}

// filterLines yields those of some lines that are wanted; false when no more are.
func (q *query) filterLines(some []engine.Line, yield func(engine.Line, error) bool) bool {
	items, err := q.itemsAt(some)
	fits := map[string]bool{}
	for _, item := range items {
		if err == nil {
			fits[item.Ref], err = q.fits(item)
		}
	}
	for _, line := range some {
		if err == nil && fits[line.Ref] && !yield(line, nil) {
			return false
		}
	}
	if err != nil {
		yield(engine.Line{}, err)
	}
	return err == nil
}

// sorted are the lines of what is wanted, found by what leads to fewest shipments, in
// order; nil when nothing leads to fewer than most.
func (q *query) sorted(most int) (walk, error) {
	refs, few, err := q.candidates(most)
	if err != nil || !few {
		return nil, err
	}
	items, err := q.Tx.Items(q.Name, refs...)
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

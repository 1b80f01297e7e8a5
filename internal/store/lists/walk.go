package lists

import (
	"maps"
	"slices"

	"porthole/internal/store/engine"
)

// A list that is searched or filtered is read in one of two ways. Where what is asked
// for leads to few shipments, these are looked at, and those that are wanted are put in
// order. Otherwise many are found, so that going over the list in its order soon fills a
// page.
//
// Which of them it is shows in steps. A reference leads to a handful of shipments, which
// is known at once. Where nothing does, the first rows of the order are looked at: if
// many are wanted, they fill the page. Only then it is worth it to find out what leads to
// few. If nothing does and the page is still not full after as many rows again, what is
// wanted stands at the other end of the order, or nowhere: then more references are
// gathered, and of the rest of the order only rows that can be wanted are looked at.

// walk gives the lines that are wanted, from where a query of their order begins and
// in its direction.
type walk func(from engine.Query) lineSeq

// walk is the best way to what is wanted.
func (q *query) walk() (walk, error) {
	if q.byOrderAlone() {
		return q.inOrder, nil
	}
	state, err := q.Tx.State(q.Name)
	if err != nil {
		return nil, err //nolint:wrapcheck // the engine names the list
	}
	f := &finder{query: q, fewest: Fewest(total(state))}
	return f.walk, f.gather(min(atOnce, f.fewest))
}

// inOrder are the lines of the order, whatever is wanted of them.
func (q *query) inOrder(from engine.Query) lineSeq { return q.Tx.Lines(q.Name, from) }

// atOnce is how many lines are counted first, and how many items are read together.
const atOnce = 50

// FirstRows is how many rows are looked at before more references are gathered.
const FirstRows = 400

// mostRefs bounds the memory that a search takes.
const mostRefs = 500_000

// finder goes over what is wanted of a list that is searched or filtered.
type finder struct {
	*query
	fewest   int
	gathered int             // up to how many shipments of each condition were gathered
	can      map[string]bool // all that can be wanted; nil: not known
	few      walk            // over what is wanted, where it was found to be few; or nil
}

// gather finds what can be wanted by the conditions that lead to less than most shipments.
func (f *finder) gather(most int) (err error) {
	if most <= f.gathered {
		return nil
	}
	f.gathered = most
	if f.can, err = f.candidates(most); err == nil && f.can != nil && len(f.can) < f.fewest {
		f.few, err = f.sorted(slices.Collect(maps.Keys(f.can)))
	}
	return err
}

// worth is how many shipments are worth being gathered after so many rows.
func (f *finder) worth(looked int) int {
	switch {
	case looked < FirstRows:
		return 0
	case looked < FirstRows+f.fewest:
		return f.fewest
	default:
		return mostRefs
	}
}

// walk are the lines that are wanted.
func (f *finder) walk(from engine.Query) lineSeq {
	if f.few != nil {
		return f.few(from)
	}
	return func(yield func(engine.Line, error) bool) {
		var some []engine.Line
		looked := 0
		for line, err := range f.inOrder(from) {
			if err != nil {
				yield(line, err)
				return
			}
			if f.can != nil && !f.can[line.Ref] {
				continue
			}
			if some = append(some, line); len(some) < atOnce {
				continue
			}
			if !f.filterLines(some, yield) {
				return
			}
			some = some[:0]
			looked += atOnce
			if err := f.gather(f.worth(looked)); err != nil {
				yield(engine.Line{}, err)
				return
			}
			if f.few != nil {
				rest := from
				rest.From, rest.At = &line.Point, false
				f.few(rest)(yield)
				return
			}
		}
		f.filterLines(some, yield)
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

// sorted are the lines of those of some shipments that are wanted, in order.
func (q *query) sorted(refs []string) (walk, error) {
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
	slices.SortFunc(all, func(a, b engine.Line) int { return q.base.Order.Compare(a.Point, b.Point) })
	return func(from engine.Query) lineSeq {
		return func(yield func(engine.Line, error) bool) {
			lines := slices.All(all)
			if from.Back {
				lines = slices.Backward(all)
			}
			for _, line := range lines {
				if from.Reaches(line.Point) && !yield(line, nil) {
					return
				}
			}
		}
	}, nil
}

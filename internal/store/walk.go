package store

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// A list that is searched or filtered is read in one of two ways. Where something
// that is asked for leads to few shipments, these are looked at, and those that
// are wanted are put in order. Otherwise many are found, so that going over the
// list in its order soon fills a page.

// fewest is how many lines are looked at in a list of so many shipments to find out
// whether they are few: with as many, both ways are expected to read as many rows
// for a page.
var fewest = func(rows uint64) int { return int(math.Sqrt(float64(usualPage * rows))) }

// walk is the best way to what is wanted.
func (w *wanted) walk() (walk, error) {
	if w.byOrderAlone() {
		return w.lines, nil
	}
	refs, few, err := w.candidates()
	if err != nil {
		return nil, err
	}
	if !few {
		return w.sifted, nil
	}
	return w.gathered(refs)
}

// lines are those of the order, whatever is wanted of them.
func (w *wanted) lines(from *engine.Point, at, back bool) iter.Seq2[engine.Line, error] {
	q := w.base
	q.From, q.At, q.Back = from, at, back
	return w.Lines(w.list, q)
}

// siftedAtOnce is how many rows are read together.
const siftedAtOnce = 50

// sifted are the lines of the order that are wanted.
func (w *wanted) sifted(from *engine.Point, at, back bool) iter.Seq2[engine.Line, error] {
	return func(yield func(engine.Line, error) bool) {
		var some []engine.Line
		sift := func() bool {
			kept, err := w.sift(some)
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
		for line, err := range w.lines(from, at, back) {
			if err != nil {
				yield(line, err)
				return
			}
			if some = append(some, line); len(some) == siftedAtOnce && !sift() {
				return
			}
		}
		sift()
	}
}

// sift are those of some lines that are wanted.
func (w *wanted) sift(some []engine.Line) (kept []engine.Line, err error) {
	items, err := w.at(some)
	if err != nil {
		return nil, err //nolint:wrapcheck // the engine names the list
	}
	fits := map[string]bool{}
	for _, item := range items {
		if fits[item.Ref], err = w.fits(item); err != nil {
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

// gathered are the lines of those of some shipments that are wanted, in order.
func (w *wanted) gathered(refs map[string]bool) (walk, error) {
	items, err := w.Items(w.list, slices.Collect(maps.Keys(refs))...)
	if err != nil {
		return nil, err //nolint:wrapcheck // the engine names the list
	}
	var lines []engine.Line
	for _, item := range items {
		line, stands := item.Line(w.base)
		if !stands {
			continue
		}
		fits, err := w.fits(item)
		if err != nil {
			return nil, err
		}
		if fits {
			lines = append(lines, line)
		}
	}
	order := w.base.Order
	slices.SortFunc(lines, func(a, b engine.Line) int { return order.Compare(a.Point, b.Point) })
	return func(from *engine.Point, at, back bool) iter.Seq2[engine.Line, error] {
		return func(yield func(engine.Line, error) bool) {
			some, begin := lines, 0
			if back {
				some = slices.Clone(lines)
				slices.Reverse(some)
			}
			if from != nil {
				begin, _ = slices.BinarySearchFunc(some, *from, func(line engine.Line, p engine.Point) int {
					side := order.Compare(line.Point, p)
					if back {
						side = -side
					}
					if side == 0 && !at {
						return -1
					}
					return side
				})
			}
			for _, line := range some[begin:] {
				if !yield(line, nil) {
					return
				}
			}
		}
	}, nil
}

// leads gives the shipments to which something that is asked for leads, some of
// them perhaps twice.
type leads = iter.Seq2[engine.Line, error]

// candidates are the shipments to which one of the things that are asked for leads,
// that with the fewest; false when all of them lead to many.
func (w *wanted) candidates() (refs map[string]bool, few bool, err error) {
	state, err := w.State(w.list)
	if err != nil {
		return nil, false, err //nolint:wrapcheck // the engine names the list
	}
	var best []string
	most := fewest(total(state))
	for _, lead := range w.leads() {
		var found []string
		for line, err := range lead {
			if err != nil {
				return nil, false, err
			}
			if found = append(found, line.Ref); len(found) >= most {
				break
			}
		}
		if len(found) < most {
			best, few, most = found, true, len(found)
		}
	}
	refs = make(map[string]bool, len(best))
	for _, ref := range best {
		refs[ref] = true
	}
	return refs, few, nil
}

// leads are those of all words and conditions that the list is in the order of.
func (w *wanted) leads() []leads {
	var all []leads
	for last := range w.words {
		var groups []string
		for first := range last + 1 {
			groups = append(groups, w.joined[first][last-first])
		}
		all = append(all, w.beginning(groups))
	}
	for _, c := range w.filter.Conds {
		if lead := w.leadsOf(c); lead != nil && !c.Not {
			all = append(all, lead)
		}
	}
	return all
}

// leadsOf is that of a condition; nil when there is no such order.
func (w *wanted) leadsOf(c model.Condition) leads {
	switch {
	case c.Field == model.FieldCustomer:
		return w.ofPartners(c.Values)
	case c.Field == model.FieldChanged && c.Bare():
		return w.changed(w.query.Since)
	case w.outside:
		return nil
	case c.Field == model.FieldChanged:
		return w.latest(c)
	case c.Field == model.FieldETA:
		return w.dated(engine.ByETA, c)
	case c.Field == model.FieldETD:
		return w.dated(engine.ByETD, c)
	}
	switch c.Field {
	case model.FieldPOL, model.FieldPOD, model.FieldCarrier, model.FieldVessel, model.FieldVoyage:
	default:
		if !c.Field.Referred() {
			return nil
		}
	}
	keys := make([]string, len(c.Values))
	for i, value := range c.Values {
		keys[i] = folded(value)
	}
	return w.beginning(keys)
}

// until ends a walk at the first line at which over is true.
func until(lines leads, over func(engine.Line) bool) leads {
	return func(yield func(engine.Line, error) bool) {
		for line, err := range lines {
			if err == nil && over(line) || !yield(line, err) {
				return
			}
		}
	}
}

// beginning are the shipments that are found by one of the keys.
func (w *wanted) beginning(keys []string) leads {
	return func(yield func(engine.Line, error) bool) {
		q := w.base
		q.Order = engine.ByWord
		for _, q.Prefix = range keys {
			for i := range w.base.Shelves { // in any order: it need not be merged
				q.Shelves = w.base.Shelves[i : i+1]
				for line, err := range w.Lines(w.list, q) {
					if !yield(line, err) {
						return
					}
				}
			}
		}
	}
}

// dated are the shipments with such an ETA or ETD.
func (w *wanted) dated(order engine.Order, c model.Condition) leads {
	first, last := c.Dates.Instants(w.query.Today)
	q := w.base
	q.Order, q.At = order, true
	if c.Dates.None {
		q.From = &engine.Point{At: engine.Unknown}
		return w.Lines(w.list, q)
	}
	if !first.IsZero() {
		q.From = &engine.Point{At: first.Unix()}
	}
	end := cmp.Or(unixOf(last), engine.Unknown)
	return until(w.Lines(w.list, q), func(line engine.Line) bool { return line.At >= end })
}

func unixOf(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.Unix()
}

// latest are the shipments that changed on a day or later.
func (w *wanted) latest(c model.Condition) leads {
	first, _ := c.Dates.Instants(w.query.Today)
	if first.IsZero() {
		return nil
	}
	q := w.base
	q.Order = engine.ByUpdate
	return until(w.Lines(w.list, q), func(line engine.Line) bool { return line.At < nanos(first) })
}

// ofPartners are the shipments of the customers that are named so.
func (w *wanted) ofPartners(names []string) leads {
	return func(yield func(engine.Line, error) bool) {
		for _, name := range names {
			for _, slug := range w.partners[name] {
				for line, err := range w.Lines(engine.List(slug), engine.Query{Order: engine.ByRef, Shelves: everyShelf()}) {
					if !yield(line, err) {
						return
					}
				}
			}
		}
	}
}

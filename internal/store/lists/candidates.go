package lists

import (
	"math"
	"slices"

	"porthole/internal/model/filter"
	"porthole/internal/store/engine"
)

// Fewest is how many lines are looked at in a list of so many shipments to find out
// whether they are few: with as many, both ways are expected to read as many rows
// for a page. Tests change it.
var Fewest = func(rows uint64) int { return int(math.Sqrt(float64(UsualPage * rows))) }

// candidates are the shipments to which all those of the things that are asked for lead
// that lead to less than most; nil when none does.
func (q *query) candidates(most int) (can map[string]bool, err error) {
	for _, way := range q.ways() {
		var found []string
		lines := 0
		for line, err := range way {
			if err != nil {
				return nil, err
			}
			if lines++; lines >= most {
				break
			}
			if can == nil || can[line.Ref] {
				found = append(found, line.Ref)
			}
		}
		if lines < most {
			can = setOf(found)
		}
	}
	return can, nil
}

func setOf(refs []string) map[string]bool {
	set := make(map[string]bool, len(refs))
	for _, ref := range refs {
		set[ref] = true
	}
	return set
}

// ways are the lines to which each word and each condition leads that the list is in
// the order of. A shipment may be there twice.
func (q *query) ways() (all []lineSeq) {
	for last := range q.words {
		var groups []string
		for first := range last + 1 {
			groups = append(groups, q.joined[first][last-first])
		}
		all = append(all, q.beginning(groups))
	}
	for _, c := range q.filter.Conds {
		if way := q.wayOf(c); way != nil && !c.Not {
			all = append(all, way)
		}
	}
	return all
}

// wayOf is that of a condition; nil when there is no such order.
func (q *query) wayOf(c filter.Condition) lineSeq {
	switch {
	case c.Field == filter.FieldCustomer:
		return q.ofPartners(c.Values)
	case c.Field == filter.FieldChanged && c.Bare():
		return q.changed(q.asked.Since)
	case q.Outside:
		return nil
	case c.Field == filter.FieldChanged:
		return q.latest(c)
	case c.Field == filter.FieldETA:
		return q.dated(engine.ByETA, c)
	case c.Field == filter.FieldETD:
		return q.dated(engine.ByETD, c)
	case !c.Field.Referred() && !slices.Contains(wordFields, c.Field):
		return nil
	}
	keys := make([]string, len(c.Values))
	for i, value := range c.Values {
		keys[i] = folded(value)
	}
	return q.beginning(keys)
}

// wordFields are those that are no references, and by whose beginnings shipments are found.
var wordFields = []filter.Field{filter.FieldPOL, filter.FieldPOD, filter.FieldCarrier, filter.FieldVessel, filter.FieldVoyage}

// until ends with the line before the first at which over is true.
func until(all lineSeq, over func(engine.Line) bool) lineSeq {
	return func(yield func(engine.Line, error) bool) {
		for line, err := range all {
			if err == nil && over(line) || !yield(line, err) {
				return
			}
		}
	}
}

// beginning are the shipments that are found by one of the keys.
func (q *query) beginning(keys []string) lineSeq {
	return func(yield func(engine.Line, error) bool) {
		base := q.base
		base.Order = engine.ByWord
		for _, base.Prefix = range keys {
			for i := range q.base.Statuses { // in any order: it need not be merged
				base.Statuses = q.base.Statuses[i : i+1]
				for line, err := range q.Tx.Lines(q.Name, base) {
					if !yield(line, err) {
						return
					}
				}
			}
		}
	}
}

// dated are the shipments with such an ETA or ETD.
func (q *query) dated(order engine.Order, c filter.Condition) lineSeq {
	first, last := c.Dates.Instants(q.asked.Today)
	base, end := q.base, int64(engine.Unknown)
	base.Order, base.At = order, true
	switch {
	case c.Dates.None:
		base.From = &engine.Point{At: engine.Unknown}
		return q.Tx.Lines(q.Name, base)
	case !first.IsZero():
		base.From = &engine.Point{At: first.Unix()}
	}
	if !last.IsZero() {
		end = last.Unix()
	}
	return until(q.Tx.Lines(q.Name, base), func(line engine.Line) bool { return line.At >= end })
}

// latest are the shipments that changed on a day or later.
func (q *query) latest(c filter.Condition) lineSeq {
	first, _ := c.Dates.Instants(q.asked.Today)
	if first.IsZero() {
		return nil
	}
	base := q.base
	base.Order = engine.ByUpdate
	return until(q.Tx.Lines(q.Name, base), func(line engine.Line) bool { return line.At < nanos(first) })
}

// ofPartners are the shipments of the customers that are named so.
func (q *query) ofPartners(names []string) lineSeq {
	return func(yield func(engine.Line, error) bool) {
		for _, name := range names {
			for _, slug := range q.partners[name] {
				of := engine.Query{Order: engine.ByRef, Statuses: engine.EveryStatus()}
				for line, err := range q.Tx.Lines(engine.List(slug), of) {
					if !yield(line, err) {
						return
					}
				}
			}
		}
	}
}

package store

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"sort"

	"porthole/internal/model"
)

// sequence is the lines of a list in order, from any point, in both directions.
type sequence interface {
	start(point []byte, at, back bool) error
	next() ([]byte, error) // nil at the end
}

// A list that is searched or filtered is read in one of two ways. Where something
// that is asked for leads to few shipments by the index, these are looked at, and
// those that are wanted are put in order. Otherwise many are found, so that going
// over the list in its order soon fills a page.

// fewest is how many lines are looked at in a tree of so many rows to find out whether
// they are few: with as many, both ways are expected to read as many rows for a page.
var fewest = func(rows uint64) int { return int(math.Sqrt(float64(usualPage * rows))) }

// sequence is the best way to read what is wanted.
func (t *tree) sequence(w *walk, want *wanted) (sequence, error) {
	if want.byOrderAlone(w.order) {
		return w, nil
	}
	refs, few := want.candidates(w.shelves)
	if want.failed != nil {
		return nil, want.failed
	}
	if !few {
		return &sifted{w, want}, nil
	}
	s := gathered{walk: w}
	for ref := range refs {
		h, tokens, fits, err := want.row([]byte(ref))
		if err != nil {
			return nil, err
		}
		if !fits {
			continue
		}
		if key := w.keyOf(h, tokens); key != nil {
			s.keys = append(s.keys, key)
		}
	}
	slices.SortFunc(s.keys, func(a, b []byte) int { return bytes.Compare(w.point(a), w.point(b)) })
	return &s, nil
}

// sifted is the lines of a walk that are wanted.
type sifted struct {
	*walk
	want *wanted
}

func (s *sifted) next() ([]byte, error) {
	for {
		key, err := s.walk.next()
		if err != nil || key == nil {
			return nil, err
		}
		if ref, ok := refOf(key); ok {
			_, _, fits, err := s.want.row(ref)
			if err != nil || fits {
				return key, err
			}
		}
	}
}

// gathered is lines that were put in order.
type gathered struct {
	walk *walk
	keys [][]byte
	at   int
	back bool
}

func (s *gathered) start(point []byte, at, back bool) error {
	s.back = back
	if point == nil {
		if s.at = 0; back {
			s.at = len(s.keys) - 1
		}
		return nil
	}
	s.at = sort.Search(len(s.keys), func(i int) bool { return bytes.Compare(s.walk.point(s.keys[i]), point) >= 0 })
	here := s.at < len(s.keys) && bytes.Equal(s.walk.point(s.keys[s.at]), point)
	switch {
	case back && (!here || !at):
		s.at--
	case !back && here && !at:
		s.at++
	}
	return nil
}

func (s *gathered) next() ([]byte, error) {
	if s.at < 0 || s.at >= len(s.keys) {
		return nil, nil
	}
	key := s.keys[s.at]
	if s.at++; s.back {
		s.at -= 2
	}
	return key, nil
}

// keyOf is the line that a row has in the order of the walk; nil when it has none.
func (w *walk) keyOf(h held, tokens unpacker) []byte {
	attention := w.shelves[0] & attentionBit
	if !slices.Contains(w.shelves, h.shelf()|attention) || attention != 0 && !h.attention {
		return nil
	}
	if w.order == orderSearch {
		for len(tokens.b) > 0 {
			t := token{tokens.string(), kind(tokens.unsigned())}
			if bytes.HasPrefix([]byte(t.text), w.prefix) {
				return append(searchKey([]byte{orderSearch, h.wordShelf()}, t.text, t.class()), h.row.Ref.String()...)
			}
		}
		return nil
	}
	for _, place := range h.places() {
		if place[0] == w.order {
			place[1] |= attention
			return place
		}
	}
	return nil
}

// leads gives the shipments to which something that is asked for leads, some of
// them perhaps twice, until it is told to stop.
type leads func(yield func(ref []byte) bool)

// candidates are the shipments to which one of the things that are asked for leads,
// that with the fewest; false when all of them lead to many.
func (w *wanted) candidates(shelves []byte) (refs map[string]bool, few bool) {
	var best leads
	most := fewest(w.tree.state.total())
	for _, lead := range w.leads(shelves) {
		seen := 0
		lead(func([]byte) bool {
			seen++
			return seen < most
		})
		if seen < most {
			best, most = lead, seen
		}
	}
	if best == nil {
		return nil, false
	}
	refs = make(map[string]bool, most)
	best(func(ref []byte) bool {
		refs[string(ref)] = true
		return true
	})
	return refs, true
}

// leads are those of all words and conditions that the index knows.
func (w *wanted) leads(shelves []byte) []leads {
	var all []leads
	for last := range w.words {
		var groups []string
		for first := range last + 1 {
			groups = append(groups, w.joined[first][last-first])
		}
		all = append(all, w.beginning(shelves, groups))
	}
	for _, c := range w.filter.Conds {
		if lead := w.leadsOf(c, shelves); lead != nil && !c.Not {
			all = append(all, lead)
		}
	}
	return all
}

// leadsOf is that of a condition; nil when the index does not know it.
func (w *wanted) leadsOf(c model.Condition, shelves []byte) leads {
	switch {
	case c.Field == model.FieldCustomer:
		return w.ofPartners(c.Values)
	case c.Field == model.FieldChanged && c.Bare():
		return w.changedAfter
	case w.tree.outside:
	case c.Field == model.FieldChanged:
		return w.latest(c, shelves)
	case c.Field == model.FieldETA:
		return w.dated(orderETA, c, shelves)
	case c.Field == model.FieldETD:
		return w.dated(orderETD, c, shelves)
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
	return w.beginning(shelves, keys)
}

// stretch is the shipments of the lines of an order from one key to before another,
// each behind the shelf.
func (w *wanted) stretch(order byte, shelves []byte, from, to []byte, yield func(ref []byte) bool) bool {
	for _, shelf := range shelves {
		end := append([]byte{order, shelf}, to...)
		cursor := w.tree.index.Cursor()
		for key, _ := cursor.Seek(append([]byte{order, shelf}, from...)); key != nil && bytes.Compare(key, end) < 0; key, _ = cursor.Next() {
			if ref, ok := refOf(key); ok && !yield(ref) {
				return false
			}
		}
		if w.failed = cursor.Err(); w.failed != nil {
			return false
		}
	}
	return true
}

// beginning are the shipments that are found by one of the keys.
func (w *wanted) beginning(shelves []byte, keys []string) leads {
	return func(yield func(ref []byte) bool) {
		for _, key := range keys {
			if !w.stretch(orderSearch, wordShelves(shelves), []byte(key), successor([]byte(key)), yield) {
				return
			}
		}
	}
}

// dated are the shipments with such an ETA or ETD.
func (w *wanted) dated(order byte, c model.Condition, shelves []byte) leads {
	first, last := c.Dates.Instants(w.query.Today)
	unknown := bytes.Repeat([]byte{0xff}, 8)
	from, to := []byte{}, unknown
	if c.Dates.None {
		from, to = unknown, append(unknown, 0xff)
	}
	if !first.IsZero() {
		from = binary.BigEndian.AppendUint64(nil, uint64(first.Unix())^1<<63)
	}
	if !last.IsZero() {
		to = binary.BigEndian.AppendUint64(nil, uint64(last.Unix())^1<<63)
	}
	return func(yield func(ref []byte) bool) { w.stretch(order, shelves, from, to, yield) }
}

// latest are the shipments that changed on a day or later.
func (w *wanted) latest(c model.Condition, shelves []byte) leads {
	first, _ := c.Dates.Instants(w.query.Today)
	if first.IsZero() {
		return nil
	}
	return func(yield func(ref []byte) bool) {
		w.stretch(orderUpdated, shelves, nil, latestKey(nil, first, 0), yield)
	}
}

// changedAfter are the shipments that changed since the reader's last visit.
func (w *wanted) changedAfter(yield func(ref []byte) bool) {
	w.stretch(orderChanged, []byte{oneShelf}, numberKey(w.query.Since+1), bytes.Repeat([]byte{0xff}, 9), yield)
}

// ofPartners are the shipments of the customers that are named so.
func (w *wanted) ofPartners(names []string) leads {
	return func(yield func(ref []byte) bool) {
		for _, name := range names {
			for _, slug := range w.partners[name] {
				rows, err := w.room(slug)
				if w.failed = err; err != nil {
					return
				}
				cursor := rows.Cursor()
				for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
					if !yield(key) {
						return
					}
				}
			}
		}
	}
}

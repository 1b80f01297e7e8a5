package store

import (
	"bytes"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// wanted is what a query asks of a list beside its order: the words of a search and
// the conditions of a filter. It decides about one row at a time.
type wanted struct {
	reading
	query    model.Query
	base     engine.Query // the order, and the shelves on which rows can stand that are wanted
	words    []string
	joined   [][]string // joined[i][n] are the words from i on, n+1 of them, as one
	filter   model.Filter
	partners map[string][]string // slugs by what the filter calls the customer
}

// maxWords bounds the words of a search: their groups grow with the square.
const maxWords = 12

// searched are the words of a search, folded.
func searched(text string) []string {
	var words []string
	for word := range strings.FieldsSeq(text) {
		if key := folded(word); key != "" {
			words = append(words, key)
		}
	}
	return words
}

// wanted reads a query. Its Faults are those of the filter.
func (l reading) wanted(q model.Query) (*wanted, error) {
	staff := l.list == engine.Office
	w := &wanted{reading: l, query: q, words: searched(q.Search)}
	if len(w.words) > maxWords {
		return nil, model.NewFault("error.filter.long", maxWords, maxWords)
	}
	for i := range w.words {
		var groups []string
		for n := i + 1; n <= len(w.words); n++ {
			groups = append(groups, folded(strings.Join(w.words[i:n], "")))
		}
		w.joined = append(w.joined, groups)
	}
	var err error
	if w.filter, err = model.ParseFilter(q.Filter, staff, q.Today); err != nil {
		return nil, err
	}
	w.base = w.order()
	if staff {
		err = w.resolvePartners()
	}
	return w, err
}

// order is the order in which a query wants a list, and on which shelves.
func (w *wanted) order() (q engine.Query) {
	switch w.query.Order() {
	case model.ByMatch:
		if q.Order = engine.ByWord; len(w.words) > 0 {
			q.Prefix = w.words[0]
		}
	case model.ByETD:
		q.Order = engine.ByETD
	case model.ByETA:
		q.Order = engine.ByETA
	case model.ByRef:
		q.Order = engine.ByRef
	case model.ByStatus:
		q.Order = engine.ByStatus
	default:
		q.Order = engine.ByUpdate
	}
	left, attention := w.filter.Statuses()
	shelves, tabbed := shelvesOf(w.query.Tab, w.query.Status)
	q.Attention = attention || tabbed
	for _, shelf := range shelves {
		for _, status := range left {
			if shelfOf(status) == shelf {
				q.Shelves = append(q.Shelves, shelf)
			}
		}
	}
	return q
}

// resolvePartners finds the customers that the filter names.
func (w *wanted) resolvePartners() error {
	for _, c := range w.filter.Conds {
		if c.Field != model.FieldCustomer {
			continue
		}
		for p, err := range partners.scan(w, engine.Scan{}) {
			if err != nil {
				return err
			}
			for _, value := range c.Values {
				if p.Value.Answers(value) {
					w.partners = with(w.partners, value, p.Value.Slug)
				}
			}
		}
	}
	return nil
}

func with(m map[string][]string, key, value string) map[string][]string {
	if m == nil {
		m = map[string][]string{}
	}
	m[key] = append(m[key], value)
	return m
}

// byOrderAlone says that the lines of the order are all wanted.
func (w *wanted) byOrderAlone() bool {
	return len(w.filter.Conds) == 0 && (len(w.words) == 0 || len(w.words) == 1 && w.base.Order == engine.ByWord)
}

// asked tells this question from others in a cursor.
func (w *wanted) asked() string { return strings.Join(w.words, " ") + "\x00" + w.query.Filter }

// fits says whether a shipment is wanted.
func (w *wanted) fits(i engine.Item) (bool, error) {
	if !w.found(i.Words) {
		return false, nil
	}
	if len(w.filter.Conds) == 0 {
		return true, nil
	}
	row, err := rowOf(i)
	if err != nil {
		return false, err
	}
	if w.outside {
		partner, found := row.Partner, false
		if i, found, err = itemIn(w, engine.List(partner), i.Ref); err != nil || !found {
			return false, err
		}
		if row, err = rowOf(i); err != nil {
			return false, err
		}
		row.Partner = partner
	}
	c := model.Candidate{Row: row, Attention: i.Attention, Refers: func(f model.Field, beginning string) bool {
		return refers(i.Words, kinds[string(f)], folded(beginning))
	}}
	return w.filter.Fits(&c, w.query.Today, w.query.Since, w.partners), nil
}

// refers says whether there is a reference of that kind that begins so.
func refers(words engine.Words, k kind, beginning string) bool {
	for text, is := range words.All() {
		if is&k != 0 && bytes.HasPrefix(text, []byte(beginning)) {
			return true
		}
	}
	return false
}

// found says whether the words lead to the shipment with these.
func (w *wanted) found(words engine.Words) bool {
	if len(w.words) == 0 {
		return true
	}
	var hits [maxWords][maxWords]bool
	for text := range words.All() {
		for i, groups := range w.joined {
			for n, group := range groups {
				if len(text) < len(group) || string(text[:len(group)]) != group {
					break // nor do longer ones begin it
				}
				hits[i][n] = true
			}
		}
	}
	return model.Grouped(len(w.words), func(from, to int) bool { return hits[from][to-from-1] })
}

package lists

import (
	"bytes"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// query is what is asked of a list: its order, and beside that the words of a search
// and the conditions of a filter, which decide about one item at a time.
type query struct {
	List
	asked    model.Query
	base     engine.Query // the order, and the statuses of what can be wanted
	words    []string
	joined   [][]string // joined[i][n] are the words from i on, n+1 of them, as one
	filter   filter.Filter
	partners map[string][]string // slugs by what the filter calls the customer
}

// maxWords bounds the words of a search: their groups grow with the square.
const maxWords = 12

// searchWords are the words of a search, folded.
func searchWords(text string) []string {
	var words []string
	for word := range strings.FieldsSeq(text) {
		if key := folded(word); key != "" {
			words = append(words, key)
		}
	}
	return words
}

// longestText bounds the texts of a query that is shared. A list's own cursors are
// shorter: they have a word and a shipment's number in them at most.
const longestText = 512

// Shared is a query in the form in which all who want the same page ask it, and
// reports whether many may want it. One that is longer than those of the screens is of a program,
// which fetches it once.
func Shared(q model.Query) (_ model.Query, often bool) {
	q.Search = strings.Join(searchWords(q.Search), " ")
	if !strings.Contains(q.Filter, string(filter.FieldChanged)) {
		q.Since = 0
	}
	if q.Limit <= 0 {
		q.Limit = UsualPage
	}
	return q, q.Limit <= UsualPage && max(len(q.Search), len(q.Filter), len(q.After), len(q.Before)) <= longestText
}

// query reads what is asked. Its Faults are those of the filter.
func (l List) query(asked model.Query) (*query, error) {
	staff := l.Name == engine.Office
	q := &query{List: l, asked: asked, words: searchWords(asked.Search)}
	if len(q.words) > maxWords {
		return nil, model.NewFault("error.filter.long", maxWords, maxWords)
	}
	for i := range q.words {
		var groups []string
		for n := i + 1; n <= len(q.words); n++ {
			groups = append(groups, folded(strings.Join(q.words[i:n], "")))
		}
		q.joined = append(q.joined, groups)
	}
	var err error
	if q.filter, err = filter.Parse(asked.Filter, staff, asked.Today); err != nil {
		return nil, err
	}
	left, attention := q.filter.Statuses()
	q.base = engine.Query{
		Order: orders[asked.Order()], Attention: attention || asked.Tab == model.TabAttention,
		Statuses: statusNumbers(asked.Tab, func(s model.Status) bool {
			return (asked.Status == "" || s == asked.Status) && slices.Contains(left, s)
		}),
	}
	if q.base.Order == engine.ByWord && len(q.words) > 0 {
		q.base.Prefix = q.words[0]
	}
	if staff {
		err = q.findPartners()
	}
	return q, err
}

// orders are the engine's; another is that of the latest change.
var orders = map[model.Sort]engine.Order{
	model.ByMatch: engine.ByWord, model.ByETD: engine.ByETD, model.ByETA: engine.ByETA, model.ByRef: engine.ByRef, model.ByStatus: engine.ByStatus,
}

// findPartners finds the customers that the filter names.
func (q *query) findPartners() error {
	q.partners = map[string][]string{}
	for _, c := range q.filter.Conds {
		if c.Field != filter.FieldCustomer {
			continue
		}
		for p, err := range records.Partners.Scan(q.Tx, engine.Scan{}) {
			if err != nil {
				return err
			}
			for _, name := range c.Values {
				if p.Value.Answers(name) {
					q.partners[name] = append(q.partners[name], p.First)
				}
			}
		}
	}
	return nil
}

// byOrderAlone reports whether the lines of the order are all wanted.
func (q *query) byOrderAlone() bool {
	return len(q.filter.Conds) == 0 && (len(q.words) == 0 || len(q.words) == 1 && q.base.Order == engine.ByWord)
}

// fits reports whether a shipment is wanted.
func (q *query) fits(i engine.Item) (bool, error) {
	if !q.found(i.Words) {
		return false, nil
	}
	if len(q.filter.Conds) == 0 {
		return true, nil
	}
	row, err := rowOf(i)
	if err != nil {
		return false, err
	}
	if q.Outside {
		partner, found := row.Partner, false
		if i, found, err = Of(q.Tx, engine.List(partner)).Item(i.Ref); err != nil || !found {
			return false, err
		}
		if row, err = rowOf(i); err != nil {
			return false, err
		}
		row.Partner = partner
	}
	c := filter.Candidate{Row: row, Attention: i.Attention, Refers: func(f filter.Field, beginning string) bool {
		return refers(i.Words, Kinds[string(f)], folded(beginning))
	}}
	return q.filter.Fits(&c, q.asked.Today, q.asked.Since, q.partners), nil
}

// refers reports whether there is a reference of that kind that begins so.
func refers(words engine.Words, kinds uint8, beginning string) bool {
	for text, is := range words.All() {
		if is&kinds != 0 && bytes.HasPrefix(text, []byte(beginning)) {
			return true
		}
	}
	return false
}

// found reports whether the words of the search lead to the shipment with these.
func (q *query) found(words engine.Words) bool {
	if len(q.words) == 0 {
		return true
	}
	var hits [maxWords][maxWords]bool
	for text := range words.All() {
		for i, groups := range q.joined {
			for n, group := range groups {
				if len(text) < len(group) || string(text[:len(group)]) != group {
					break // nor do longer ones begin it
				}
				hits[i][n] = true
			}
		}
	}
	return filter.Grouped(len(q.words), func(from, to int) bool { return hits[from][to-from-1] })
}

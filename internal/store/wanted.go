package store

import (
	"bytes"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// wanted is what a query asks for beside its order: the words of a search and the
// conditions of a filter. It decides about one row at a time.
type wanted struct {
	tree     *tree
	query    model.Query
	words    []string
	joined   [][]string // joined[i][n] are the words from i on, n+1 of them, as one
	filter   model.Filter
	partners map[string][]string      // slugs by what the filter calls the customer
	rooms    map[string]*bbolt.Bucket // rows of partners, for who sees what customers see
	failed   error                    // of what leads to shipments
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
func (t *tree) wanted(q model.Query) (*wanted, error) {
	staff := t.slug == hallName
	w := &wanted{tree: t, query: q, words: searched(q.Search)}
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
	if w.filter, err = model.ParseFilter(q.Filter, staff, q.Today); err != nil || !staff {
		return w, err
	}
	return w, w.resolvePartners()
}

// resolvePartners finds the customers that the filter names.
func (w *wanted) resolvePartners() error {
	for _, c := range w.filter.Conds {
		if c.Field != model.FieldCustomer {
			continue
		}
		for found, err := range partners.scan(w.tree.tx, engine.Scan{}) {
			if err != nil {
				return err
			}
			for _, value := range c.Values {
				if found.Value.Answers(value) {
					w.partners = with(w.partners, value, found.First)
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

// shelves are those on which rows can stand that are wanted.
func (w *wanted) shelves() []byte {
	left, attention := w.filter.Statuses()
	var shelves []byte
	for _, shelf := range shelvesOf(w.query.Tab, w.query.Status) {
		for _, status := range left {
			if shelfOf(status) != shelf&^attentionBit {
				continue
			}
			if attention {
				shelf |= attentionBit
			}
			shelves = append(shelves, shelf)
		}
	}
	return shelves
}

// first is the word by which a search is in order.
func (w *wanted) first() string {
	if len(w.words) == 0 {
		return ""
	}
	return w.words[0]
}

// byOrderAlone says that the lines of the walk are all wanted.
func (w *wanted) byOrderAlone(order byte) bool {
	return len(w.filter.Conds) == 0 && (len(w.words) == 0 || len(w.words) == 1 && order == orderSearch)
}

// asked tells this question from others in a cursor.
func (w *wanted) asked() string { return strings.Join(w.words, " ") + "\x00" + w.query.Filter }

// row is the packed row of a shipment, as far as it is wanted.
func (w *wanted) row(ref []byte) (h held, tokens unpacker, fits bool, err error) {
	payload, err := payloadAt(w.tree.rows, ref)
	if err != nil {
		return h, tokens, false, err
	}
	h, packed, tokens, err := splitHead(payload)
	if err != nil || !w.found(tokens) {
		return h, tokens, false, err
	}
	if h.row, err = unpackRow(packed); err != nil {
		return h, tokens, false, err
	}
	fits, err = w.meets(h, tokens)
	return h, tokens, fits, err
}

// headAt is the row of ref, of which its tokens are left in their packed form.
func headAt(rows *bbolt.Bucket, ref []byte) (h held, tokens unpacker, err error) {
	payload, err := payloadAt(rows, ref)
	if err != nil {
		return held{}, tokens, err
	}
	return unpackHead(payload)
}

// payloadAt is a row that must be there, in its packed form.
func payloadAt(rows *bbolt.Bucket, ref []byte) ([]byte, error) {
	sealed := rows.Get(ref)
	if sealed == nil {
		return nil, fmt.Errorf("index has %q, which has no row: %w", ref, errDamaged)
	}
	return unseal(ref, sealed)
}

// meets says whether a row meets the conditions.
func (w *wanted) meets(h held, tokens unpacker) (bool, error) {
	if len(w.filter.Conds) == 0 {
		return true, nil
	}
	if w.tree.outside {
		rows, err := w.room(h.row.Partner)
		if err != nil || rows == nil || rows.Get([]byte(h.row.Ref.String())) == nil {
			return false, err
		}
		partner := h.row.Partner
		if h, tokens, err = headAt(rows, []byte(h.row.Ref.String())); err != nil {
			return false, err
		}
		h.row.Partner = partner
	}
	c := model.Candidate{Row: h.row, Attention: h.attention, Refers: func(f model.Field, beginning string) bool {
		return refers(tokens, kinds[string(f)], folded(beginning))
	}}
	return w.filter.Fits(&c, w.query.Today, w.query.Since, w.partners), nil
}

// room is where the rows of a partner stand as the partner sees them.
func (w *wanted) room(slug string) (*bbolt.Bucket, error) {
	if rows, known := w.rooms[slug]; known {
		return rows, nil
	}
	rows, err := bucket(w.tree.tx, append(treePath(slug), bucketRows)...)
	if err != nil {
		return nil, err
	}
	if w.rooms == nil {
		w.rooms = map[string]*bbolt.Bucket{}
	}
	w.rooms[slug] = rows
	return rows, nil
}

// refers says whether there is a token of that kind that begins so.
func refers(tokens unpacker, k kind, beginning string) bool {
	for len(tokens.b) > 0 {
		text := tokens.bytes()
		if kind(tokens.unsigned())&k != 0 && bytes.HasPrefix(text, []byte(beginning)) {
			return true
		}
	}
	return false
}

// found says whether the words lead to the row with these tokens.
func (w *wanted) found(tokens unpacker) bool {
	if len(w.words) == 0 {
		return true
	}
	var hits [maxWords][maxWords]bool
	for len(tokens.b) > 0 {
		text := tokens.bytes()
		tokens.unsigned()
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

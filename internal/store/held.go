package store

import (
	"fmt"
	"time"

	"porthole/internal/model"
)

// held is a row as a tree keeps it: with how it stands to attention, which the
// passing of time decides and not the row alone, and with the tokens under which
// it stands in the search. Both are kept as they were used, because a later
// Porthole with other rules and more ports could no longer tell what it has to
// take out of the index.
type held struct {
	row       model.Row
	attention bool
	waiting   bool
	due       int64 // when waiting: from when on it needs attention, in nanoseconds of the epoch
	tokens    []token
}

// hold makes the held row of a record at now.
func hold(p model.Published, now time.Time) held {
	h := held{row: model.RowOf(p), tokens: tokensOf(p)}
	switch from := h.row.AttentionFrom(); {
	case from.IsZero():
	case from.After(now):
		h.waiting, h.due = true, nanos(from)
	default:
		h.attention = true
	}
	return h
}

// shelf is the shelf of the row's status.
func (h held) shelf() byte { return shelfOf(h.row.Status) }

// How a held row stands to attention.
const (
	atRest = iota
	atAttention
	atWaiting
)

// pack writes the held row: attention, since when, length of the row, row,
// tokens.
func (h held) pack() []byte {
	p := packer{b: make([]byte, 0, 512)}
	switch {
	case h.attention:
		p.unsigned(atAttention)
	case h.waiting:
		p.unsigned(atWaiting)
	default:
		p.unsigned(atRest)
	}
	p.number(h.due)
	p.string(string(packRow(make([]byte, 0, 256), h.row)))
	for _, t := range h.tokens {
		p.string(t.text)
		p.unsigned(uint64(t.kind))
	}
	return p.b
}

// unpackHead reads the row, and leaves the tokens, which lists do not need.
func unpackHead(payload []byte) (h held, rest unpacker, err error) {
	u := unpacker{b: payload}
	stands := u.unsigned()
	h.due = u.number()
	packed := u.bytes()
	if u.failed || stands > atWaiting {
		return held{}, u, fmt.Errorf("row has no head: %w", errDamaged)
	}
	h.attention, h.waiting = stands == atAttention, stands == atWaiting
	h.row, err = unpackRow(packed)
	return h, u, err
}

// unpackHeld reads what pack wrote.
func unpackHeld(payload []byte) (held, error) {
	h, u, err := unpackHead(payload)
	if err != nil {
		return held{}, err
	}
	for len(u.b) > 0 {
		h.tokens = append(h.tokens, token{u.string(), kind(u.unsigned())})
	}
	if u.failed {
		return held{}, fmt.Errorf("row has half a token: %w", errDamaged)
	}
	return h, nil
}

// entry is a line of the index.
type entry struct{ key, value []byte }

// places are the orders of the list with the row's place in each; the search
// is not among them.
func (h held) places() [4][]byte {
	r, ref := h.row, h.row.Ref.String()
	room := indexHead + 16 + len(ref)
	head := func(order byte) []byte { return append(make([]byte, 0, room), order, h.shelf()) }
	return [4][]byte{
		append(instantKey(head(orderETA), r.ETA), ref...),
		append(instantKey(head(orderETD), r.ETD), ref...),
		append(head(orderRef), ref...),
		append(latestKey(head(orderUpdated), r.UpdatedAt, r.Change), ref...),
	}
}

// entries are all lines of the index that lead to the row.
//
// A line of the search has as value how many bytes its token has in common with
// the shipment's token before it, and the kinds of reference that it is. With
// the first, whoever walks over the tokens that begin with a prefix knows
// without a look elsewhere whether this is the first of the shipment's tokens
// that does, and each shipment is found once.
func (h held) entries() []entry {
	lines := make([]entry, 0, 2*(len(h.tokens)+4))
	for _, key := range h.places() {
		lines = append(lines, entry{key: key})
	}
	ref, before := h.row.Ref.String(), ""
	for _, t := range h.tokens {
		key := append(make([]byte, 0, indexHead+len(t.text)+2+len(ref)), orderSearch, h.shelf())
		key = append(searchKey(key, t.text, t.class()), ref...)
		lines = append(lines, entry{key, []byte{byte(shared(before, t.text)), byte(t.kind)}})
		before = t.text
	}
	if !h.attention {
		return lines
	}
	for _, line := range lines {
		key := append([]byte(nil), line.key...)
		key[1] |= attentionBit
		lines = append(lines, entry{key, line.value})
	}
	return lines
}

// stands says whether a line of the index that led to the row belongs to it.
func (h held) stands(key []byte) bool {
	shelf := key[1]
	if shelf&^attentionBit != h.shelf() || (shelf&attentionBit != 0 && !h.attention) {
		return false
	}
	if key[0] == orderSearch {
		return true // tokens are compared by Verify
	}
	for _, place := range h.places() {
		if place[0] == key[0] {
			return string(place[indexHead:]) == string(key[indexHead:])
		}
	}
	return false
}

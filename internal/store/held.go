package store

import (
	"encoding/binary"
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
	lines     []entry // its entries, when they were made beforehand; else nil
}

// hold makes the held row of a record at now; whose it is says the hall alone.
func hold(p model.Published, whose string, now time.Time, words placeWords) held {
	h := held{row: model.RowOf(p), tokens: tokensOf(p, words)}
	h.row.Partner = whose
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

// wordShelf is the shelf of the row's words.
func (h held) wordShelf() byte {
	if h.attention {
		return h.shelf() | attentionBit
	}
	return h.shelf()
}

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
func unpackHead(payload []byte) (h held, tokens unpacker, err error) {
	h, packed, tokens, err := splitHead(payload)
	if err == nil {
		h.row, err = unpackRow(packed)
	}
	return h, tokens, err
}

// splitHead leaves the row packed too.
func splitHead(payload []byte) (h held, packed []byte, tokens unpacker, err error) {
	u := unpacker{b: payload}
	stands := u.unsigned()
	h.due = u.number()
	packed = u.bytes()
	if u.failed || stands > atWaiting {
		return held{}, nil, u, fmt.Errorf("row has no head: %w", errDamaged)
	}
	h.attention, h.waiting = stands == atAttention, stands == atWaiting
	return h, packed, u, nil
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
	if h.lines != nil {
		return h.lines
	}
	b := newLineBuffer(h.sizes())
	r, ref, shelf := h.row, h.row.Ref.String(), h.shelf()
	b.end(append(instantKey(b.begin(orderETA, shelf), r.ETA), ref...))
	b.end(append(instantKey(b.begin(orderETD, shelf), r.ETD), ref...))
	b.end(append(b.begin(orderRef, shelf), ref...))
	b.end(append(latestKey(b.begin(orderUpdated, shelf), r.UpdatedAt, r.Change), ref...))
	if h.attention {
		b.attend()
	}
	b.end(append(binary.BigEndian.AppendUint64(b.begin(orderChanged, oneShelf), r.Change), ref...))
	if h.waiting {
		b.end(append(waitingKey(b.begin(orderWaiting, oneShelf), h.due), ref...))
	}
	before := ""
	for _, t := range h.tokens {
		b.end(append(searchKey(b.begin(orderSearch, h.wordShelf()), t.text, t.class()), ref...), byte(shared(before, t.text)), byte(t.kind))
		before = t.text
	}
	return b.lines
}

// sizes are how many lines lead to the row at most, and how many bytes they have.
func (h held) sizes() (lines, bytes int) {
	const places = 10 // four orders on two shelves, changed, waiting
	ref := len(h.row.Ref.String())
	lines, bytes = len(h.tokens)+places, places*(indexHead+16+ref)
	for _, t := range h.tokens {
		bytes += indexHead + len(t.text) + 2 + ref + 2
	}
	return lines, bytes
}

// stands says whether a line of the index that led to the row belongs to it.
func (h held) stands(key []byte) bool {
	shelf := key[1]
	if key[0] == orderSearch {
		return shelf == h.wordShelf() // that its tokens are the record's is for Verify to find out
	}
	if shelf&^attentionBit != h.shelf() || (shelf&attentionBit != 0 && !h.attention) {
		return false
	}
	for _, place := range h.places() {
		if place[0] == key[0] {
			return string(place[indexHead:]) == string(key[indexHead:])
		}
	}
	return false
}

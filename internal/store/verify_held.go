package store

import (
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
)

// A row keeps how it stands to attention and its tokens as they were when it was
// written. Verify makes them again, and leaves alone what may be otherwise today
// without anybody's fault: the hour at which a day ends, of which countries make
// new rules; and what else a place is called, of which the port table learns more.

// zoneChange is by how much the end of a day may have moved since.
const zoneChange = 24 * time.Hour

// standsRight says whether the row needs attention at some time if its dates say
// so, and waits for that time. When attention came first is the sweep's affair.
func (h held) standsRight() bool {
	from := h.row.AttentionFrom()
	if from.IsZero() {
		return !h.attention && !h.waiting
	}
	return h.attention || h.waiting && time.Unix(0, h.due).Sub(from).Abs() <= zoneChange
}

// foundBy says whether the tokens lead to the row from everything that the record
// itself says, and from no reference that it does not have.
func (h held) foundBy(p model.Published) bool {
	if !slices.IsSortedFunc(h.tokens, compareTokens) {
		return false
	}
	references := 0
	for _, t := range tokensWith(p, ownWords) {
		if t.kind != 0 {
			references++
		}
		if !h.has(t) {
			return false
		}
	}
	for _, t := range h.tokens {
		if t.kind != 0 {
			references--
		}
	}
	return references == 0
}

// has says whether a token is among the row's; a word may be the beginning of
// one.
func (h held) has(t token) bool {
	at, _ := slices.BinarySearchFunc(h.tokens, t, compareTokens)
	if at == len(h.tokens) {
		return false
	}
	if t.kind != 0 {
		return h.tokens[at] == t
	}
	return strings.HasPrefix(h.tokens[at].text, t.text)
}

func compareTokens(a, b token) int { return strings.Compare(a.text, b.text) }

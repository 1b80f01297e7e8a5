package lists

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// An item keeps how it stands to attention and its words as they were when it was
// written. A check makes them again, and leaves alone what may be otherwise today
// without anybody's fault: the hour at which a day ends, of which countries make
// new rules; and what else a place is called, of which the port table learns more.

// zoneChange is by how much the end of a day may have moved since.
const zoneChange = 24 * time.Hour

// Check compares the item of a shipment with its record, and whose it is in the
// office's list. engine.ErrDamaged says that they do not agree.
func (l List) Check(p model.Published, whose string) error {
	i, found, err := l.Item(p.Ref.String())
	if err != nil {
		return err
	}
	row := model.RowOf(p)
	row.Partner = whose
	want, cause := itemOf(row), ""
	switch {
	case !found:
		cause = "there is no row"
	case !bytes.Equal(i.Row, want.Row) || i.Status != want.Status || i.ETD != want.ETD || i.ETA != want.ETA || i.Updated != want.Updated:
		cause = "row is not the record's"
	case !waitsFor(i, row.AttentionFrom()):
		cause = "row does not need attention when it should"
	case !foundBy(i, p):
		cause = "row is not found by what the record says"
	default:
		return nil
	}
	return fmt.Errorf("%s: %w", cause, engine.ErrDamaged)
}

// waitsFor reports whether an item needs attention at some time if its dates say so
// (from; zero: never), and waits for that time. That attention comes when it is
// time is not looked at here.
func waitsFor(i engine.Item, from time.Time) bool {
	if from.IsZero() {
		return !i.Attention && i.Turn == 0
	}
	return i.Attention || i.Turn != 0 && time.Unix(0, i.Turn).Sub(from).Abs() <= zoneChange
}

// foundBy reports whether the words lead to the item from everything that the record
// itself says, and from no reference that it does not have.
func foundBy(i engine.Item, p model.Published) bool {
	var words []engine.Word
	references := 0
	for text, kinds := range i.Words.All() {
		words = append(words, engine.Word{Text: string(text), Kinds: kinds})
		if kinds != 0 {
			references--
		}
	}
	if !slices.IsSortedFunc(words, compareWords) {
		return false
	}
	for _, word := range wordsWith(p, ownWords) {
		if word.Kinds != 0 {
			references++
		}
		if !hasWord(words, word) {
			return false
		}
	}
	return references == 0
}

// hasWord reports whether a word is among others; one that is no reference may be the
// beginning of one.
func hasWord(words []engine.Word, word engine.Word) bool {
	at, _ := slices.BinarySearchFunc(words, word, compareWords)
	if at == len(words) {
		return false
	}
	if word.Kinds != 0 {
		return words[at] == word
	}
	return strings.HasPrefix(words[at].Text, word.Text)
}

package bolt

import (
	"context"
	"errors"
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// A line that is gone, that nobody has or that says something else is found, although
// its block is as it should be.
func TestCheckListComparesEachLine(t *testing.T) {
	for name, c := range map[string]change{
		"a line that is gone":  {key: []byte("r\x01A/1"), gone: true},
		"a line too many":      {key: []byte("r\x01Z/9")},
		"a line with a value":  {key: []byte("r\x01A/1"), value: []byte("x")},
		"a turn of no item":    {key: append(appendNumber([]byte{keyTurn, oneGroup}, 7), "A/1"...)},
		"a word of other kind": {key: append(appendWord([]byte{keyWord, 1}, []byte("hb1"), classReference), "A/1"...), value: []byte{0, 4}},
	} {
		db := openList(t)
		in := func(fn func(tx engine.Tx) error) { check(t, db.Update(In(fn))) }
		in(func(tx engine.Tx) error {
			words := engine.Pack([]engine.Word{{Text: "hb1", Kinds: 2}})
			return errors.Join(tx.MakeList("x", 0), tx.PutItem("x", engine.Item{Ref: "A/1", Seq: 1, Status: 1, Words: words, Record: []byte("r")}))
		})
		check(t, db.Update(func(b *bbolt.Tx) error {
			l, err := transaction{bbolt: b, lists: map[engine.List]*list{}}.open("x")
			check(t, err)
			return l.lines.edit([]change{c})
		}))
		in(func(tx engine.Tx) error {
			if _, _, found := tx.CheckList(context.Background(), "x"); len(found) != 1 || !errors.Is(found[0], engine.ErrDamaged) {
				t.Errorf("%s: %v", name, found)
			}
			return nil
		})
	}
}

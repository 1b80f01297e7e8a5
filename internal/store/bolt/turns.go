package bolt

import (
	"cmp"
	"slices"
	"time"

	"porthole/internal/store/engine"
)

// Turns is engine.ListReader's. Each list has its own turns in the order of their
// times.
func (tx Tx) Turns(now time.Time, limit int) ([]engine.Turn, error) {
	type waiting struct {
		engine.Turn
		since int64
	}
	var all []waiting
	for name := range tx.names() {
		l, err := tx.open(name)
		if err == nil {
			err = l.flush()
		}
		if err != nil {
			return nil, err
		}
		head, cursor, found := []byte{keyTurn, oneShelf}, l.lines.Cursor(), 0
		for key, value := cursor.Seek(head); key != nil && key[0] == keyTurn && found < limit; key, value = cursor.Next() {
			line, ok := parse(key, value)
			if !ok {
				return nil, damaged("line %q of list %q", key, name)
			}
			if line.At > now.UnixNano() {
				break
			}
			all, found = append(all, waiting{engine.Turn{List: name, Ref: line.Ref}, line.At}), found+1
		}
		if err := cursor.Err(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b waiting) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.List, b.List), cmp.Compare(a.Ref, b.Ref))
	})
	var turns []engine.Turn
	for _, w := range all[:min(limit, len(all))] {
		turns = append(turns, w.Turn)
	}
	return turns, nil
}

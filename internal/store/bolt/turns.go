package bolt

import (
	"bytes"
	"errors"
	"time"

	"porthole/internal/store/engine"
)

// Turns is engine.ListReader's. Each list has its own turns in the order of their
// times.
func (tx Tx) Turns(now time.Time, limit int) ([]engine.Turn, error) {
	var turns []engine.Turn
	for name := range tx.names() {
		some, err := tx.turnsOf(name, now, limit)
		if err != nil && !errors.Is(err, engine.ErrDamaged) {
			return nil, err
		}
		turns = append(turns, some...)
	}
	return turns, nil
}

func (tx Tx) turnsOf(name engine.List, now time.Time, limit int) (turns []engine.Turn, err error) {
	l, err := tx.open(name)
	if err == nil {
		err = l.flush()
	}
	if err != nil {
		return nil, err
	}
	head, cursor := []byte{keyTurn, oneShelf}, l.lines.Cursor()
	for key, value := cursor.Seek(head); bytes.HasPrefix(key, head) && len(turns) < limit; key, value = cursor.Next() {
		line, ok := parse(key, value, "")
		if !ok {
			return nil, damaged("line %q of list %q", key, name)
		}
		if line.At > now.UnixNano() {
			break
		}
		turns = append(turns, engine.Turn{List: name, Ref: line.Ref})
	}
	return turns, cursor.Err()
}

package lists

import (
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// ItemOf is how a record stands in a list at now, under the number of its change;
// whose it is the office's list says alone. The record itself is for the caller to put in.
func ItemOf(p model.Published, whose string, now time.Time, places PlaceWords) engine.Item {
	row := model.RowOf(p)
	row.Partner = whose
	i := itemOf(row)
	i.Seq, i.Words = p.Change, engine.Pack(wordsOf(p, places))
	switch from := row.AttentionFrom(); {
	case from.IsZero():
	case from.After(now):
		i.Turn = nanos(from)
	default:
		i.Attention = true
	}
	return i
}

// itemOf is what a row says of an item.
func itemOf(row model.Row) engine.Item {
	return engine.Item{
		Ref: row.Ref.String(), Status: statusNumber(row.Status), ETD: seconds(row.ETD), ETA: seconds(row.ETA),
		Updated: nanos(row.UpdatedAt), Row: packRow(make([]byte, 0, 256), row),
	}
}

// rowOf is the row of an item.
func rowOf(i engine.Item) (model.Row, error) {
	row, err := unpackRow(i.Row)
	if err == nil && row.Ref.String() != i.Ref {
		err = fmt.Errorf("row of %q is another's: %w", i.Ref, engine.ErrDamaged)
	}
	row.Change = i.Seq
	return row, err
}

// Attend has shipments need attention whose time has come, as one change of their list,
// and says how many. Those are passed over that the list does not have, or not waiting for now.
func Attend(tx engine.Tx, l engine.List, refs []string, now time.Time) (moved int, err error) {
	for _, ref := range refs {
		attends, err := attend(tx, l, ref, now)
		if err != nil {
			return 0, err
		}
		if attends {
			moved++
		}
	}
	if moved > 0 { // it looks different now, though no shipment was changed
		_, err = tx.Next(l)
	}
	return moved, err //nolint:wrapcheck // the engine names the list
}

func attend(tx engine.Tx, l engine.List, ref string, now time.Time) (bool, error) {
	i, found, err := Of(tx, l).Item(ref)
	if errors.Is(err, engine.ErrDamaged) || err == nil && (!found || i.Turn == 0 || i.Turn > nanos(now)) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	i.Attention, i.Turn = true, 0
	return true, tx.PutItem(l, i) //nolint:wrapcheck // the engine names the list
}

package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// itemOf is how a record stands in a list at now, under the number of its change;
// whose it is the office's list says alone.
func itemOf(p model.Published, whose string, now time.Time, places placeWords) engine.Item {
	row := model.RowOf(p)
	row.Partner = whose
	i := engine.Item{
		Ref: row.Ref.String(), Seq: p.Change, Shelf: shelfOf(row.Status),
		ETD: seconds(row.ETD), ETA: seconds(row.ETA), Updated: nanos(row.UpdatedAt),
		Words: engine.Pack(wordsOf(p, places)), Row: packRow(make([]byte, 0, 256), row),
	}
	switch from := row.AttentionFrom(); {
	case from.IsZero():
	case from.After(now):
		i.Turn = nanos(from)
	default:
		i.Attention = true
	}
	return i
}

// rowOf is the row of an item.
func rowOf(i engine.Item) (model.Row, error) {
	row, err := unpackRow(i.Row)
	if err == nil && row.Ref.String() != i.Ref {
		err = fmt.Errorf("row of %q is another's: %w", i.Ref, errDamaged)
	}
	row.Change = i.Seq
	return row, err
}

// itemIn is a shipment of a list; false when the list does not have it.
func itemIn(r engine.Reader, l engine.List, ref string) (i engine.Item, found bool, err error) {
	items, err := r.Items(l, ref)
	if err != nil || len(items) == 0 {
		return i, false, err
	}
	return items[0], true, nil
}

// rowIn is the row of a shipment of a list; the zero value for none.
func rowIn(r engine.Reader, l engine.List, ref string) (model.Row, error) {
	i, found, err := itemIn(r, l, ref)
	if err != nil || !found {
		return model.Row{}, err
	}
	return rowOf(i)
}

// shownIn is a published record of a customer's list; false when it has none.
func shownIn(r engine.Reader, l engine.List, ref string) (p model.Published, found bool, err error) {
	text, seq, err := r.Record(l, ref)
	if errors.Is(err, engine.ErrNone) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	if err := decodeJSON([]byte(ref), text, &p); err != nil {
		return p, false, err
	}
	if p.Ref.String() != ref {
		return p, false, fmt.Errorf("record of %q is another's: %w", ref, errDamaged)
	}
	p.Change = seq
	return p, true, nil
}

// named is the full name of the shipment of a list that somebody calls ref;
// ErrNotFound when none is called so, or several.
func named(r engine.Reader, l engine.List, ref string) (string, error) {
	if ref != "" && len(ref) <= maxRef {
		if _, found, err := itemIn(r, l, ref); err != nil || found {
			return ref, err
		}
	}
	refs, err := find(r, l, kindRef, ref)
	if err != nil {
		return "", err
	}
	if len(refs) != 1 {
		return "", model.ErrNotFound
	}
	return refs[0], nil
}

// find are the shipments of a list that have exactly this reference, in order.
func find(r engine.Reader, l engine.List, k kind, value string) ([]string, error) {
	text := folded(value)
	if text == "" {
		return nil, nil
	}
	return r.Find(l, k, text) //nolint:wrapcheck // the engine names the list
}

// encode is a value as it is kept.
func encode(what string, v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", what, err)
	}
	return text, nil
}

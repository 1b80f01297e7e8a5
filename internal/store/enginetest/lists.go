package enginetest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/store/engine"
)

var noon = time.Date(2025, 5, 16, 12, 0, 0, 0, time.UTC)

// shipment is an item that is found by its reference and by the words given.
func shipment(ref string, status uint8, words ...string) engine.Item {
	i := engine.Item{Ref: ref, Status: status, ETD: engine.Unknown, ETA: engine.Unknown, Updated: noon.UnixNano(), Row: []byte("row of " + ref)}
	found := []engine.Word{{Text: ref, Kinds: 1}}
	for _, word := range words {
		found = append(found, engine.Word{Text: word})
	}
	i.Words = packed(found)
	return i
}

// packed are words in their order.
func packed(words []engine.Word) engine.Words {
	slices.SortFunc(words, func(a, b engine.Word) int { return strings.Compare(a.Text, b.Text) })
	return engine.Pack(words)
}

// putItems puts items into a list, each under a number of its own.
func putItems(t *testing.T, e engine.Engine, l engine.List, items ...engine.Item) {
	t.Helper()
	update(t, e, func(tx engine.Tx) error {
		if err := tx.MakeList(l, 0); err != nil {
			return err
		}
		for _, i := range items {
			if err := putNext(tx, l, i); err != nil {
				return err
			}
		}
		return nil
	})
}

// putNext puts an item into a list under the list's next number.
func putNext(tx engine.Tx, l engine.List, i engine.Item) (err error) {
	if i.Seq, err = tx.Next(l); err != nil {
		return err //nolint:wrapcheck // the test says what it did
	}
	i.Record = fmt.Appendf(nil, "record %d of %s", i.Seq, i.Ref)
	return tx.PutItem(l, i) //nolint:wrapcheck // likewise
}

// listed are the references that a query gives.
func listed(t *testing.T, e engine.Engine, l engine.List, q engine.Query) (refs []string) {
	t.Helper()
	view(t, e, func(r engine.Reader) {
		t.Helper()
		refs = nil
		for line, err := range r.Lines(l, q) {
			if err != nil {
				t.Fatal(err)
			}
			refs = append(refs, line.Ref)
		}
	})
	return refs
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func itemsKept(t *testing.T, e engine.Engine) {
	a, b := shipment("a", 2, "hai phong"), shipment("b", 5)
	a.Attention, a.ETA, b.Turn = true, 1_747_000_000, noon.UnixNano()
	putItems(t, e, "x", a, b)
	view(t, e, func(r engine.Reader) {
		items, err := r.Items("x", "b", "none", "a")
		if err != nil || len(items) != 2 || items[0].Ref != "b" || items[1].Ref != "a" {
			t.Fatalf("%+v, %v", items, err)
		}
		got := items[1]
		if got.Seq != 1 || got.Status != 2 || !got.Attention || got.ETA != a.ETA || got.ETD != engine.Unknown || got.Updated != noon.UnixNano() ||
			string(got.Row) != "row of a" || !bytes.Equal(got.Words, a.Words) || items[0].Turn != b.Turn {
			t.Errorf("%+v", got)
		}
		record, seq, err := r.Record("x", "b")
		if err != nil || seq != 2 || string(record) != "record 2 of b" {
			t.Errorf("%q, %d, %v", record, seq, err)
		}
		if _, _, err := r.Record("x", "none"); !errors.Is(err, engine.ErrNone) {
			t.Error(err)
		}
		s, err := r.State("x")
		if err != nil || s.Seq != 2 || s.All != [engine.Statuses]uint64{2: 1, 5: 1} || s.Attention != [engine.Statuses]uint64{2: 1} {
			t.Errorf("%+v, %v", s, err)
		}
	})
	update(t, e, func(tx engine.Tx) error { // a row alone, with its record as it was
		a.Seq, a.Attention, a.Row = 1, false, []byte("other")
		return errors.Join(tx.PutItem("x", a), tx.DropItem("x", "b"), tx.DropItem("x", "none"))
	})
	view(t, e, func(r engine.Reader) {
		if record, seq, err := r.Record("x", "a"); err != nil || seq != 1 || string(record) != "record 1 of a" {
			t.Errorf("%q, %d, %v", record, seq, err)
		}
		if s, err := r.State("x"); err != nil || s.All != [engine.Statuses]uint64{2: 1} || s.Attention != [engine.Statuses]uint64{} {
			t.Errorf("%+v, %v", s, err)
		}
	})
	same(t, "dropped", listed(t, e, "x", engine.Query{Order: engine.ByRef, Statuses: []uint8{2, 5}}), "a")
}

func listsApart(t *testing.T, e engine.Engine) {
	putItems(t, e, "x", shipment("a", 0))
	putItems(t, e, "xy", shipment("b", 0))
	putItems(t, e, engine.Office, shipment("a", 0), shipment("b", 0))
	same(t, "x", listed(t, e, "x", engine.Query{Order: engine.ByRef, Statuses: []uint8{0}}), "a")
	same(t, "office", listed(t, e, engine.Office, engine.Query{Order: engine.ByRef, Statuses: []uint8{0}}), "a", "b")
	view(t, e, func(r engine.Reader) {
		if _, err := r.State("nobody"); !errors.Is(err, engine.ErrNone) {
			t.Error(err)
		}
		for _, err := range r.Lines("nobody", engine.Query{}) {
			if !errors.Is(err, engine.ErrNone) {
				t.Error(err)
			}
		}
	})
	update(t, e, func(tx engine.Tx) error { return tx.MakeList("xy", 0) })
	view(t, e, func(r engine.Reader) {
		if all, err := r.Lists(); err != nil || !slices.Equal(all, []engine.List{engine.Office, "x", "xy"}) {
			t.Errorf("%q, %v", all, err)
		}
	})
	same(t, "made again", listed(t, e, "xy", engine.Query{Order: engine.ByRef, Statuses: []uint8{0}}), "b")
}

func replaced(t *testing.T, e engine.Engine) {
	putItems(t, e, "x", shipment("a", 0), shipment("b", 0), shipment("c", 1))
	view(t, e, func(r engine.Reader) {
		var records []string
		for i, err := range r.Records("x", "a") {
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, fmt.Sprint(i.Ref, i.Seq, string(i.Record)))
		}
		same(t, "records", records, "b2record 2 of b", "c3record 3 of c")
	})
	update(t, e, func(tx engine.Tx) error {
		err := tx.MakeList("x anew", 7)
		seq, nextErr := tx.Next("x anew")
		if seq != 8 {
			t.Errorf("the next number is %d", seq)
		}
		b := shipment("b", 2)
		b.Seq, b.Record = 2, []byte("of b")
		return errors.Join(err, nextErr, tx.PutItem("x anew", b))
	})
	all := engine.Query{Order: engine.ByRef, Statuses: []uint8{0, 1, 2}}
	same(t, "as it was", listed(t, e, "x", all), "a", "b", "c")
	update(t, e, func(tx engine.Tx) error { return tx.ReplaceList("x", "x anew") })
	same(t, "replaced", listed(t, e, "x", all), "b")
	view(t, e, func(r engine.Reader) {
		if s, err := r.State("x"); err != nil || s.Seq != 8 || s.All != [engine.Statuses]uint64{2: 1} {
			t.Errorf("%+v, %v", s, err)
		}
		if record, seq, err := r.Record("x", "b"); err != nil || seq != 2 || string(record) != "of b" {
			t.Errorf("%q, %d, %v", record, seq, err)
		}
		for _, l := range []engine.List{"x anew", "none"} {
			if _, err := r.State(l); !errors.Is(err, engine.ErrNone) {
				t.Errorf("%s: %v", l, err)
			}
		}
	})
	update(t, e, func(tx engine.Tx) error {
		if err := tx.ReplaceList("x", "none"); !errors.Is(err, engine.ErrNone) {
			t.Error(err)
		}
		return errors.Join(tx.DropList("x"), tx.DropList("none"), tx.MakeList("z", 0), tx.ReplaceList("y", "z"))
	})
	same(t, "put where nothing was", listed(t, e, "y", all))
	view(t, e, func(r engine.Reader) {
		if _, err := r.State("x"); !errors.Is(err, engine.ErrNone) {
			t.Error(err)
		}
	})
}

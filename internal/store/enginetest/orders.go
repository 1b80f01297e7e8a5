package enginetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"porthole/internal/store/engine"
)

func orders(t *testing.T, e engine.Engine) {
	a, b, c, d := shipment("a", 1), shipment("b", 2), shipment("c", 1), shipment("d", 3)
	a.ETA, b.ETA, c.ETA = 300, -100, 300
	b.ETD, d.ETD = 5, 4
	a.Updated++
	putItems(t, e, "x", d, c, b, a)
	all := []uint8{1, 2, 3}
	for _, o := range []struct {
		order engine.Order
		want  []string
	}{
		{engine.ByUpdate, []string{"a", "b", "c", "d"}},
		{engine.ByStatus, []string{"a", "c", "b", "d"}},
		{engine.ByETA, []string{"b", "a", "c", "d"}},
		{engine.ByETD, []string{"d", "b", "a", "c"}},
		{engine.ByRef, []string{"a", "b", "c", "d"}},
		{engine.ByChange, []string{"d", "c", "b", "a"}},
	} {
		same(t, fmt.Sprint("order ", o.order), listed(t, e, "x", engine.Query{Order: o.order, Statuses: all}), o.want...)
		slices.Reverse(o.want)
		same(t, fmt.Sprint("back ", o.order), listed(t, e, "x", engine.Query{Order: o.order, Statuses: all, Back: true}), o.want...)
	}
	same(t, "one status", listed(t, e, "x", engine.Query{Order: engine.ByETA, Statuses: []uint8{1}}), "a", "c")
	same(t, "after a change", listed(t, e, "x", engine.Query{Order: engine.ByChange, From: &engine.Point{Seq: 2, Ref: "c"}}), "b", "a")
	same(t, "since a number", listed(t, e, "x", engine.Query{Order: engine.ByChange, From: &engine.Point{Seq: 3}}), "b", "a")
}

func words(t *testing.T, e engine.Engine) {
	putItems(t, e, "x", shipment("vn1", 0, "vnsgn", "vinh"), shipment("b", 0, "vnsgn", "vnhph"), shipment("vnsgn", 1, "vung tau"), shipment("c", 2, "other"))
	q := engine.Query{Order: engine.ByWord, Statuses: []uint8{0, 1}, Prefix: "vn"}
	same(t, "vn", listed(t, e, "x", q), "vn1", "b", "vnsgn")
	q.Back = true
	same(t, "vn, back", listed(t, e, "x", q), "vnsgn", "b", "vn1")
	q = engine.Query{Order: engine.ByWord, Statuses: []uint8{0, 1}, Prefix: "vnsgn"}
	same(t, "references first", listed(t, e, "x", q), "vnsgn", "b", "vn1")
	view(t, e, func(r engine.Reader) {
		for line, err := range r.Lines("x", q) {
			if err != nil || line.Word != "vnsgn" || line.Plain != (line.Ref != "vnsgn") || (line.Kinds == 1) == line.Plain {
				t.Errorf("%+v, %v", line, err)
			}
		}
	})
	same(t, "nothing", listed(t, e, "x", engine.Query{Order: engine.ByWord, Statuses: []uint8{0, 1}, Prefix: "vnz"}))
	same(t, "other status", listed(t, e, "x", engine.Query{Order: engine.ByWord, Statuses: []uint8{0}, Prefix: "other"}))
}

func found(t *testing.T, e engine.Engine) {
	put := func(tx engine.Tx, ref string, words ...engine.Word) error {
		i := shipment(ref, 1)
		i.Words = packed(words)
		return tx.PutItem("x", i)
	}
	finds := func(r engine.Reader, kinds uint8, text string, want ...string) {
		t.Helper()
		if refs, err := r.Find("x", kinds, text); err != nil || !slices.Equal(refs, want) {
			t.Errorf("%d %q: %q, %v; want %q", kinds, text, refs, err, want)
		}
	}
	update(t, e, func(tx engine.Tx) error {
		err := errors.Join(tx.MakeList("x", 0), put(tx, "b", engine.Word{Text: "box", Kinds: 6}), put(tx, "a", engine.Word{Text: "box", Kinds: 2}, engine.Word{Text: "boxes"}))
		finds(tx, 2, "box", "a", "b") // within the transaction
		return err
	})
	update(t, e, func(tx engine.Tx) error {
		err := errors.Join(put(tx, "a", engine.Word{Text: "boxes"}), put(tx, "c", engine.Word{Text: "box", Kinds: 2}))
		finds(tx, 2, "box", "b", "c")
		return err
	})
	view(t, e, func(r engine.Reader) {
		finds(r, 2, "box", "b", "c")
		finds(r, 4, "box", "b")
		finds(r, 1, "box")
		finds(r, 7, "bo")
		finds(r, 255, "boxes")
	})
}

func turns(t *testing.T, e engine.Engine) {
	a, b, c := shipment("a", 0), shipment("b", 0), shipment("c", 0)
	a.Turn, b.Turn, c.Turn = noon.UnixNano(), noon.UnixNano()-1, noon.UnixNano()+1
	putItems(t, e, "x", a, b, c, shipment("never", 0))
	putItems(t, e, "y", b)
	due := func(now time.Time, limit int, want ...engine.Turn) {
		t.Helper()
		view(t, e, func(r engine.Reader) {
			t.Helper()
			if got, err := r.Turns(now, limit); err != nil || !slices.Equal(got, want) {
				t.Errorf("%v, %v; want %v", got, err, want)
			}
		})
	}
	due(noon.Add(-time.Hour), 10)
	due(noon, 10, engine.Turn{List: "x", Ref: "b"}, engine.Turn{List: "x", Ref: "a"}, engine.Turn{List: "y", Ref: "b"})
	due(noon, 1, engine.Turn{List: "x", Ref: "b"}, engine.Turn{List: "y", Ref: "b"})
	update(t, e, func(tx engine.Tx) error {
		b.Turn, b.Attention, b.Seq = 0, true, 1
		return errors.Join(tx.PutItem("y", b), tx.DropItem("x", "a"))
	})
	due(noon, 10, engine.Turn{List: "x", Ref: "b"})
	same(t, "attention", listed(t, e, "y", engine.Query{Order: engine.ByRef, Statuses: []uint8{0}, Attention: true}), "b")
}

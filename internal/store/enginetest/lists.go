package enginetest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
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
			seq, err := tx.Next(l)
			if err != nil {
				return err
			}
			i.Seq, i.Record = seq, fmt.Appendf(nil, "record %d of %s", seq, i.Ref)
			if err := tx.PutItem(l, i); err != nil {
				return err
			}
		}
		return nil
	})
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

// likeNaive does the same to an engine and to a naive one, at random, and asks
// both the same.
func likeNaive(t *testing.T, e engine.Engine) {
	random := rand.New(rand.NewPCG(1, 2))
	naive := NewNaive()
	for _, both := range []engine.Engine{e, naive} {
		update(t, both, func(tx engine.Tx) error { return tx.MakeList("x", 0) })
	}
	texts := []string{"a", "ab", "abc", "b", "ba", "hai phong", "haiphong", "vnsgn", "é", "z"}
	for range 60 {
		steps := make([]engine.Item, 1+random.IntN(30))
		for i := range steps {
			item := shipment(fmt.Sprintf("s%02d", random.IntN(60)), uint8(random.IntN(engine.Statuses)))
			found := []engine.Word{{Text: item.Ref, Kinds: 1}}
			for _, text := range texts {
				if random.IntN(3) == 0 {
					found = append(found, engine.Word{Text: text, Kinds: uint8(random.IntN(2) * (1 + random.IntN(63)))})
				}
			}
			item.Words = packed(found)
			item.Attention = random.IntN(4) == 0
			item.ETA, item.ETD = int64(random.IntN(9)-4), []int64{engine.Unknown, int64(random.IntN(5))}[random.IntN(2)]
			item.Updated += int64(random.IntN(20))
			if random.IntN(5) == 0 {
				item.Row = nil // to be dropped
			}
			steps[i] = item
		}
		for _, both := range []engine.Engine{e, naive} {
			update(t, both, func(tx engine.Tx) error { return step(tx, steps) })
		}
		for range 20 {
			q := randomQuery(random, texts)
			if random.IntN(2) == 0 {
				q.From, q.At = pointOf(t, naive, q, random), random.IntN(2) == 0
			}
			got, want := listed(t, e, "x", q), listed(t, naive, "x", q)
			if !slices.Equal(got, want) {
				t.Fatalf("%+v from %+v:\n%q, want\n%q", q, q.From, got, want)
			}
			pageIsOfLines(t, e, q, 1+random.IntN(6))
		}
	}
	var states [2]engine.State
	for i, both := range []engine.Engine{e, naive} {
		view(t, both, func(r engine.Reader) { states[i], _ = r.State("x") })
	}
	if states[0] != states[1] {
		t.Errorf("%+v, want %+v", states[0], states[1])
	}
}

// pageIsOfLines checks that a page is what lines and items are, where an engine reads it
// with one question.
func pageIsOfLines(t *testing.T, e engine.Engine, q engine.Query, limit int) {
	t.Helper()
	view(t, e, func(r engine.Reader) {
		t.Helper()
		pager, is := r.(engine.Pager)
		if !is {
			return
		}
		var want engine.Page
		var refs []string
		for line := range r.Lines("x", q) {
			if want.More = len(want.Lines) == limit; want.More {
				break
			}
			want.Lines, refs = append(want.Lines, line), append(refs, line.Ref)
		}
		want.Items, _ = r.Items("x", refs...)
		for i, item := range want.Items {
			want.Items[i] = engine.Item{Ref: item.Ref, Seq: item.Seq, Row: item.Row}
		}
		if other := q; q.From != nil {
			other.At, other.Back = !q.At, !q.Back
			for range r.Lines("x", other) {
				want.Other = true
				break
			}
		}
		got, err := pager.Page("x", q, limit)
		if err != nil || len(got.Items) != len(want.Items) || len(got.Items) > 0 && !reflect.DeepEqual(got, want) || got.More != want.More || got.Other != want.Other {
			t.Fatalf("%d of %+v from %+v:\n%+v, want\n%+v, %v", limit, q, q.From, got, want, err)
		}
	})
}

func step(tx engine.Tx, items []engine.Item) error {
	for _, i := range items {
		if i.Row == nil {
			if err := tx.DropItem("x", i.Ref); err != nil {
				return err
			}
			continue
		}
		seq, err := tx.Next("x")
		if err != nil {
			return err
		}
		i.Seq, i.Record = seq, []byte(i.Ref)
		if err := tx.PutItem("x", i); err != nil {
			return err
		}
	}
	return nil
}

func randomQuery(random *rand.Rand, texts []string) engine.Query {
	q := engine.Query{Order: engine.Order(random.IntN(int(engine.ByChange) + 1)), Back: random.IntN(2) == 0, Attention: random.IntN(4) == 0}
	for status := range uint8(engine.Statuses) {
		if random.IntN(3) > 0 {
			q.Statuses = append(q.Statuses, status)
		}
	}
	if q.Order == engine.ByWord {
		q.Prefix = texts[random.IntN(len(texts))]
	}
	if q.Order == engine.ByChange {
		q.Attention = false
	}
	return q
}

// pointOf is the point of a line that a query gives, or one beside it.
func pointOf(t *testing.T, e engine.Engine, q engine.Query, random *rand.Rand) (p *engine.Point) {
	var points []engine.Point
	view(t, e, func(r engine.Reader) {
		points = nil
		for line := range r.Lines("x", q) {
			points = append(points, line.Point)
		}
	})
	if len(points) == 0 {
		return nil
	}
	p = &points[random.IntN(len(points))]
	if random.IntN(3) == 0 {
		p.Ref += "x"
	}
	return p
}

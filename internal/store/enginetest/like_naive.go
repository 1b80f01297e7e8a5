package enginetest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"porthole/internal/store/engine"
)

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
		if err := putNext(tx, "x", i); err != nil {
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

package transfer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
)

var (
	ctx    = context.Background()
	people = &engine.Table{Name: "person", Columns: []engine.Column{{Name: "mail", Unique: true}}}
	jobs   = &engine.Table{Name: "job", Queue: true}
)

const many = 2*atOnce + 7 // shipments, and records

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// filled is an engine in which everything is that one can keep.
func filled(t *testing.T) engine.Engine {
	t.Helper()
	e := file(t)
	check(t, e.Update(ctx, func(tx engine.Tx) error {
		err := errors.Join(tx.SetSchema(7), tx.MakeList(engine.Office, 40), tx.MakeList("lotus", 0), tx.SetLastNumber(jobs, 12))
		for i := range many {
			ref := fmt.Sprintf("SHP/%05d", i)
			item := engine.Item{
				Ref: ref, Seq: uint64(i + 1), Status: uint8(i % engine.Statuses), Attention: i%3 == 0, Turn: int64(i), ETD: engine.Unknown, ETA: int64(i), Updated: int64(i),
				Words: engine.Pack([]engine.Word{{Text: "hai"}, {Text: ref, Kinds: 1}}), Row: []byte("row"), Record: []byte("record of " + ref),
			}
			err = errors.Join(err, tx.PutItem(engine.Office, item), tx.PutItem("lotus", item),
				tx.Put(people, engine.Record{Key: engine.Key{First: ref, Second: "x"}, Columns: []string{ref + "@x.example"}, Value: []byte("v")}),
				tx.Put(jobs, engine.Record{Key: engine.Key{First: ref}, Due: time.Unix(int64(i), 0).UTC(), Value: []byte("v")}))
		}
		return err
	}))
	return e
}

func file(t *testing.T) engine.Engine {
	t.Helper()
	e, err := bolt.Open(filepath.Join(t.TempDir(), "porthole.db"), slog.New(slog.DiscardHandler))
	check(t, err)
	t.Cleanup(func() { _ = e.Close() })
	return e
}

func copyOf(from, to engine.Engine) *Copy {
	return &Copy{From: Side{Engine: from}, To: Side{Engine: to}, Tables: []*engine.Table{people, jobs}, Progress: func(int64, int64) {}}
}

// equal runs a copy, and wants each part of it to be there.
func equal(t *testing.T, c *Copy) {
	t.Helper()
	sums, err := c.Run(ctx)
	check(t, err)
	for _, s := range sums {
		if s.Differs() || s.Count != many {
			t.Errorf("%+v", s)
		}
	}
	if len(sums) != 4 {
		t.Errorf("%d parts", len(sums))
	}
	if got := schemaOf(t, c.To); got != 7 {
		t.Errorf("the schema is %d", got)
	}
}

func schemaOf(t *testing.T, e engine.Engine) (n uint64) {
	t.Helper()
	check(t, e.View(ctx, func(r engine.Reader) (err error) { n, err = r.Schema(); return err }))
	return n
}

// A copy of a copy is as the first was, whatever engines they are on; a bar ends where it
// was to.
func TestACopyIsEqual(t *testing.T) {
	from := filled(t)
	between := enginetest.NewNaive()
	there := copyOf(from, between)
	var done, total int64
	there.Progress = func(d, of int64) { done, total = d, of }
	equal(t, there)
	if done != total || total != 8*many {
		t.Errorf("%d of %d", done, total)
	}
	equal(t, copyOf(between, file(t)))
}

// failing is an engine in which the n-th write is the last.
type failing struct {
	engine.Engine
	left int
}

var errKilled = errors.New("killed")

func (f *failing) Update(ctx context.Context, fn func(tx engine.Tx) error) error {
	if f.left--; f.left < 0 {
		return errKilled
	}
	return f.Engine.Update(ctx, fn)
}

// Wherever a copy is cut short, what it leaves is no store, and the next one is whole,
// though the source is another by then.
func TestACopyThatIsCutShort(t *testing.T) {
	from := filled(t)
	for writes := 1; writes < 40; writes += 5 {
		to := file(t)
		_, err := copyOf(from, &failing{to, writes}).Run(ctx)
		if err == nil {
			break
		}
		if !errors.Is(err, errKilled) || schemaOf(t, to) != Unfinished {
			t.Fatalf("after %d writes: %v", writes, err)
		}
		check(t, from.Update(ctx, func(tx engine.Tx) error {
			k := engine.Key{First: fmt.Sprintf("SHP/%05d", writes), Second: "x"}
			other := engine.Key{First: "moved", Second: k.First}
			return errors.Join(tx.Delete(people, k), tx.Put(people, engine.Record{Key: other, Columns: []string{k.First + "@x.example"}}))
		}))
		equal(t, copyOf(from, to))
	}
}

func TestACopyReplacesNothing(t *testing.T) {
	from := filled(t)
	other := filled(t)
	if _, err := copyOf(from, other).Run(ctx); !errors.Is(err, ErrTaken) || schemaOf(t, other) != 7 {
		t.Error(err)
	}
}

// forging is an engine that does something else besides, in its n-th write.
type forging struct {
	engine.Engine
	left   int
	change func(tx engine.Tx) error
}

func (f *forging) Update(ctx context.Context, fn func(tx engine.Tx) error) error {
	if f.left--; f.left != 0 {
		return f.Engine.Update(ctx, fn)
	}
	return f.Engine.Update(ctx, func(tx engine.Tx) error { return errors.Join(fn(tx), f.change(tx)) })
}

// What is not equal is named, and is no store.
func TestACopyThatIsNotEqual(t *testing.T) {
	from := filled(t)
	for name, change := range map[string]func(tx engine.Tx) error{
		"person": func(tx engine.Tx) error {
			return tx.Put(people, engine.Record{Key: engine.Key{First: "more"}, Columns: []string{""}})
		},
		"job":             func(tx engine.Tx) error { return tx.SetLastNumber(jobs, 13) },
		"shipments/lotus": func(tx engine.Tx) error { return tx.DropItem("lotus", "SHP/00001") },
		"shipments/more":  func(tx engine.Tx) error { return tx.MakeList("more", 1) },
	} {
		to := file(t)
		const last = 1 + 2*4 + 2*4 // the first takes the target; then each part is made, and has three pages
		sums, err := copyOf(from, &forging{to, last, change}).Run(ctx)
		check(t, err)
		var wrong []string
		for _, s := range sums {
			if s.Differs() {
				wrong = append(wrong, s.Name)
			}
		}
		if strings.Join(wrong, " ") != name || schemaOf(t, to) != Unfinished {
			t.Errorf("%s: %q differ", name, wrong)
		}
	}
}

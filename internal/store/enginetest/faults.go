package enginetest

import (
	"context"
	"errors"
	"testing"

	"porthole/internal/store/engine"
)

// The number of the schema is 0 at first, and then what a commit has made it.
func schemas(t *testing.T, e engine.Engine) {
	is := func(want uint64) {
		t.Helper()
		view(t, e, func(r engine.Reader) {
			if n, err := r.Schema(); err != nil || n != want {
				t.Errorf("schema %d, %v; want %d", n, err, want)
			}
		})
	}
	is(0)
	err := e.Update(context.Background(), func(tx engine.Tx) error { return errors.Join(tx.SetSchema(6), errMine) })
	if !errors.Is(err, errMine) {
		t.Error(err)
	}
	is(0)
	update(t, e, func(tx engine.Tx) error {
		if err := tx.SetSchema(7); err != nil {
			return err
		}
		n, err := tx.Schema()
		if n != 7 {
			t.Errorf("within the transaction it is %d", n)
		}
		return err
	})
	is(7)
}

// sound fails unless nothing is found in a list.
func sound(t *testing.T, e engine.Engine, l engine.List) (items, lines int) {
	t.Helper()
	view(t, e, func(r engine.Reader) {
		t.Helper()
		var found []error
		if items, lines, found = r.CheckList(context.Background(), l); len(found) > 0 {
			t.Errorf("list %q: %v", l, found)
		}
	})
	return items, lines
}

// Nothing is found in tables and lists, whatever was done to them by the rules.
func whatIsSound(t *testing.T, e engine.Engine) {
	put(t, e, &people, person("An", "an@x.example", "Huế"), person("Bình", "binh@x.example", ""), person("Chi", "", "Huế"))
	put(t, e, &people, person("An", "an@y.example", "Vinh"))
	put(t, e, &jobs, engine.Record{Key: key("a"), Due: noon}, engine.Record{Key: key("b")})
	update(t, e, func(tx engine.Tx) error { return tx.Delete(&people, key("Bình")) })
	a, b := shipment("a", 1, "vnsgn", "hai phong"), shipment("b", 2, "vnsgn")
	a.Attention, a.Turn = true, noon.UnixNano()
	putItems(t, e, "x", a, b, shipment("c", 3))
	putItems(t, e, "empty")
	a.Attention, a.Status, b.Seq = false, 4, 2
	putItems(t, e, "x", a)
	update(t, e, func(tx engine.Tx) error { return errors.Join(tx.DropItem("x", "c"), tx.PutItem("x", b)) })
	view(t, e, func(r engine.Reader) {
		for _, table := range []*engine.Table{&people, &jobs, &plain} {
			if err := r.Check(table); err != nil {
				t.Errorf("table %s: %v", table.Name, err)
			}
		}
		if _, _, found := r.CheckList(context.Background(), "none"); len(found) != 1 || !errors.Is(found[0], engine.ErrNone) {
			t.Errorf("a list that is not there: %v", found)
		}
	})
	over, end := context.WithCancel(context.Background())
	end()
	_ = e.View(context.Background(), func(r engine.Reader) error {
		_, _, found := r.CheckList(over, "x")
		err := errors.Join(found...)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a check that nobody waits for: %v", found)
		}
		return err
	})
	if items, lines := sound(t, e, "x"); items != 2 || lines < items {
		t.Errorf("%d items and %d lines", items, lines)
	}
	if items, lines := sound(t, e, "empty"); items != 0 || lines != 0 {
		t.Errorf("%d items and %d lines in an empty list", items, lines)
	}
}

// Who asks an engine that was closed is told so.
func closed(t *testing.T, e engine.Engine) {
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	view := e.View(context.Background(), func(engine.Reader) error { t.Error("it is read"); return nil })
	update := e.Update(context.Background(), func(engine.Tx) error { t.Error("it is written"); return nil })
	if !errors.Is(view, engine.ErrClosed) || !errors.Is(update, engine.ErrClosed) {
		t.Errorf("%v, %v", view, update)
	}
}

// Whoever goes while they write is told the truth, done or not.
func goneMeanwhile(t *testing.T, e engine.Engine) {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	err := e.Update(ctx, func(tx engine.Tx) error {
		err := tx.Put(&plain, engine.Record{Key: key("a"), Value: []byte("a")})
		end()
		return err
	})
	if err == nil {
		wants(t, e, &plain, engine.Scan{}, "a")
	} else {
		wants(t, e, &plain, engine.Scan{})
	}
	put(t, e, &plain, engine.Record{Key: key("b"), Value: []byte("b")}) // and nobody else waits for them
}

// Damages are ways in which what an engine keeps can be spoiled past all its rules, by
// what is spoiled. Each engine knows those that can befall it.
type Damages[T any] map[string]func(t *testing.T, e engine.Engine, of T)

// DamagedLists has the shipment "a" of the list "x" spoiled in each way: the list is
// found to be damaged, no other is, what is not damaged goes on, and putting another
// in its place mends it.
func DamagedLists(t *testing.T, open func(t *testing.T) engine.Engine, ways Damages[engine.List]) {
	for name, spoil := range ways {
		t.Run(name, func(t *testing.T) {
			e := open(t)
			a, b := shipment("a", 1, "vnsgn"), shipment("b", 1, "vnsgn")
			a.Attention, a.Turn, b.Turn = true, noon.UnixNano(), noon.UnixNano()
			putItems(t, e, "x", a, b)
			putItems(t, e, "y", b)
			sound(t, e, "x")
			spoil(t, e, "x")
			damagedList(t, e, "x")
			sound(t, e, "y")
			view(t, e, func(r engine.Reader) {
				turns, err := r.Turns(noon, 10)
				if err != nil || len(turns) == 0 || turns[len(turns)-1] != (engine.Turn{List: "y", Ref: "b"}) {
					t.Errorf("turns %v, %v", turns, err)
				}
			})
			putItems(t, e, "y", a)
			putItems(t, e, "x anew", a, b)
			update(t, e, func(tx engine.Tx) error { return tx.ReplaceList("x", "x anew") })
			sound(t, e, "x")
			same(t, "mended", listed(t, e, "x", engine.Query{Order: engine.ByRef, Statuses: []uint8{1}}), "a", "b")
			spoil(t, e, "x")
			update(t, e, func(tx engine.Tx) error { return tx.DropList("x") })
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func damagedList(t *testing.T, e engine.Engine, l engine.List) {
	t.Helper()
	view(t, e, func(r engine.Reader) {
		t.Helper()
		_, _, found := r.CheckList(context.Background(), l)
		if len(found) == 0 {
			t.Error("nothing is found")
		}
		for _, err := range found {
			if !errors.Is(err, engine.ErrDamaged) {
				t.Errorf("it is not said to be damaged: %v", err)
			}
		}
	})
}

// DamagedTables has the record "An" of a table spoiled in each way: that is found, and
// hides no other record.
func DamagedTables(t *testing.T, open func(t *testing.T) engine.Engine, ways Damages[*engine.Table]) {
	for name, spoil := range ways {
		t.Run(name, func(t *testing.T) {
			e := open(t)
			put(t, e, &people, person("An", "an@x.example", "Huế"), person("Bình", "", "Vinh"), person("Chi", "", "Huế"))
			spoil(t, e, &people)
			view(t, e, func(r engine.Reader) {
				err := r.Check(&people)
				whole := 0
				for _, scanErr := range r.Scan(&people, engine.Scan{}) {
					if scanErr == nil {
						whole++
					} else if err = errors.Join(err, scanErr); !errors.Is(scanErr, engine.ErrDamaged) {
						t.Errorf("it is not said to be damaged: %v", scanErr)
					}
				}
				if !errors.Is(err, engine.ErrDamaged) || whole < 2 {
					t.Errorf("%v, and %d are whole", err, whole)
				}
			})
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

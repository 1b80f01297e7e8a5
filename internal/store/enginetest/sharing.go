package enginetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"porthole/internal/store/engine"
)

var common = engine.Table{Name: "common", Shared: true}

// beside is a transaction that writes beside others, where the engine has such. It locks
// names before it reads anything.
func beside(e engine.Engine, names []string, fn func(tx engine.Tx) error) error {
	return e.Update(context.Background(), func(tx engine.Tx) error {
		tx.Share("")
		if _, err := tx.Lock(names...); err != nil {
			return err
		}
		return fn(tx)
	})
}

// Of those who write beside one another none loses what another has written under the
// same name, in whatever order they lock several.
func sharedAtOnce(t *testing.T, e engine.Engine) {
	again(t, func(writer, _ int) error {
		names := [][]string{{"a", "b"}, {"b", "a"}, {"a"}, {"b", "c", "a"}}[writer%4]
		return beside(e, names[:1], func(tx engine.Tx) error {
			for _, name := range names {
				if _, err := tx.Lock(name); err != nil {
					return err
				}
				if err := add(tx, &common, key(name)); err != nil {
					return err
				}
			}
			return nil
		})
	})
	wants(t, e, &common, engine.Scan{}, strconv.Itoa(4*rounds), strconv.Itoa(3*rounds), strconv.Itoa(rounds))
}

// Who shares and then writes what is nobody's alone loses nothing either, nor does who
// has read it.
func sharedBesideAlone(t *testing.T, e engine.Engine) {
	again(t, func(writer, _ int) error {
		return beside(e, []string{fmt.Sprint(writer)}, func(tx engine.Tx) error {
			if writer%2 == 0 {
				return errors.Join(add(tx, &common, key(fmt.Sprint(writer))), add(tx, &plain, key("all")))
			}
			return add(tx, &plain, key("all"))
		})
	})
	wants(t, e, &plain, engine.Scan{}, strconv.Itoa(writers*rounds))
	wants(t, e, &common, engine.Scan{}, strconv.Itoa(rounds), strconv.Itoa(rounds))
}

// Those who write to lists of different customers all write to the office's too. Its
// numbers are in the order of their commits all the same, and its counts are right.
func sharedLists(t *testing.T, e engine.Engine) {
	update(t, e, func(tx engine.Tx) error {
		for writer := range writers {
			if err := tx.MakeList(engine.List(fmt.Sprint(writer)), 0); err != nil {
				return err
			}
		}
		return tx.MakeList(engine.Office, 0)
	})
	watched(t, e, following(engine.Office), func() {
		again(t, func(writer, round int) error {
			name := engine.List(fmt.Sprint(writer))
			return beside(e, []string{string(name)}, func(tx engine.Tx) error {
				return errors.Join(putNext(tx, name, itemOf(writer, round)), putNext(tx, engine.Office, itemOf(writer, round)))
			})
		})
	})
	view(t, e, func(r engine.Reader) {
		s, err := r.State(engine.Office)
		if err != nil || s.Seq != writers*rounds || s.All != [engine.Statuses]uint64{rounds, rounds, rounds, rounds} {
			t.Errorf("%+v, %v", s, err)
		}
	})
	for writer := range writers {
		sound(t, e, engine.List(fmt.Sprint(writer)))
	}
	sound(t, e, engine.Office)
}

// Two make the same item of the office's list under different names. One finds that it
// is there.
func sharedItem(t *testing.T, e engine.Engine) {
	update(t, e, func(tx engine.Tx) error { return tx.MakeList(engine.Office, 0) })
	for round := range rounds {
		made := make([]bool, writers)
		together(t, func(writer int) error {
			return beside(e, []string{fmt.Sprint(writer)}, func(tx engine.Tx) error {
				i := shipment(fmt.Sprint(round), 0)
				_, _, err := tx.Record(engine.Office, i.Ref)
				if made[writer] = errors.Is(err, engine.ErrNone); !made[writer] {
					return err
				}
				return putNext(tx, engine.Office, i)
			})
		})
		if makers := slices.DeleteFunc(made, func(is bool) bool { return !is }); len(makers) != 1 {
			t.Errorf("round %d: %d have made it", round, len(makers))
		}
	}
	sound(t, e, engine.Office)
}

// What was read ahead is asked for no more, and is read again when somebody else may have
// written since.
func sharedAhead(t *testing.T, e engine.Engine) {
	update(t, e, func(tx engine.Tx) error { return tx.MakeList(engine.Office, 0) })
	i := shipment("0-00", 0)
	look := func(tx engine.Tx) (refs []string, items int) {
		t.Helper()
		refs, err := tx.Find(engine.Office, 1, i.Ref)
		all, more := tx.Items(engine.Office, i.Ref)
		if err = errors.Join(err, more); err != nil {
			t.Error(err)
		}
		return refs, len(all)
	}
	update(t, e, func(tx engine.Tx) error {
		if !tx.Share("") {
			return nil // nobody writes meanwhile
		}
		if err := tx.Ahead([]engine.Expected{{Ref: i.Ref, Text: i.Ref}}, 1, nil, nil); err != nil {
			return err
		}
		before, items := look(tx)
		err := beside(e, []string{"0"}, func(tx engine.Tx) error { return putNext(tx, engine.Office, i) })
		if refs, again := look(tx); len(before)+items+len(refs)+again > 0 {
			t.Errorf("before there was one: %v, %d; then %v, %d", before, items, refs, again)
		}
		fresh, locked := tx.Lock("0", "1")
		if refs, items := look(tx); !fresh || len(refs) != 1 || items != 1 {
			t.Errorf("under a fresh lock (%v) there are %v, %d", fresh, refs, items)
		}
		return errors.Join(err, locked)
	})
}

// Who has read ahead finds what they have written since.
func sharedFind(t *testing.T, e engine.Engine) {
	update(t, e, func(tx engine.Tx) error { return tx.MakeList(engine.Office, 0) })
	for from, share := range []bool{false, true} {
		update(t, e, func(tx engine.Tx) error {
			if share {
				tx.Share("")
			}
			for n := range 5 {
				i := itemOf(from, n)
				if err := tx.Ahead([]engine.Expected{{Ref: i.Ref, Text: i.Ref}}, 1, nil, nil); err != nil {
					return err
				}
				if err := putNext(tx, engine.Office, i); err != nil {
					return err
				}
				if refs, err := tx.Find(engine.Office, 1, i.Ref); err != nil || len(refs) != 1 {
					t.Errorf("sharing %v: %q is found as %v, %v", share, i.Ref, refs, err)
				}
			}
			return nil
		})
	}
	sound(t, e, engine.Office)
}

package enginetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"

	"porthole/internal/store/engine"
)

// What many do at once: how many they are, and how often each does it.
const writers, rounds = 4, 20

// together runs fn for each of some writers at once, and fails with the first error.
func together(t *testing.T, fn func(writer int) error) {
	t.Helper()
	errs := make([]error, writers)
	var wg sync.WaitGroup
	for writer := range writers {
		wg.Go(func() { errs[writer] = fn(writer) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// again is together with so many rounds of each writer.
func again(t *testing.T, fn func(writer, round int) error) {
	t.Helper()
	together(t, func(writer int) error {
		for round := range rounds {
			if err := fn(writer, round); err != nil {
				return err
			}
		}
		return nil
	})
}

// watched runs write while somebody else looks, again and again and once behind it, and
// fails with what they find.
func watched(t *testing.T, e engine.Engine, look func(r engine.Reader) error, write func()) {
	t.Helper()
	done, looked := make(chan struct{}), make(chan error, 1)
	go func() {
		var err error
		for over := false; err == nil && !over; {
			select {
			case <-done:
				over = true
			default:
			}
			err = e.View(context.Background(), look)
		}
		looked <- err
	}()
	write()
	close(done)
	if err := <-looked; err != nil {
		t.Error(err)
	}
}

// counted reads a number that is kept as text; 0 for none.
func counted(r engine.Reader, table *engine.Table, k engine.Key) (int, error) {
	record, err := r.Get(table, k)
	if errors.Is(err, engine.ErrNone) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(record.Value)) //nolint:wrapcheck // it names the text
}

// add adds one to it.
func add(tx engine.Tx, table *engine.Table, k engine.Key) error {
	n, err := counted(tx, table, k)
	if err != nil {
		return err
	}
	return tx.Put(table, engine.Record{Key: k, Value: strconv.AppendInt(nil, int64(n+1), 10)})
}

// Of many who read a value and write another in its place none is lost, and who reads
// meanwhile sees all that one of them wrote or nothing.
func writersAtOnce(t *testing.T, e engine.Engine) {
	agree := func(r engine.Reader) error {
		a, errA := counted(r, &plain, key("a"))
		b, errB := counted(r, &plain, key("b"))
		if a != b {
			return fmt.Errorf("a reader sees %d and %d", a, b)
		}
		return errors.Join(errA, errB)
	}
	watched(t, e, agree, func() {
		again(t, func(int, int) error {
			return e.Update(context.Background(), func(tx engine.Tx) error {
				return errors.Join(add(tx, &plain, key("a")), add(tx, &plain, key("b")))
			})
		})
	})
	want := strconv.Itoa(writers * rounds)
	wants(t, e, &plain, engine.Scan{}, want, want)
}

// Of many who take a value that is unique at once one gets it.
func takenAtOnce(t *testing.T, e engine.Engine) {
	for round := range rounds {
		var mu sync.Mutex
		var got []string
		together(t, func(writer int) error {
			name := fmt.Sprintf("%d-%d", round, writer)
			err := e.Update(context.Background(), func(tx engine.Tx) error {
				return tx.Put(&people, person(name, fmt.Sprintf("%d@x.example", round), ""))
			})
			if errors.Is(err, engine.ErrTaken) {
				return nil
			}
			mu.Lock()
			defer mu.Unlock()
			got = append(got, name)
			return err
		})
		if len(got) != 1 {
			t.Errorf("round %d: %q", round, got)
		}
	}
}

// Of many who claim from a queue at once each gets another record, and together they
// get all.
func claimedAtOnce(t *testing.T, e engine.Engine) {
	var want []string
	for i := range writers * rounds {
		want = append(want, fmt.Sprintf("%03d", i))
		put(t, e, &jobs, engine.Record{Key: key(want[i]), Due: noon})
	}
	var mu sync.Mutex
	var got []string
	together(t, func(int) error {
		for {
			var claimed string
			err := e.Update(context.Background(), func(tx engine.Tx) error {
				r, err := tx.Claim(&jobs, noon)
				if err != nil {
					return err
				}
				claimed = r.Key.First
				return tx.Delete(&jobs, r.Key)
			})
			if errors.Is(err, engine.ErrNone) {
				return nil
			}
			if err != nil {
				return err
			}
			mu.Lock()
			got = append(got, claimed)
			mu.Unlock()
		}
	})
	slices.Sort(got)
	same(t, "claimed", got, want...)
	wants(t, e, &jobs, engine.Scan{})
}

// The numbers of a list are in the order of its commits, whoever writes: who has seen
// a change never sees one with a lesser number later, and no number twice. The counts
// are those of what is there.
func changesAtOnce(t *testing.T, e engine.Engine) {
	update(t, e, func(tx engine.Tx) error { return tx.MakeList("x", 0) })
	watched(t, e, following("x"), func() {
		again(t, func(writer, round int) error {
			return e.Update(context.Background(), func(tx engine.Tx) error {
				if err := tx.MakeList("x", 0); err != nil {
					return err
				}
				return putNext(tx, "x", itemOf(writer, round))
			})
		})
	})
	view(t, e, func(r engine.Reader) {
		s, err := r.State("x")
		if err != nil || s.Seq < writers*rounds || s.All != [engine.Statuses]uint64{rounds, rounds, rounds, rounds} {
			t.Errorf("%+v, %v", s, err)
		}
	})
	sound(t, e, "x")
}

// itemOf is the item that a writer puts in a round.
func itemOf(writer, round int) engine.Item {
	return shipment(fmt.Sprintf("%d-%02d", writer, round), uint8(writer))
}

// following looks at what has changed in a list since it looked last.
func following(l engine.List) func(r engine.Reader) error {
	seen := map[uint64]string{}
	latest := uint64(0)
	return func(r engine.Reader) error {
		before := latest
		for line, err := range r.Lines(l, engine.Query{Order: engine.ByChange}) {
			if err != nil {
				return err
			}
			if ref, known := seen[line.Seq]; known && ref != line.Ref || !known && line.Seq <= before {
				return fmt.Errorf("change %d of %s comes behind %d", line.Seq, line.Ref, before)
			}
			seen[line.Seq], latest = line.Ref, max(latest, line.Seq)
		}
		return nil
	}
}

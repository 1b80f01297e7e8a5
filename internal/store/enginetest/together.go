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

// counted reads a number that is kept as text; 0 for none.
func counted(r engine.Reader, k engine.Key) (int, error) {
	record, err := r.Get(&plain, k)
	if errors.Is(err, engine.ErrNone) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(record.Value)) //nolint:wrapcheck // it names the text
}

// count adds one to it.
func count(tx engine.Tx, k engine.Key) error {
	n, err := counted(tx, k)
	if err != nil {
		return err
	}
	return tx.Put(&plain, engine.Record{Key: k, Value: strconv.AppendInt(nil, int64(n+1), 10)})
}

// Of many who read a value and write another in its place none is lost, and who reads
// meanwhile sees all that one of them wrote or nothing.
func writersAtOnce(t *testing.T, e engine.Engine) {
	done := make(chan struct{})
	read := make(chan error)
	go func() {
		read <- readBeside(e, done)
	}()
	together(t, func(int) error {
		for range rounds {
			err := e.Update(context.Background(), func(tx engine.Tx) error {
				return errors.Join(count(tx, key("a")), count(tx, key("b")))
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	close(done)
	if err := <-read; err != nil {
		t.Error(err)
	}
	want := strconv.Itoa(writers * rounds)
	wants(t, e, &plain, engine.Scan{}, want, want)
}

// readBeside compares two values that are written together until it is done.
func readBeside(e engine.Engine, done chan struct{}) error {
	for {
		err := e.View(context.Background(), func(r engine.Reader) error {
			a, errA := counted(r, key("a"))
			b, errB := counted(r, key("b"))
			if a != b {
				return fmt.Errorf("a reader sees %d and %d", a, b)
			}
			return errors.Join(errA, errB)
		})
		if err != nil {
			return err
		}
		select {
		case <-done:
			return nil
		default:
		}
	}
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
	done := make(chan struct{})
	read := make(chan error)
	update(t, e, func(tx engine.Tx) error { return tx.MakeList("x", 0) })
	go func() { read <- followBeside(e, "x", done) }()
	together(t, func(writer int) error {
		for round := range rounds {
			err := e.Update(context.Background(), func(tx engine.Tx) error {
				if err := tx.MakeList("x", 0); err != nil {
					return err
				}
				return putNext(tx, "x", writer, round)
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	close(done)
	if err := <-read; err != nil {
		t.Error(err)
	}
	view(t, e, func(r engine.Reader) {
		s, err := r.State("x")
		if err != nil || s.Seq < writers*rounds || s.All != [engine.Statuses]uint64{rounds, rounds, rounds, rounds} {
			t.Errorf("%+v, %v", s, err)
		}
	})
	sound(t, e, "x")
}

// putNext puts an item of a writer's round into a list, with the list's next number.
func putNext(tx engine.Tx, l engine.List, writer, round int) error {
	seq, err := tx.Next(l)
	if err != nil {
		return err
	}
	i := shipment(fmt.Sprintf("%d-%02d", writer, round), uint8(writer))
	i.Seq, i.Record = seq, []byte(i.Ref)
	return tx.PutItem(l, i)
}

// followBeside follows the changes of a list until it is done.
func followBeside(e engine.Engine, l engine.List, done chan struct{}) error {
	seen := map[uint64]string{}
	latest := uint64(0)
	for {
		err := e.View(context.Background(), func(r engine.Reader) error {
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
		})
		if err != nil {
			return err
		}
		select {
		case <-done:
			return nil
		default:
		}
	}
}

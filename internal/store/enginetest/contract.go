// Package enginetest is what every engine below the store promises, as tests,
// and a second engine that keeps those promises in the simplest way there is.
package enginetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/store/engine"
)

// Contract puts engines through all promises. open gives an empty one for each.
func Contract(t *testing.T, open func(t *testing.T) engine.Engine) {
	for name, promise := range map[string]func(*testing.T, engine.Engine){
		"WhatIsPutIsKept":               kept,
		"AnUpdateIsAllOrNothing":        allOrNothing,
		"AViewIsOneMoment":              oneMoment,
		"AnUpdateSeesItsOwnWrites":      ownWrites,
		"KeysAreInOrder":                ordered,
		"AScanBeginsBehindAKey":         behind,
		"RecordsAreFoundByColumns":      columns,
		"AUniqueValueIsTakenOnce":       unique,
		"KeysAreTextWithoutZeroBytes":   keys,
		"NumbersAreNeverTheSame":        numbers,
		"AQueueGivesWhatIsDueFirst":     queue,
		"AnErrorOfTheCallerComesBack":   callersError,
		"ItemsAreKept":                  itemsKept,
		"ListsAreApart":                 listsApart,
		"AListReplacesAnother":          replaced,
		"ListsHaveOrders":               orders,
		"ShipmentsAreFoundByWords":      words,
		"ReferencesAreFound":            found,
		"TurnsCome":                     turns,
		"ListsAreLikeTheNaiveOnes":      likeNaive,
		"TheSchemaIsKept":               schemas,
		"NothingIsFoundWhereAllIsWell":  whatIsSound,
		"AClosedEngineSaysSo":           closed,
		"WhoGoesIsToldTheTruth":         goneMeanwhile,
		"OfWritersAtOnceNoneIsLost":     writersAtOnce,
		"AUniqueValueIsTakenByOne":      takenAtOnce,
		"ARecordIsClaimedByOne":         claimedAtOnce,
		"ChangesAreInTheOrderOfCommits": changesAtOnce,
		"OfThoseWhoShareNoneIsLost":     sharedAtOnce,
		"WhoSharesNoMoreHasItAlone":     sharedBesideAlone,
		"WhatWasReadAheadIsReadAgain":   sharedAhead,
		"WhoReadAheadFindsWhatTheyPut":  sharedFind,
		"ManyWriteToTheOfficesList":     sharedLists,
		"AnItemIsMadeByOne":             sharedItem,
	} {
		t.Run(name, func(t *testing.T) {
			e := open(t)
			promise(t, e)
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

var (
	plain  = engine.Table{Name: "plain"}
	people = engine.Table{Name: "person", Columns: []engine.Column{{Name: "mail", Unique: true}, {Name: "town"}}}
	jobs   = engine.Table{Name: "job", Queue: true}
)

func key(first string, second ...string) engine.Key {
	return engine.Key{First: first, Second: strings.Join(second, "")}
}

func person(name, mail, town string) engine.Record {
	return engine.Record{Key: key(name), Columns: []string{mail, town}, Value: []byte(name + " of " + town)}
}

func put(t *testing.T, e engine.Engine, table *engine.Table, records ...engine.Record) {
	t.Helper()
	update(t, e, func(tx engine.Tx) error {
		for _, r := range records {
			if err := tx.Put(table, r); err != nil {
				return err
			}
		}
		return nil
	})
}

func update(t *testing.T, e engine.Engine, fn func(tx engine.Tx) error) {
	t.Helper()
	if err := e.Update(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t *testing.T, e engine.Engine, fn func(r engine.Reader)) {
	t.Helper()
	err := e.View(context.Background(), func(r engine.Reader) error {
		fn(r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// wants fails unless a scan gives these values in this order.
func wants(t *testing.T, e engine.Engine, table *engine.Table, s engine.Scan, values ...string) {
	t.Helper()
	view(t, e, func(r engine.Reader) {
		t.Helper()
		var got []string
		for record, err := range r.Scan(table, s) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, string(record.Value))
		}
		if !slices.Equal(got, values) {
			t.Errorf("%+v: %q, want %q", s, got, values)
		}
	})
}

func kept(t *testing.T, e engine.Engine) {
	due := time.Date(2025, 5, 16, 12, 0, 0, 1, time.UTC)
	want := engine.Record{Key: key("a", "b"), Due: due, Value: []byte{0, 1, 255}}
	put(t, e, &jobs, want, engine.Record{Key: key("empty")})
	put(t, e, &people, person("An", "an@x.example", "Huế"))
	view(t, e, func(r engine.Reader) {
		got, err := r.Get(&jobs, want.Key)
		if err != nil || got.Key != want.Key || !got.Due.Equal(due) || string(got.Value) != string(want.Value) {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := r.Get(&jobs, key("empty")); err != nil || len(got.Value) != 0 || !got.Due.IsZero() {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := r.Get(&people, key("An")); err != nil || !slices.Equal(got.Columns, []string{"an@x.example", "Huế"}) {
			t.Errorf("%+v, %v", got, err)
		}
		for _, table := range []*engine.Table{&jobs, &plain} {
			if _, err := r.Get(table, key("other")); !errors.Is(err, engine.ErrNone) {
				t.Errorf("%s: %v", table.Name, err)
			}
		}
	})
	update(t, e, func(tx engine.Tx) error {
		return errors.Join(tx.Delete(&jobs, want.Key), tx.Delete(&plain, key("none")))
	})
	view(t, e, func(r engine.Reader) {
		if _, err := r.Get(&jobs, want.Key); !errors.Is(err, engine.ErrNone) {
			t.Error(err)
		}
	})
}

var errMine = errors.New("mine")

func allOrNothing(t *testing.T, e engine.Engine) {
	put(t, e, &people, person("An", "an@x.example", "Huế"))
	err := e.Update(context.Background(), func(tx engine.Tx) error {
		if err := tx.Put(&people, person("Bình", "binh@x.example", "Huế")); err != nil {
			return err
		}
		return errors.Join(tx.Delete(&people, key("An")), errMine)
	})
	if !errors.Is(err, errMine) {
		t.Error(err)
	}
	wants(t, e, &people, engine.Scan{}, "An of Huế")
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Huế"}, "An of Huế")
}

func oneMoment(t *testing.T, e engine.Engine) {
	put(t, e, &plain, engine.Record{Key: key("a"), Value: []byte("old")})
	view(t, e, func(r engine.Reader) {
		if _, err := r.Get(&plain, key("a")); err != nil {
			t.Error(err)
		}
		done := make(chan error)
		go func() {
			done <- e.Update(context.Background(), func(tx engine.Tx) error {
				return tx.Put(&plain, engine.Record{Key: key("a"), Value: []byte("new")})
			})
		}()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if got, err := r.Get(&plain, key("a")); err != nil || string(got.Value) != "old" {
			t.Errorf("%q, %v", got.Value, err)
		}
	})
	wants(t, e, &plain, engine.Scan{}, "new")
}

func ownWrites(t *testing.T, e engine.Engine) {
	update(t, e, func(tx engine.Tx) error {
		if err := tx.Put(&people, person("An", "an@x.example", "Huế")); err != nil {
			return err
		}
		moved := person("An", "an@y.example", "Vinh")
		if err := tx.Put(&people, moved); err != nil {
			return err
		}
		for range tx.Scan(&people, engine.Scan{Column: "town", Value: "Huế"}) {
			t.Error("found in the town that was left")
		}
		got, err := tx.Get(&people, key("An"))
		if string(got.Value) != string(moved.Value) {
			t.Errorf("%q", got.Value)
		}
		return err
	})
}

func ordered(t *testing.T, e engine.Engine) {
	var records []engine.Record
	for _, k := range []engine.Key{key("b"), key("a", "2"), key("é"), key("a"), key("a b"), key("a", "10"), key("a!", "1")} {
		records = append(records, engine.Record{Key: k, Value: fmt.Appendf(nil, "%s/%s", k.First, k.Second)})
	}
	put(t, e, &plain, records...)
	wants(t, e, &plain, engine.Scan{}, "a/", "a/10", "a/2", "a b/", "a!/1", "b/", "é/")
	wants(t, e, &plain, engine.Scan{Reverse: true}, "é/", "b/", "a!/1", "a b/", "a/2", "a/10", "a/")
	wants(t, e, &plain, engine.Scan{First: "a"}, "a/10", "a/2")
	wants(t, e, &plain, engine.Scan{First: "a", Reverse: true}, "a/2", "a/10")
	wants(t, e, &plain, engine.Scan{First: "c"})
}

func behind(t *testing.T, e engine.Engine) {
	var records []engine.Record
	for _, k := range []engine.Key{key("a", "1"), key("a", "2"), key("a", "3"), key("b"), key("c")} {
		records = append(records, engine.Record{Key: k, Value: []byte(k.First + k.Second)})
	}
	put(t, e, &plain, records...)
	wants(t, e, &plain, engine.Scan{After: key("a", "2")}, "a3", "b", "c")
	wants(t, e, &plain, engine.Scan{After: key("a", "25")}, "a3", "b", "c")
	wants(t, e, &plain, engine.Scan{After: key("c")})
	wants(t, e, &plain, engine.Scan{After: key("b"), Reverse: true}, "a3", "a2", "a1")
	wants(t, e, &plain, engine.Scan{After: key("z"), Reverse: true}, "c", "b", "a3", "a2", "a1")
	wants(t, e, &plain, engine.Scan{After: key("a", "1"), Reverse: true})
	wants(t, e, &plain, engine.Scan{First: "a", After: key("a", "1")}, "a2", "a3")
	wants(t, e, &plain, engine.Scan{First: "a", After: key("a", "3"), Reverse: true}, "a2", "a1")
}

func columns(t *testing.T, e engine.Engine) {
	put(t, e, &people, person("An", "an@x.example", "Huế"), person("Bình", "binh@x.example", "Vinh"),
		person("Chi", "", "Huế"), person("Dung", "", "Huếx"))
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Huế"}, "An of Huế", "Chi of Huế")
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Huế", Reverse: true}, "Chi of Huế", "An of Huế")
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Huế", After: key("An")}, "Chi of Huế")
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Huế", After: key("Chi"), Reverse: true}, "An of Huế")
	wants(t, e, &people, engine.Scan{Column: "mail", Value: "binh@x.example"}, "Bình of Vinh")
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Đà Nẵng"})
	put(t, e, &people, person("An", "an@x.example", "Vinh"))
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Huế"}, "Chi of Huế")
	update(t, e, func(tx engine.Tx) error { return tx.Delete(&people, key("An")) })
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Vinh"}, "Bình of Vinh")
}

func unique(t *testing.T, e engine.Engine) {
	put(t, e, &people, person("An", "an@x.example", "Huế"))
	put(t, e, &people, person("An", "an@x.example", "Vinh")) // its own is not taken
	err := e.Update(context.Background(), func(tx engine.Tx) error { return tx.Put(&people, person("Bình", "an@x.example", "Huế")) })
	if !errors.Is(err, engine.ErrTaken) {
		t.Error(err)
	}
	update(t, e, func(tx engine.Tx) error {
		return errors.Join(tx.Delete(&people, key("An")), tx.Put(&people, person("Bình", "an@x.example", "Huế")))
	})
	wants(t, e, &people, engine.Scan{Column: "mail", Value: "an@x.example"}, "Bình of Huế")
}

func keys(t *testing.T, e engine.Engine) {
	for _, r := range []engine.Record{
		{Key: key("")}, {Key: key("", "b")}, {Key: key("a\x00b")}, {Key: key("a", "\x00")}, {Key: key("\xff")}, {Key: key("a"), Columns: []string{"x"}},
	} {
		err := e.Update(context.Background(), func(tx engine.Tx) error { return tx.Put(&plain, r) })
		if !errors.Is(err, engine.ErrKey) {
			t.Errorf("put %q: %v", r.Key, err)
		}
		if len(r.Columns) > 0 {
			continue
		}
		view(t, e, func(reader engine.Reader) {
			if _, err := reader.Get(&plain, r.Key); !errors.Is(err, engine.ErrKey) {
				t.Errorf("get %q: %v", r.Key, err)
			}
		})
	}
	put(t, e, &plain, engine.Record{Key: key("a", "b")})
	wants(t, e, &plain, engine.Scan{First: "a\x00b"})
	put(t, e, &people, engine.Record{Key: key("An", "1"), Columns: []string{"", "Huế"}})
	wants(t, e, &people, engine.Scan{Column: "town", Value: "Huế\x00An"})
	err := e.Update(context.Background(), func(tx engine.Tx) error { return tx.Put(&people, person("An", "\x00", "")) })
	if !errors.Is(err, engine.ErrKey) {
		t.Error(err)
	}
}

func numbers(t *testing.T, e engine.Engine) {
	seen := map[uint64]bool{0: true}
	var last uint64
	for range 3 {
		update(t, e, func(tx engine.Tx) (err error) {
			for range 2 {
				if last, err = tx.Number(&plain); err != nil {
					return err
				}
			}
			return nil
		})
		if seen[last] {
			t.Errorf("%d was given before", last)
		}
		seen[last] = true
	}
	is := func(table *engine.Table, want uint64) {
		t.Helper()
		view(t, e, func(r engine.Reader) {
			if got, err := r.LastNumber(table); got != want || err != nil {
				t.Errorf("the last of %s is %d, %v; want %d", table.Name, got, err, want)
			}
		})
	}
	is(&plain, last)
	is(&jobs, 0)
	for _, n := range []uint64{41, 0} {
		update(t, e, func(tx engine.Tx) error { return tx.SetLastNumber(&jobs, n) })
		is(&jobs, n)
	}
	update(t, e, func(tx engine.Tx) error {
		if n, err := tx.Number(&jobs); n != 1 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
		return nil
	})
}

func queue(t *testing.T, e engine.Engine) {
	noon := time.Date(2025, 5, 16, 12, 0, 0, 0, time.UTC)
	job := func(name string, due time.Time) engine.Record {
		return engine.Record{Key: key(name), Due: due, Value: []byte(name)}
	}
	next := func(want string, at time.Time) {
		t.Helper()
		view(t, e, func(r engine.Reader) {
			t.Helper()
			got, err := r.NextDue(&jobs)
			if want == "" && !errors.Is(err, engine.ErrNone) || want != "" && (err != nil || string(got.Value) != want || !got.Due.Equal(at)) {
				t.Errorf("%q at %v, %v; want %q", got.Value, got.Due, err, want)
			}
		})
	}
	next("", noon)
	old := noon.AddDate(-80, 0, 0)
	put(t, e, &jobs, job("b", noon), job("a", noon.Add(time.Nanosecond)), job("never", time.Time{}), job("old", old))
	next("old", old)
	update(t, e, func(tx engine.Tx) error {
		if r, err := tx.Claim(&jobs, noon); err != nil || string(r.Value) != "old" {
			t.Errorf("%q, %v", r.Value, err)
		}
		return tx.Delete(&jobs, key("old"))
	})
	update(t, e, func(tx engine.Tx) error { return tx.Put(&jobs, job("b", noon.Add(time.Hour))) })
	next("a", noon.Add(time.Nanosecond))
	update(t, e, func(tx engine.Tx) error {
		if r, err := tx.Claim(&jobs, noon); !errors.Is(err, engine.ErrNone) {
			t.Errorf("%q, %v", r.Value, err)
		}
		return tx.Put(&jobs, job("a", time.Time{}))
	})
	next("b", noon.Add(time.Hour))
}

func callersError(t *testing.T, e engine.Engine) {
	if err := e.View(context.Background(), func(engine.Reader) error { return errMine }); !errors.Is(err, errMine) {
		t.Error(err)
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if err := e.Update(ended, func(engine.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

package bolt_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
)

var people = engine.Table{Name: "person", Columns: []engine.Column{{Name: "town"}}}

// newPeople is a file with three people of two towns.
func newPeople(t *testing.T) *bolt.File {
	t.Helper()
	f := newFile(t)
	t.Cleanup(func() { _ = f.Close() })
	err := f.Update(context.Background(), func(tx engine.Tx) error {
		for name, town := range map[string]string{"An": "Huế", "Bình": "Vinh", "Chi": "Huế"} {
			if err := tx.Put(&people, engine.Record{Key: engine.Key{First: name}, Columns: []string{town}, Value: []byte(name)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// spoil changes a bucket of the tables behind the engine's back.
func spoil(t *testing.T, f *bolt.File, name string, how func(b *bbolt.Bucket) error) {
	t.Helper()
	err := f.DB().Update(func(tx *bbolt.Tx) error { return how(tx.Bucket([]byte("tables")).Bucket([]byte(name))) })
	if err != nil {
		t.Fatal(err)
	}
}

// A record that cannot be read is named, and hides no other.
func TestAScanGoesOnBehindDamage(t *testing.T) {
	f := newPeople(t)
	spoil(t, f, "person", func(b *bbolt.Bucket) error {
		value := slices.Clone(b.Get([]byte("An")))
		value[len(value)-1] ^= 1
		return b.Put([]byte("An"), value)
	})
	for _, s := range []engine.Scan{{}, {Column: "town", Value: "Huế"}} {
		var damaged, whole []string
		err := f.View(context.Background(), func(r engine.Reader) error {
			for record, err := range r.Scan(&people, s) {
				if errors.Is(err, engine.ErrDamaged) {
					damaged = append(damaged, record.Key.First)
				} else {
					whole = append(whole, string(record.Value))
				}
			}
			return nil
		})
		if err != nil || !slices.Equal(damaged, []string{"An"}) || !slices.Contains(whole, "Chi") {
			t.Errorf("%+v: %q damaged, %q whole, %v", s, damaged, whole, err)
		}
	}
}

func TestDamagedTables(t *testing.T) {
	in := func(name string, how func(b *bbolt.Bucket) error) func(*testing.T, engine.Engine, *engine.Table) {
		return func(t *testing.T, e engine.Engine, _ *engine.Table) { spoil(t, e.(*bolt.File), name, how) }
	}
	enginetest.DamagedTables(t, func(t *testing.T) engine.Engine { return newFile(t) }, enginetest.Damages[*engine.Table]{
		"a line that is gone":   in("person.town", func(b *bbolt.Bucket) error { return b.Delete([]byte("Huế\x00An")) }),
		"a line too many":       in("person.town", func(b *bbolt.Bucket) error { return b.Put([]byte("Huế\x00Z"), nil) }),
		"a record that is gone": in("person", func(b *bbolt.Bucket) error { return b.Delete([]byte("An")) }),
		"a record of another":   in("person", func(b *bbolt.Bucket) error { return b.Put([]byte("An"), b.Get([]byte("Chi"))) }),
	})
}

// What cannot be read can be taken away, whatever its key has become.
func TestWhatIsDamagedCanBeDeleted(t *testing.T) {
	f := newPeople(t)
	bare := engine.Table{Name: "person"} // without its columns
	spoil(t, f, "person", func(b *bbolt.Bucket) error { return b.Put([]byte("\xffn\x00x"), []byte("damaged")) })
	err := f.Update(context.Background(), func(tx engine.Tx) error {
		var gone []engine.Key
		for record, err := range tx.Scan(&bare, engine.Scan{}) {
			if err != nil {
				gone = append(gone, record.Key)
			}
		}
		if len(gone) != 1 {
			t.Errorf("%q are damaged", gone)
		}
		return tx.Delete(&bare, gone[0])
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.View(context.Background(), func(r engine.Reader) error { return r.Check(&people) }); err != nil {
		t.Error(err)
	}
	err = f.View(context.Background(), func(r engine.Reader) error {
		for _, err := range r.Scan(&bare, engine.Scan{}) {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// What is known of a list as a whole cannot be read: its lines are all there.
func TestAListWhoseCountsAreDamagedHidesNothing(t *testing.T) {
	f := newPeople(t)
	err := f.Update(context.Background(), func(tx engine.Tx) error {
		words := engine.Pack([]engine.Word{{Text: "hb1", Kinds: 2}})
		return errors.Join(tx.MakeList("room", 0), tx.PutItem("room", engine.Item{Ref: "A/1", Seq: 1, Status: 3, Attention: true, Words: words}))
	})
	if err != nil {
		t.Fatal(err)
	}
	err = f.DB().Update(func(tx *bbolt.Tx) error {
		lists := tx.Bucket([]byte("lists"))
		return lists.ForEachBucket(func(name []byte) error { return lists.Bucket(name).Put([]byte("state"), []byte("xxxxxxxx")) })
	})
	if err != nil {
		t.Fatal(err)
	}
	err = f.View(context.Background(), func(r engine.Reader) error {
		lines := 0
		for _, err := range r.Lines("room", engine.Query{Order: engine.ByRef, Statuses: []uint8{1, 3}}) {
			if err != nil {
				return err
			}
			lines++
		}
		refs, err := r.Find("room", 2, "hb1")
		if lines != 1 || len(refs) != 1 {
			t.Errorf("%d lines, and %q", lines, refs)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

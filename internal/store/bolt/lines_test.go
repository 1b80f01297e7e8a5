package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"porthole/internal/store/engine"
)

var name = []byte("lines")

// openList is a file with an empty list.
func openList(t testing.TB) *bbolt.DB {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "test.db"), 0o600, &bbolt.Options{NoSync: true})
	check(t, err)
	t.Cleanup(func() { check(t, db.Close()) })
	check(t, db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket(name)
		if err != nil {
			return err
		}
		return createLines(b, "list")
	}))
	return db
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// changesOf are changes in the order of their keys.
func changesOf(m map[string]change) []change {
	var list []change
	for _, c := range m {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b change) int { return bytes.Compare(a.key, b.key) })
	return list
}

func edited(db *bbolt.DB, changes []change) error {
	return db.Update(func(tx *bbolt.Tx) error { return openLines(tx.Bucket(name), "list").edit(changes) })
}

// all are the lines from the first to the last, and the other way round.
func all(l *lines) (forward, backward []string, err error) {
	c := l.cursor()
	for key, value := c.Seek(nil); key != nil; key, value = c.Next() {
		forward = append(forward, fmt.Sprintf("%q %q", key, value))
	}
	err = c.err
	c = l.cursor()
	for key, value := c.Last(); key != nil; key, value = c.Prev() {
		backward = append(backward, fmt.Sprintf("%q %q", key, value))
	}
	slices.Reverse(backward)
	return forward, backward, errors.Join(err, c.err)
}

func drawKey(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "word", "word\x00\x02SHP/2025"}).Draw(t, "head") + rapid.StringMatching(`[a-c\x00\xff]{1,6}`).Draw(t, "key")
}

// Whatever is written and taken away, the list is what a sorted map would be.
func TestLinesAreASortedMap(t *testing.T) {
	db := openList(t)
	rapid.Check(t, func(t *rapid.T) {
		want := map[string]string{}
		if err := db.Update(func(tx *bbolt.Tx) error {
			if err := tx.DeleteBucket(name); err != nil {
				return err
			}
			b, err := tx.CreateBucket(name)
			return errors.Join(err, createLines(b, "list"))
		}); err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			batch := map[string]change{}
			gone := rapid.IntRange(0, 9).Draw(t, "gone of ten")
			for range rapid.IntRange(0, 300).Draw(t, "changes") {
				key, value := drawKey(t), rapid.SampledFrom([]string{"", "ab", string(make([]byte, 200))}).Draw(t, "value")
				if c := (change{key: []byte(key), value: []byte(value), gone: rapid.IntRange(0, 9).Draw(t, "dice") < gone}); c.gone {
					batch[key] = c
					delete(want, key)
				} else {
					batch[key], want[key] = c, value
				}
			}
			if err := edited(db, changesOf(batch)); err != nil {
				t.Fatal(err)
			}
			compare(t, db, want)
		}
	})
}

func compare(t *rapid.T, db *bbolt.DB, want map[string]string) {
	var lines, keys []string
	for key := range want {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		lines = append(lines, fmt.Sprintf("%q %q", key, want[key]))
	}
	if err := db.View(func(tx *bbolt.Tx) error {
		l := openLines(tx.Bucket(name), "list")
		forward, backward, err := all(l)
		if !slices.Equal(forward, lines) || !slices.Equal(backward, lines) {
			t.Fatalf("forward %d, backward %d, want %d", len(forward), len(backward), len(lines))
		}
		for range 5 {
			seekSome(t, l, keys)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// seekSome looks for a key that need not be there, and goes on from it.
func seekSome(t *rapid.T, l *lines, keys []string) {
	sought := drawKey(t)
	at, _ := slices.BinarySearch(keys, sought)
	c := l.cursor()
	key, _ := c.Seek([]byte(sought))
	for range rapid.IntRange(0, 60).Draw(t, "steps") {
		if (key == nil) != (at >= len(keys) || at < 0) || key != nil && string(key) != keys[at] {
			t.Fatalf("%q: got %q at %d of %d", sought, key, at, len(keys))
		}
		if rapid.Bool().Draw(t, "on") {
			key, _ = c.Next()
			at = min(at+1, len(keys))
		} else {
			key, _ = c.Prev()
			at = max(at-1, -1)
		}
	}
}

// newLongList has enough lines for many blocks on several pages.
func newLongList(t testing.TB) (db *bbolt.DB, lines []string) {
	t.Helper()
	db, dice := openList(t), rand.New(rand.NewPCG(1, 2))
	for range 5 {
		batch := map[string]change{}
		for range 400 {
			key := fmt.Sprintf("word%d\x00\x02SHP/202505/%05d", dice.IntN(50), dice.IntN(9999))
			batch[key] = change{key: []byte(key), value: []byte{1, 2}}
		}
		check(t, edited(db, changesOf(batch)))
	}
	check(t, db.View(func(tx *bbolt.Tx) (err error) {
		lines, _, err = all(openLines(tx.Bucket(name), "list"))
		return err
	}))
	return db, lines
}

// A block in which a bit has turned over, that is gone, that stands twice or for
// another: the list is never read as if it were whole.
func TestDamagedBlocksAreNeverReadAsAList(t *testing.T) {
	db, lines := newLongList(t)
	blocks := blocksOf(t, db)
	step := 61
	if testing.Short() {
		step *= 10
	}
	for i, b := range blocks {
		for bit := 0; bit < 8*(len(b[0])+len(b[1])); bit += step {
			key, value := bytes.Clone(b[0]), bytes.Clone(b[1])
			if bit < 8*len(key) {
				key[bit/8] ^= 1 << (bit % 8)
			} else {
				value[bit/8-len(key)] ^= 1 << (bit % 8)
			}
			damage(t, db, fmt.Sprintf("block %d, bit %d", i, bit), lines, func(bucket *bbolt.Bucket) error {
				return errors.Join(bucket.Delete(b[0]), bucket.Put(key, value))
			})
		}
		damage(t, db, fmt.Sprintf("block %d is gone", i), lines, func(bucket *bbolt.Bucket) error { return bucket.Delete(b[0]) })
		other := blocks[(i+1)%len(blocks)]
		damage(t, db, fmt.Sprintf("block %d is another", i), lines, func(bucket *bbolt.Bucket) error { return bucket.Put(b[0], other[1]) })
		damage(t, db, fmt.Sprintf("block %d is older", i), lines, func(bucket *bbolt.Bucket) error {
			return bucket.Put(append(bytes.Clone(b[0]), 'x'), b[1])
		})
	}
}

// Every list has its own name: that of another is not read as its own.
func TestTheListOfAnotherIsNotRead(t *testing.T) {
	db, _ := newLongList(t)
	check(t, db.View(func(tx *bbolt.Tx) error {
		if key, _ := openLines(tx.Bucket(name), "other").cursor().Seek(nil); key != nil {
			t.Errorf("it begins with %q", key)
		}
		return nil
	}))
}

func blocksOf(t *testing.T, db *bbolt.DB) (blocks [][2][]byte) {
	t.Helper()
	check(t, db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(name).ForEach(func(key, value []byte) error {
			blocks = append(blocks, [2][]byte{bytes.Clone(key), bytes.Clone(value)})
			return nil
		})
	}))
	if len(blocks) < 20 {
		t.Fatalf("only %d blocks", len(blocks))
	}
	return blocks
}

var errUndo = errors.New("undo")

// damage does something to the list and reads it in both directions, and by each
// of its lines: what is read until damage is met must be right.
func damage(t *testing.T, db *bbolt.DB, what string, lines []string, spoil func(b *bbolt.Bucket) error) {
	t.Helper()
	err := db.Update(func(tx *bbolt.Tx) error {
		check(t, spoil(tx.Bucket(name)))
		l := openLines(tx.Bucket(name), "list")
		forward, backward, err := all(l)
		if !errors.Is(err, engine.ErrDamaged) {
			t.Errorf("%s: it was not noticed: %v", what, err)
		}
		if !slices.Equal(forward, lines[:len(forward)]) || !slices.Equal(backward, lines[len(lines)-len(backward):]) {
			t.Errorf("%s: something else was read", what)
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
}

// A change that meets damage is refused.
func TestDamagedBlocksAreNotEdited(t *testing.T) {
	db, _ := newLongList(t)
	block := blocksOf(t, db)[5]
	block[1][len(block[1])-1] ^= 1
	check(t, db.Update(func(tx *bbolt.Tx) error { return tx.Bucket(name).Put(block[0], block[1]) }))
	if err := edited(db, []change{{key: append(bytes.Clone(block[0]), 'a')}}); !errors.Is(err, engine.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// Who goes back from a place in a damaged block is told so, and not led to the end.
func TestADamagedBlockIsNotPassedOver(t *testing.T) {
	db, _ := newLongList(t)
	block := blocksOf(t, db)[5]
	block[1][len(block[1])-1] ^= 1
	check(t, db.Update(func(tx *bbolt.Tx) error { return tx.Bucket(name).Put(block[0], block[1]) }))
	check(t, db.View(func(tx *bbolt.Tx) error {
		for _, back := range []bool{true, false} {
			w := openLines(tx.Bucket(name), "list").over(nil, back)
			if w.begin(append(bytes.Clone(block[0]), 'a'), true); w.key != nil || !errors.Is(w.lines.err, engine.ErrDamaged) {
				t.Errorf("back %t: at %q, %v", back, w.key, w.lines.err)
			}
		}
		return nil
	}))
}

// Lines that come in their order fill their blocks, and those that are taken away
// leave none behind.
func TestBlocksAreFilledAndJoined(t *testing.T) {
	db := openList(t)
	for batch := range 20 {
		var changes []change
		for i := range 100 {
			changes = append(changes, change{key: fmt.Appendf(nil, "%08d", 100*batch+i), value: []byte("SHP/202505/00001")})
		}
		check(t, edited(db, changes))
	}
	bytesOf := func() (blocks, bytes int) {
		for _, b := range blocksIn(t, db) {
			blocks++
			bytes += len(b)
		}
		return blocks, bytes
	}
	if blocks, bytes := bytesOf(); bytes < blocks*mostBytes*8/10 {
		t.Errorf("%d blocks for %d bytes", blocks, bytes)
	}
	var gone []change
	for i := range 2000 {
		if i%100 != 0 {
			gone = append(gone, change{key: fmt.Appendf(nil, "%08d", i), gone: true})
		}
	}
	check(t, edited(db, gone))
	if blocks, _ := bytesOf(); blocks > 3 {
		t.Errorf("%d blocks for 20 lines", blocks)
	}
}

func blocksIn(t *testing.T, db *bbolt.DB) (values [][]byte) {
	t.Helper()
	check(t, db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(name).ForEach(func(_, value []byte) error {
			values = append(values, bytes.Clone(value))
			return nil
		})
	}))
	return values
}

func BenchmarkSeek(b *testing.B) {
	db, _ := newLongList(b)
	check(b, db.View(func(tx *bbolt.Tx) error {
		l := openLines(tx.Bucket(name), "list")
		for i := 0; b.Loop(); i++ {
			l.cursor().Seek(fmt.Appendf(nil, "word%d\x00\x02SHP/202505/%05d", i%50, i%9999))
		}
		return nil
	}))
}

package storetest

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// The floor of an import is bbolt alone, which writes what the import has left in
// its store and nothing else: every key and value, into the same buckets, in as
// many batches as the import had, each of them on disk before the next begins.
// Within a batch the keys come in their order, which is how bbolt is fastest.

// pair is a key and its value; both belong to the store that they come from.
type pair struct{ key, value []byte }

// shelf is what one bucket gets in one batch.
type shelf struct {
	path  [][]byte
	pairs []pair
}

// cargo is everything that an import has left, by batch.
type cargo struct {
	batches [][]shelf
	number  map[string]int // of a shipment, the batch that brought it
}

// Floor is how long bbolt alone takes for what the store in the folder holds. The
// store must be closed, and all of it must have come by one import.
func Floor(tb testing.TB, folder string) time.Duration {
	tb.Helper()
	from, err := bbolt.Open(filepath.Join(folder, "porthole.db"), 0o600, &bbolt.Options{ReadOnly: true})
	fail(tb, err)
	defer func() { _ = from.Close() }()
	into, err := bbolt.Open(filepath.Join(tb.TempDir(), "floor.db"), 0o600, &bbolt.Options{
		InitialMmapSize: 1 << 30, FreelistType: bbolt.FreelistMapType,
	})
	fail(tb, err)
	defer func() { _ = os.Remove(into.Path()) }()
	defer func() { _ = into.Close() }()
	var took time.Duration
	fail(tb, from.View(func(tx *bbolt.Tx) error {
		c := &cargo{number: map[string]int{}}
		if err := c.batch(tx); err != nil {
			return err
		}
		if err := c.load(tx); err != nil {
			return err
		}
		start := time.Now()
		for _, shelves := range c.batches {
			if err := into.Update(func(tx *bbolt.Tx) error { return unload(tx, shelves) }); err != nil {
				return ofFloor(err)
			}
		}
		took = time.Since(start)
		return nil
	}))
	return took
}

// ofFloor says of an error where it came from.
func ofFloor(err error) error {
	if err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	return nil
}

func fail(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// batch finds out which shipment came with which batch: the audit trail has a
// line for each, and the lines of one transaction have one time.
func (c *cargo) batch(tx *bbolt.Tx) error {
	const before = 4 + 32 // checksum and hash
	var latest time.Time
	return ofFloor(tx.Bucket([]byte("office")).Bucket([]byte("audit")).ForEach(func(_, value []byte) error {
		var line struct {
			At      time.Time `json:"at"`
			Subject string    `json:"subject"`
		}
		if err := json.Unmarshal(value[before:], &line); err != nil {
			return ofFloor(err)
		}
		if len(c.batches) == 0 || !line.At.Equal(latest) {
			c.batches, latest = append(c.batches, nil), line.At
		}
		c.number[line.Subject] = len(c.batches) - 1
		return nil
	}))
}

// load sorts all pairs into the batches.
func (c *cargo) load(tx *bbolt.Tx) error {
	return ofFloor(tx.ForEach(func(name []byte, b *bbolt.Bucket) error { return c.bucket([][]byte{name}, b) }))
}

func (c *cargo) bucket(path [][]byte, b *bbolt.Bucket) error {
	parts := make([][]pair, len(c.batches))
	number := 0
	err := b.ForEach(func(key, value []byte) error {
		if value == nil {
			if below := b.Bucket(key); below != nil {
				return c.bucket(append(path[:len(path):len(path)], key), below)
			}
		}
		number = c.whose(key, value, number)
		parts[number] = append(parts[number], pair{key, value})
		return nil
	})
	for i, pairs := range parts {
		if len(pairs) > 0 {
			c.batches[i] = append(c.batches[i], shelf{path, pairs})
		}
	}
	return ofFloor(err)
}

// whose is the batch of a pair: that of the shipment that its key ends with, that
// its value names, or else that of the pair before it.
func (c *cargo) whose(key, value []byte, before int) int {
	for _, skip := range []int{0, 2, 18, 10, bytes.LastIndexByte(key, 0) + 1, bytes.LastIndexByte(key, 0) + 2} {
		if skip < len(key) {
			if number, known := c.number[string(key[skip:])]; known {
				return number
			}
		}
	}
	if len(value) > 4 {
		if number, known := c.number[string(value[4:])]; known {
			return number
		}
	}
	return before + c.line(key, value, before)
}

// line is how many batches after before the one lies that a line of the audit
// trail belongs to; 0 for all else.
func (c *cargo) line(key, value []byte, before int) int {
	if len(key) != 8 || len(value) < 40 || binary.BigEndian.Uint64(key) == 0 {
		return 0
	}
	var line struct {
		Subject string `json:"subject"`
	}
	if json.Unmarshal(value[36:], &line) != nil {
		return 0
	}
	if number, known := c.number[line.Subject]; known {
		return number - before
	}
	return 0
}

// unload writes a batch.
func unload(tx *bbolt.Tx, shelves []shelf) error {
	for _, s := range shelves {
		b, err := tx.CreateBucketIfNotExists(s.path[0])
		for _, name := range s.path[1:] {
			if err != nil {
				return ofFloor(err)
			}
			b, err = b.CreateBucketIfNotExists(name)
		}
		if err != nil {
			return ofFloor(err)
		}
		for _, p := range s.pairs {
			if err := b.Put(p.key, p.value); err != nil {
				return ofFloor(err)
			}
		}
	}
	return nil
}

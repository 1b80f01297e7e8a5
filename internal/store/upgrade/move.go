package upgrade

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// atOnce bounds the values that one transaction moves: of a trail there may be millions.
const atOnce = 1000

// bucket is one of an older schema, and what becomes of each of its values.
type bucket struct {
	path []string
	take func(tx engine.Tx, key, payload []byte) error // nil: nothing
	// forgets says that a value that cannot be read is left behind.
	forgets bool
	numbers *engine.Table // whose numbers go on from those of the bucket; nil: none
}

// move moves all that can be read, up to limit values in each transaction, and drops
// the bucket when nothing is left.
func (b bucket) move(update Update, limit int) error {
	for from := []byte{}; from != nil; {
		err := update(func(tx engine.Tx) (err error) {
			from, err = b.moveSome(tx, from, limit)
			return err
		})
		if err != nil {
			return fmt.Errorf("move %v: %w", b.path, err)
		}
	}
	return nil
}

// moveSome moves up to limit values from a key on. next is where to go on; nil at the
// end.
func (b bucket) moveSome(tx engine.Tx, from []byte, limit int) (next []byte, err error) {
	old, found := bolt.OldBucket(tx, b.path...)
	if !found {
		return nil, nil
	}
	if b.numbers != nil {
		if err := old.PassNumbers(tx, b.numbers); err != nil {
			return nil, err //nolint:wrapcheck // move names the bucket
		}
	}
	if b.take != nil {
		if next, err = b.takeSome(tx, old, from, limit); err != nil || next != nil || !old.Empty() {
			return next, err
		}
	}
	return nil, bolt.DropOld(tx, b.path...) //nolint:wrapcheck // it names the bucket
}

func (b bucket) takeSome(tx engine.Tx, old bolt.Old, from []byte, limit int) (next []byte, err error) {
	var taken [][]byte
	for v, err := range old.Values(from) {
		key := bytes.Clone(v.Key)
		if len(taken) == limit {
			next = key
			break
		}
		if err == nil {
			err = b.take(tx, key, v.Payload)
		}
		if err == nil || b.forgets && errors.Is(err, engine.ErrDamaged) {
			taken = append(taken, key)
		} else if !errors.Is(err, engine.ErrDamaged) {
			return nil, err
		}
	}
	return next, old.Delete(taken...) //nolint:wrapcheck // move names the bucket
}

// number reads the eight bytes of a number; ErrDamaged for what is none.
func number(b []byte) (uint64, error) {
	if len(b) != 8 {
		return 0, engine.ErrDamaged
	}
	return binary.BigEndian.Uint64(b), nil
}

// cut is a key of one or two parts.
func cut(key []byte) (first, second string) {
	first, second, _ = strings.Cut(string(key), "\x00")
	return first, second
}

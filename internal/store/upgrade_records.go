package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// Up to schema 6 each sort of small record had a bucket with a shape of its own.

// moved is such a bucket, and what becomes of each of its values.
type moved struct {
	path []string
	take func(tx bolt.Tx, key, payload []byte) error
}

var movedBuckets = []moved{
	{[]string{"house"}, takeHouse},
	{[]string{"mail", "notices"}, into(&notices)},
	{[]string{"mail", "recipients"}, into(&recipients)},
	{[]string{"mail", "told"}, into(&toldETAs)},
	{[]string{"office", "mailed"}, into(&mailedETAs)},
}

// moveRecords moves the small records into the tables, and takes the buckets in
// which they were away. Nothing happens when that was done before.
func moveRecords(tx bolt.Tx) error {
	for _, m := range movedBuckets {
		if err := m.move(tx); err != nil {
			return fmt.Errorf("move %v: %w", m.path, err)
		}
	}
	return nil
}

func (m moved) move(tx bolt.Tx) error {
	path := make([][]byte, len(m.path))
	for i, name := range m.path {
		path[i] = []byte(name)
	}
	b, err := bucket(tx, path...)
	if err != nil {
		return nil //nolint:nilerr // it is not there any more, or never was
	}
	cursor := b.Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		payload := []byte(nil)
		if len(sealed) > 0 {
			if payload, err = unseal(key, sealed); err != nil {
				return err
			}
		}
		if err := m.take(tx, bytes.Clone(key), payload); err != nil {
			return err
		}
	}
	last := len(path) - 1
	if last == 0 {
		err = tx.DeleteBucket(path[0])
	} else if b, err = bucket(tx, path[:last]...); err == nil {
		err = b.DeleteBucket(path[last])
	}
	if errors.Is(err, bolterrors.ErrBucketNotFound) {
		return nil
	}
	return err //nolint:wrapcheck // moveRecords names the bucket
}

func takeHouse(tx bolt.Tx, key, payload []byte) error {
	switch name, mapping := bytes.CutPrefix(key, []byte("mapping ")); {
	case mapping:
		return take(tx, &mappings, payload, string(name))
	case string(key) == "forwarder":
		return take(tx, &houses, payload, theHouse)
	case string(key) == "carriers":
		all := map[string]model.CarrierSetting{}
		if err := decodeJSON(key, payload, &all); err != nil {
			return err
		}
		for _, code := range slices.Sorted(maps.Keys(all)) {
			if err := carriers.put(tx, all[code], code); err != nil {
				return err
			}
		}
	}
	return nil
}

// into takes the records of a bucket as they are into a table, under the one or two
// parts of their keys.
func into[T any](t *table[T]) func(tx bolt.Tx, key, payload []byte) error {
	return func(tx bolt.Tx, key, payload []byte) error {
		first, second, _ := strings.Cut(string(key), "\x00")
		return take(tx, t, payload, first, second)
	}
}

// take puts a record whose JSON is as it was into its table.
func take[T any](tx bolt.Tx, t *table[T], payload []byte, first string, second ...string) error {
	var v T
	if err := decodeJSON([]byte(first), payload, &v); err != nil {
		return err
	}
	return t.put(tx, v, first, second...)
}

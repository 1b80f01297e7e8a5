package store

import (
	"bytes"

	"porthole/internal/store/bolt"
)

// When a key was used last and what somebody saw last can be made of nothing
// else, and are worth no backup: one that cannot be read is forgotten, and is
// then as it was before the first time.

// unreadable calls fn with those that cannot be read, and why.
func unreadable(tx bolt.Tx, fn func(name, key []byte, err error) error) error {
	for _, name := range [][]byte{bucketUsed, bucketVisits} {
		b, err := bucket(tx, bucketOffice, name)
		if err != nil {
			return err
		}
		cursor := b.Cursor()
		for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
			_, _, err := readVisit(b, key)
			if bytes.Equal(name, bucketUsed) {
				_, err = readNumber(b, key)
			}
			if err != nil {
				if err := fn(name, key, err); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// forgetUnreadable takes them away.
func forgetUnreadable(tx bolt.Tx) error {
	type place struct{ name, key []byte }
	var gone []place
	err := unreadable(tx, func(name, key []byte, _ error) error {
		gone = append(gone, place{name, bytes.Clone(key)})
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range gone {
		b, err := bucket(tx, bucketOffice, p.name)
		if err != nil {
			return err
		}
		if err := remove(b, p.key); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"fmt"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// The file as a tree of buckets. Every value is sealed (see seal.go) but for
// those that are empty and those of the index, whose blocks are checked by
// package bolt.
//
//	meta                 version → schema number
//	office/
//	  shipments          ref → who wrote it, Shipment
//	  desk               slug 0 ref → what it will need when, see desk_entry.go
//	hall/                a tree: the office's own list of everything
//	window/<slug>/       a tree for each partner: its room
//	tables/              the small records, see tables.go and package bolt
//	anew/                hall, window and desk while they are made anew,
//	                     see rebuild.go; mostly not there
//
// A tree, of which the hall has no records because the office has them:
//
//	state                (a key) number of the latest change, counts
//	records              ref → change number, Published
//	rows                 ref → attention, Row, search tokens
//	index                lines of the orders of the list and of the search, see
//	                     keys.go
var (
	bucketMeta      = []byte("meta")
	bucketOffice    = []byte("office")
	bucketShipments = []byte("shipments")
	bucketDesk      = []byte("desk")
	bucketHall      = []byte("hall")
	bucketWindow    = []byte("window")
	bucketAnew      = []byte("anew")
	bucketRecords   = []byte("records")
	bucketRows      = []byte("rows")
	bucketIndex     = []byte("index")

	keyVersion = []byte("version")
	keyState   = []byte("state")
)

// schema is the number of the shape above. A store with a greater one was
// written by a newer Porthole and is left alone; one with a smaller one is
// brought up to date when it is opened. Whoever changes the rules by which the
// published records, the rows or the entries of the desk are made raises it too.
const schema = 7

// hallName is the hall where a tree is named by the slug of its partner; no
// partner has an empty slug.
const hallName = ""

// create lays the buckets out in a new file; nothing happens in one that has
// them. A schema that is newer than ours is a Fault.
func create(tx bolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists(bucketMeta)
	if err != nil {
		return fmt.Errorf("create meta: %w", err)
	}
	if stored := meta.Get(keyVersion); stored != nil {
		_, err := readSchema(stored)
		return err
	}
	for _, name := range [][]byte{bucketWindow, bucketOffice, bucketHall} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("create %s: %w", name, err)
		}
	}
	office := tx.Bucket(bucketOffice)
	for _, name := range [][]byte{bucketShipments, bucketDesk} {
		if _, err := office.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("create office/%s: %w", name, err)
		}
	}
	if err := createTree(tx.Bucket(bucketHall), hallName); err != nil {
		return err
	}
	return put(meta, keyVersion, seal(keyVersion, numberKey(schema)))
}

// readSchema reads the number of a store's shape, and refuses what a newer
// Porthole has written.
func readSchema(stored []byte) (uint64, error) {
	payload, err := unseal(keyVersion, stored)
	if err != nil {
		return 0, err
	}
	version, ok := parseNumber(payload)
	if !ok {
		return 0, errDamaged
	}
	if version > schema {
		return version, model.NewFault("error.store_newer", version, schema)
	}
	return version, nil
}

// createTree makes the buckets of a room or of the hall.
func createTree(root *bbolt.Bucket, slug string) error {
	names := [][]byte{bucketRows, bucketIndex}
	if slug != hallName {
		names = append(names, bucketRecords)
	}
	for _, name := range names {
		if _, err := root.CreateBucket(name); err != nil {
			return fmt.Errorf("create tree %q: %w", slug, err)
		}
	}
	return bolt.CreateLines(root.Bucket(bucketIndex), slug) //nolint:wrapcheck // it says that it writes lines
}

// errDamaged is for what the file holds and cannot be; at the handles it
// becomes a Fault that says which file and what to do.
var errDamaged = engine.ErrDamaged

// bucket opens a bucket by its path; errDamaged when there is none such, since
// all of them are made at the first start.
func bucket(tx bolt.Tx, path ...[]byte) (*bbolt.Bucket, error) {
	b := tx.Bucket(path[0])
	for _, name := range path[1:] {
		if b == nil {
			break
		}
		b = b.Bucket(name)
	}
	if b == nil {
		return nil, fmt.Errorf("bucket %s is missing: %w", path[len(path)-1], errDamaged)
	}
	return b, nil
}

func put(b *bbolt.Bucket, key, value []byte) error {
	if err := b.Put(key, value); err != nil {
		return fmt.Errorf("write %q: %w", key, err)
	}
	return nil
}

func remove(b *bbolt.Bucket, key []byte) error {
	if err := b.Delete(key); err != nil {
		return fmt.Errorf("delete %q: %w", key, err)
	}
	return nil
}

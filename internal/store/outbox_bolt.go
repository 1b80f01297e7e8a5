package store

import (
	"fmt"
	"math"

	"porthole/internal/store/bolt"
)

// The mail, as a tree of buckets beside those of bolt.go:
//
//	mail/                status → how it stands with the mail server
//	  outbox             number → parcel
//	  due                time number → "": when a parcel is to be tried next
//	  open               recipient 0 ref → number of the parcel that takes news
var (
	bucketMail   = []byte("mail")
	bucketOutbox = []byte("outbox")
	bucketOpen   = []byte("open")

	keyStatus = []byte("status")
)

// createMail lays the buckets of the mail out; nothing happens to those that
// are there.
func createMail(tx bolt.Tx) error {
	mail, err := tx.CreateBucketIfNotExists(bucketMail)
	if err != nil {
		return fmt.Errorf("create mail: %w", err)
	}
	for _, name := range [][]byte{bucketOutbox, bucketDue, bucketOpen} {
		if _, err := mail.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("create mail/%s: %w", name, err)
		}
	}
	return nil
}

// parcelDueKey is the place of a parcel among those that wait, by time.
func parcelDueKey(at int64, seq uint64) []byte {
	return append(numberKey(uint64(at)^1<<63), numberKey(seq)...)
}

// parseParcelDue reads what parcelDueKey wrote; false for what is none.
func parseParcelDue(key []byte) (at int64, seq uint64, ok bool) {
	if len(key) != 16 {
		return 0, 0, false
	}
	when, _ := parseNumber(key[:8])
	seq, _ = parseNumber(key[8:])
	return int64(when ^ 1<<63), seq, seq > 0 && seq < math.MaxUint64
}

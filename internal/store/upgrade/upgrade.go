// Package upgrade brings what a store of an older schema holds up to date.
//
// The schema is the number of the shape of everything that is stored:
//
// From 1 to 2: the desk's entries, invitations, and what was mailed came.
// From 2 to 3: the outbox and notices came.
// From 3 to 4: tracking codes came.
// From 4 to 5: times are told by the clock of their place, and dates that were
// withdrawn stay in the ledger.
// From 5 to 6: rows have their carrier, those of all shipments their partner, and a
// carrier is found by its code and its name.
// From 6 to 7: small records are in the tables of the engine, shipments in its lists.
//
// Up to 6 everything was in buckets of bbolt with shapes of their own, which no other
// engine has. They are moved bucket by bucket (move.go): small records into their tables
// (small.go), and shipments into the lists (lists.go), which are made again by the
// rules of today, as the desk is. So many values are moved in each transaction, and what was moved is taken away:
// whoever was interrupted goes on. What cannot be read stays where it is, and [Report] tells of it.
package upgrade

import (
	"time"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/upkeep"
)

// Update runs fn in a transaction of its own.
type Update func(fn func(tx engine.Tx) error) error

// Run moves everything. What is made of it is as of now.
func Run(update Update, now time.Time) error {
	if err := moveSmall(update, atOnce); err != nil {
		return err
	}
	return moveLists(update, now)
}

// Report adds what could not be read when the store was brought up to date.
func Report(r engine.Reader, to *upkeep.Report) {
	const left = "%s has what could not be read when the store was brought up to date"
	if meta, found := bolt.OldBucket(r, "meta"); found {
		if payload, err := meta.Get(oldEras); payload != nil || err != nil {
			to.Add(upkeep.PartFile, "", left, oldEras)
		}
	}
	if _, found := bolt.OldBucket(r, oldShipments...); found {
		to.Add(upkeep.PartShipment, "", left, "office/shipments")
	}
	for _, b := range smallBuckets {
		if _, found := bolt.OldBucket(r, b.path...); found {
			to.Add(upkeep.PartFile, "", left, b.path)
		}
	}
}

package store

import (
	"context"
	"time"

	"porthole/internal/store/bolt"
)

// MailLoad is how much is in the outbox.
type MailLoad struct {
	Waiting int           // mails that are to go out
	Failed  int           // mails that wait for a person
	Oldest  time.Duration // age of the oldest that is to go out
}

// Load counts the outbox. It reads keys, and one mail, so that it can be asked
// for often.
func (o *Outbox) Load(ctx context.Context) (load MailLoad, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		outbox, err := bucket(tx, bucketMail, bucketOutbox)
		if err != nil {
			return err
		}
		oldest, waiting, err := countDue(tx)
		if err != nil {
			return err
		}
		load.Waiting, load.Failed = waiting, max(countPairs(outbox)-waiting, 0)
		p, found, err := readParcel(tx, oldest)
		if found {
			load.Oldest = max(o.store.now().Sub(p.Created), 0)
		}
		return err
	})
	return load, err
}

// countDue counts the parcels that are to be tried, and names the one among
// them that was made first: they are numbered as they are made.
func countDue(tx bolt.Tx) (oldest uint64, count int, err error) {
	due, err := bucket(tx, bucketMail, bucketDue)
	if err != nil {
		return 0, 0, err
	}
	cursor := due.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		_, seq, ok := parseParcelDue(key)
		if !ok {
			return 0, 0, errDamaged
		}
		if count++; oldest == 0 || seq < oldest {
			oldest = seq
		}
	}
	return oldest, count, nil
}

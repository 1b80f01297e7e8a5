package store

import (
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// install puts what was made anew in the place of what was there. It is the one
// transaction of a Rebuild that anybody sees, and no matter how large the trees
// are it only leads elsewhere.
func (r *rebuilding) install(ctx context.Context, who model.Principal, verb string) error {
	return r.store.writeBy(ctx, r.store.updateAlone, who, verb, func(w *Writer) error {
		return w.do(func() error { return r.exchange(w) })
	})
}

func (r *rebuilding) exchange(w *Writer) error {
	if err := w.record(model.ActKeep, "store", ""); err != nil {
		return err
	}
	if err := forgetUnreadable(w.tx); err != nil {
		return err
	}
	if err := r.exchangeTrees(w.tx); err != nil {
		return err
	}
	if err := dropBucket(w.tx, bucketAnew); err != nil {
		return err
	}
	for slug := range r.latest {
		if _, err := w.tree(slug); err != nil {
			return err
		}
		w.rung[slug] = true
	}
	return nil
}

// exchangeTrees moves the trees, what is due, and the desk.
func (r *rebuilding) exchangeTrees(tx bolt.Tx) error {
	if _, err := tx.CreateBucketIfNotExists(bucketWindow); err != nil {
		return fmt.Errorf("create %s: %w", bucketWindow, err)
	}
	anew, window := tx.Bucket(bucketAnew), tx.Bucket(bucketWindow)
	office, err := bucket(tx, bucketOffice)
	if err != nil {
		return err
	}
	for slug := range r.latest {
		if slug == hallName {
			continue
		}
		if err := moveBucket(tx, []byte(slug), anew.Bucket(bucketWindow), window); err != nil {
			return err
		}
	}
	if err := moveBucket(tx, bucketDesk, anew, office); err != nil {
		return err
	}
	for _, name := range [][]byte{bucketHall, bucketDue} {
		if err := moveBucket(tx, name, anew, nil); err != nil {
			return err
		}
	}
	return nil
}

// moveBucket moves a bucket in the place of the one of its name, which need not
// have been there; into nil it stands at the top.
func moveBucket(tx bolt.Tx, name []byte, from, into *bbolt.Bucket) error {
	var place cabinet = tx
	if into != nil {
		place = into
	}
	if err := dropBucket(place, name); err != nil {
		return err
	}
	if err := tx.MoveBucket(name, from, into); err != nil {
		return fmt.Errorf("move %s: %w", name, err)
	}
	return nil
}

// clearAnew clears away what a Rebuild has begun and not ended. Nobody reads it:
// when that cannot be done now the next one does it.
func (s *Store) clearAnew() {
	ctx, begun := context.Background(), false
	err := s.view(ctx, func(tx bolt.Tx) error {
		begun = tx.Bucket(bucketAnew) != nil
		return nil
	})
	if err == nil && begun {
		err = s.updateAlone(ctx, func(tx bolt.Tx) error { return dropBucket(tx, bucketAnew) })
	}
	if err != nil {
		s.log.Warn("store: what a mend has begun is not cleared away", "cause", fmt.Sprintf("%q", err.Error()))
	}
}

package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// What customers see, the lists and the desk are all made of the office's
// records, so they can be made anew when they do not agree with these. It is
// done as a whole: what is left of a damaged index cannot be trusted to say
// which of its lines are wrong.
//
// All of a large store would not fit into the memory of one transaction. So it is
// made in parts, beside what is there, while everybody reads on and nobody
// writes; and it is put in the place of what was there in one transaction at the
// end. What was begun and not ended is cleared away, by whoever opens the store
// if need be.

// rebuildPart is how many shipments one transaction makes anew, as many as one of
// an import takes.
const rebuildPart = 1000

// Verify is [Store.Verify] for the staff; that they looked is in the audit
// trail. ErrForbidden for all but managers and administrators.
func (o *Office) Verify(ctx context.Context) (Report, error) {
	if !o.who.Role.May(model.ActReview) {
		return Report{}, model.ErrForbidden
	}
	o.Looked("verify", "store")
	return o.store.Verify(ctx)
}

// Rebuild makes every room, the office's own list and the desk anew from the
// office's records. What customers saw as it should be keeps the number of its
// change, so nothing looks new that is not. Nobody is mailed. What somebody saw
// last and cannot be read is forgotten. Writing waits meanwhile, for about as long
// as an import of all shipments takes, and the file grows by what is made.
// ErrForbidden for all but administrators. The Fault "error.store_damaged" is
// for a file whose office cannot be read either: then nothing was changed.
func (o *Office) Rebuild(ctx context.Context) error {
	if !o.who.Role.May(model.ActKeep) {
		return model.ErrForbidden
	}
	return o.store.rebuild(ctx, o.who, "verify mend", rebuilding{part: rebuildPart})
}

// rebuild is Rebuild as r says, in the audit trail under verb.
func (s *Store) rebuild(ctx context.Context, who model.Principal, verb string, r rebuilding) error {
	s.alone.Lock()
	defer s.alone.Unlock()
	r.store, r.words = s, placeWords{}
	err := r.refill(ctx)
	if err == nil {
		err = r.install(ctx, who, verb)
	}
	if err != nil {
		s.clearAnew()
	}
	return err
}

// rebuilding is one Rebuild. Nothing of it grows with the number of shipments.
type rebuilding struct {
	store  *Store
	part   int  // how many shipments one transaction makes anew
	pass   bool // shipments that cannot be read are passed over
	now    time.Time
	latest map[string]uint64 // how far the changes of each tree had come
	words  placeWords
}

// refill makes all of it, beside what is there.
func (r *rebuilding) refill(ctx context.Context) error {
	if err := r.store.updateAlone(ctx, r.lay); err != nil {
		return err
	}
	for from := []byte{}; from != nil; {
		if err := r.store.serving(ctx); err != nil {
			return err
		}
		p := refilling{rebuilding: r, from: from}
		if err := r.store.updateAlone(ctx, p.run); err != nil {
			return err
		}
		from = p.next
	}
	return nil
}

// lay lays out what is to be filled. Each tree goes on with its numbers from
// where it had come, and to have been made anew is a change of its own, of no
// shipment: what sessions have read of the tree is not as it was.
func (r *rebuilding) lay(tx bolt.Tx) (err error) {
	last, err := lastEntry(tx)
	if err != nil {
		return err
	}
	r.now = notBefore(last.At, r.store.now())
	if r.latest, err = r.store.latestChanges(tx); err != nil {
		return err
	}
	if err := dropBucket(tx, bucketAnew); err != nil {
		return err
	}
	for _, path := range [][][]byte{{bucketAnew}, {bucketAnew, bucketHall}, {bucketAnew, bucketWindow}, {bucketAnew, bucketDesk}} {
		if _, err := createBucket(tx, path...); err != nil {
			return err
		}
	}
	for slug, latest := range r.latest {
		root, err := createBucket(tx, treePath(slug, bucketAnew)...)
		if err != nil {
			return err
		}
		if err := createTree(root, slug); err != nil {
			return err
		}
		t, err := openTree(tx, slug, bucketAnew)
		if err != nil {
			return err
		}
		t.state.seq, t.dirty = latest+1, true
		if err := t.save(); err != nil {
			return err
		}
	}
	return nil
}

// createBucket makes a bucket by its path, of which all but the last must be there.
func createBucket(tx bolt.Tx, path ...[]byte) (*bbolt.Bucket, error) {
	var in cabinet = tx
	if last := len(path) - 1; last > 0 {
		parent, err := bucket(tx, path[:last]...)
		if err != nil {
			return nil, err
		}
		in = parent
	}
	b, err := in.CreateBucketIfNotExists(path[len(path)-1])
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", path[len(path)-1], err)
	}
	return b, nil
}

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
	office, err := bucket(w.tx, bucketOffice)
	if err != nil {
		return err
	}
	err = errors.Join(
		moveAnew(w.tx, bucketDesk, office, office), moveAnew(w.tx, bucketHall, w.tx, nil), moveAnew(w.tx, bucketWindow, w.tx, nil),
		dropBucket(w.tx, bucketAnew))
	if err != nil {
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

// cabinet is what has buckets: a transaction or a bucket.
type cabinet interface {
	DeleteBucket(name []byte) error
	CreateBucketIfNotExists(name []byte) (*bbolt.Bucket, error)
}

// moveAnew moves a bucket that was made anew in the place of the one of its name,
// which need not be there; into nil it stands at the top.
func moveAnew(tx bolt.Tx, name []byte, place cabinet, into *bbolt.Bucket) error {
	if err := dropBucket(place, name); err != nil {
		return err
	}
	if err := tx.MoveBucket(name, tx.Bucket(bucketAnew), into); err != nil {
		return fmt.Errorf("move %s: %w", name, err)
	}
	return nil
}

// dropBucket takes a bucket away; it need not have been there.
func dropBucket(in cabinet, name []byte) error {
	if err := in.DeleteBucket(name); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
		return fmt.Errorf("clear %s: %w", name, err)
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

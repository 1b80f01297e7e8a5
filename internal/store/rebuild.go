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
	return o.store.rebuild(ctx, o.who, "verify mend", rebuildPart)
}

// rebuild is Rebuild, with so many shipments in each part, in the audit trail
// under verb.
func (s *Store) rebuild(ctx context.Context, who model.Principal, verb string, part int) error {
	s.alone.Lock()
	defer s.alone.Unlock()
	r := rebuilding{store: s, part: part, words: placeWords{}}
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
	part   int
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
	if err := clearBucket(tx, bucketAnew); err != nil {
		return err
	}
	anew := tx.Bucket(bucketAnew)
	for _, name := range [][]byte{bucketHall, bucketWindow, bucketDue, bucketDesk} {
		if _, err := anew.CreateBucket(name); err != nil {
			return fmt.Errorf("create %s: %w", name, err)
		}
	}
	for slug, latest := range r.latest {
		if err := layTree(tx, slug, latest+1); err != nil {
			return err
		}
	}
	return nil
}

// layTree lays out a tree in which nothing is but how far its changes have come.
func layTree(tx bolt.Tx, slug string, seq uint64) error {
	if slug != hallName {
		window, err := bucket(tx, bucketAnew, bucketWindow)
		if err != nil {
			return err
		}
		if _, err := window.CreateBucket([]byte(slug)); err != nil {
			return fmt.Errorf("create room %q: %w", slug, err)
		}
	}
	root, err := anewRoot(tx, slug)
	if err != nil {
		return err
	}
	if err := createTree(root, slug); err != nil {
		return err
	}
	t, err := openAnew(tx, slug)
	if err != nil {
		return err
	}
	t.state.seq, t.dirty = seq, true
	return t.save()
}

// anewRoot is the bucket of a tree that is being made anew.
func anewRoot(tx bolt.Tx, slug string) (*bbolt.Bucket, error) {
	if slug == hallName {
		return bucket(tx, bucketAnew, bucketHall)
	}
	return bucket(tx, bucketAnew, bucketWindow, []byte(slug))
}

// openAnew opens a tree that is being made anew.
func openAnew(tx bolt.Tx, slug string) (*tree, error) {
	root, err := anewRoot(tx, slug)
	if err != nil {
		return nil, err
	}
	t, err := treeAt(tx, slug, root)
	if err != nil {
		return nil, err
	}
	t.state, err = readState(root)
	return t, err
}

// cabinet is what has buckets: a transaction or a bucket.
type cabinet interface {
	DeleteBucket(name []byte) error
	CreateBucket(name []byte) (*bbolt.Bucket, error)
}

// clearBucket empties a bucket by making it anew; it need not have been there.
func clearBucket(in cabinet, name []byte) error {
	if err := dropBucket(in, name); err != nil {
		return err
	}
	if _, err := in.CreateBucket(name); err != nil {
		return fmt.Errorf("create %s: %w", name, err)
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

package store

import (
	"context"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/model"
)

// What customers see, the lists and the desk are all made of the office's
// records, so they can be made anew when they do not agree with these. It is
// done as a whole: what is left of a damaged index cannot be trusted to say
// which of its lines are wrong.

// Verify is [Store.Verify] for the staff; that they looked is in the audit
// trail. ErrForbidden for all but managers and administrators.
func (o *Office) Verify(ctx context.Context) (Report, error) {
	if !rightAudit.granted(o.who.Role) {
		return Report{}, model.ErrForbidden
	}
	o.Looked("verify", "store")
	return o.store.Verify(ctx)
}

// Rebuild makes every room, the office's own list and the desk anew from the
// office's records, in one transaction. What customers saw as it should be keeps
// the number of its change, so nothing looks new that is not. Nobody is mailed.
// What somebody saw last and cannot be read is forgotten.
// Writing waits meanwhile, for about a second per thousand shipments, and the
// lines of all indexes are held in memory.
// ErrForbidden for all but administrators. The Fault "error.store_damaged" is
// for a file whose office cannot be read either: then nothing was changed.
func (o *Office) Rebuild(ctx context.Context) error {
	return o.change(ctx, rightKeep, "verify mend", func(w *Writer) error {
		return w.do(func() error { return w.rebuild(ctx) })
	})
}

// rebuild is Rebuild within the guard.
func (w *Writer) rebuild(ctx context.Context) error {
	if err := w.record(rightKeep, "store", ""); err != nil {
		return err
	}
	w.relief = w.store.relieveMeanwhile()
	if err := forgetUnreadable(w.tx); err != nil {
		return err
	}
	for _, name := range [][]byte{bucketHall, bucketWindow} {
		if _, err := w.tx.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("create %s: %w", name, err)
		}
	}
	marks, err := w.marks(ctx)
	if err != nil {
		return err
	}
	if err := clearBucket(w.tx, bucketDue); err != nil {
		return err
	}
	for slug, m := range marks {
		if err := w.clearTree(slug, m.latest); err != nil {
			return err
		}
	}
	r := refilling{w: w, all: marks, changes: map[string][]change{}}
	if err := w.eachShipment(ctx, r.shipment); err != nil {
		return err
	}
	if err := r.finish(); err != nil {
		return err
	}
	office, err := bucket(w.tx, bucketOffice)
	if err != nil {
		return err
	}
	if err := clearBucket(office, bucketDesk); err != nil {
		return err
	}
	return furnishDesk(w.tx)
}

// eachShipment reads all of the office's records.
func (w *Writer) eachShipment(ctx context.Context, fn func(s model.Shipment) error) error {
	shipments, err := bucket(w.tx, bucketOffice, bucketShipments)
	if err != nil {
		return err
	}
	cursor := shipments.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("rebuild: %w", err)
		}
		s, err := readShipment(w.tx, string(key))
		if err != nil {
			return err
		}
		if err := fn(s); err != nil {
			return err
		}
	}
	return nil
}

// cabinet is what has buckets: a transaction or a bucket.
type cabinet interface {
	DeleteBucket(name []byte) error
	CreateBucket(name []byte) (*bbolt.Bucket, error)
}

// clearBucket empties a bucket by making it anew; it need not have been there.
func clearBucket(in cabinet, name []byte) error {
	if err := in.DeleteBucket(name); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
		return fmt.Errorf("clear %s: %w", name, err)
	}
	if _, err := in.CreateBucket(name); err != nil {
		return fmt.Errorf("create %s: %w", name, err)
	}
	return nil
}

// clearTree makes a tree anew, with nothing in it but how far its changes went.
// Making it anew is a change of its own, of no shipment: what sessions have read
// of the tree is not as it was.
func (w *Writer) clearTree(slug string, latest uint64) error {
	var in cabinet = w.tx
	name := bucketHall
	if slug != hallName {
		window, err := bucket(w.tx, bucketWindow)
		if err != nil {
			return err
		}
		in, name = window, []byte(slug)
	}
	if err := clearBucket(in, name); err != nil {
		return err
	}
	root, err := treeRoot(w.tx, slug)
	if err != nil {
		return err
	}
	if err := createTree(root, slug); err != nil {
		return err
	}
	t, err := w.tree(slug)
	if err != nil {
		return err
	}
	t.state.seq, t.dirty = latest+1, true
	w.rung[slug] = true
	return nil
}

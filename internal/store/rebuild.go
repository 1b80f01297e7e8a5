package store

import (
	"context"
	"encoding/json"
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
	if err := w.eachShipment(ctx, func(s model.Shipment) error { return w.refill(s, marks) }); err != nil {
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
	t.state.seq, t.dirty = latest, true
	w.rung[slug] = true
	return nil
}

// refill puts a shipment into the hall and through the door into its room.
func (w *Writer) refill(s model.Shipment, all map[string]*marks) error {
	if all[s.Partner] == nil {
		return fmt.Errorf("shipment %q belongs to nobody: %w", s.Ref, errDamaged)
	}
	hall, err := w.tree(hallName)
	if err != nil {
		return err
	}
	inside := model.Inside(s)
	inside.Change = hall.numbered(all[hallName], s.Ref.String())
	if err := hall.refill(inside, w); err != nil {
		return err
	}
	room, err := w.tree(s.Partner)
	if err != nil {
		return err
	}
	p := model.Publish(s)
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode published shipment: %w", err)
	}
	p.Change = room.numbered(all[s.Partner], s.Ref.String())
	key := []byte(s.Ref.String())
	if err := put(room.records, key, seal(key, append(numberKey(p.Change), text...))); err != nil {
		return err
	}
	return room.refill(p, w)
}

// numbered is the number that a change has kept, or the next.
func (t *tree) numbered(m *marks, ref string) uint64 {
	if number := m.numbers[ref]; number > 0 {
		return number
	}
	return t.next()
}

// manyPending is how many lines of an index may wait while a tree is refilled.
const manyPending = 50_000

// refill puts a row into a tree that was empty. The lines of its index are
// written when there are many, so that they need not all be held at once.
func (t *tree) refill(p model.Published, w *Writer) error {
	if err := t.set(p, w.now); err != nil {
		return err
	}
	if len(t.pending.lines) < manyPending {
		return nil
	}
	return t.pending.flush(t.index, t.between)
}

package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// What customers see, the lists and the desk are all made of the office's
// records, so they can be made anew when they do not agree with these. It is done
// as a whole: what is left of a damaged list cannot be trusted to say what is wrong
// with it.
//
// All of a large store would not fit into the memory of one transaction. So it is
// made in parts, as lists of other names, while everybody reads on and nobody
// writes; and these are put in the place of what was there in one transaction at
// the end. What was begun and not ended is cleared away, by whoever opens the store
// if need be.

// rebuildPart is how many shipments one transaction makes anew, as many as one of
// an import takes.
const rebuildPart = 1000

// Verify is [Store.Verify] for the staff; that they looked is in the audit
// trail. ErrForbidden for all but managers and administrators.
func (o *Office) Verify(ctx context.Context) (Report, error) {
	if !o.who.Role.May(model.ActAudit) {
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
	return o.store.rebuild(ctx, o.who, rebuildPart)
}

// rebuild is Rebuild, with so many shipments in each part.
func (s *Store) rebuild(ctx context.Context, who model.Principal, part int) error {
	s.alone.Lock()
	defer s.alone.Unlock()
	r := rebuilding{store: s, part: part}
	err := s.updateAlone(ctx, r.begin)
	for more := true; more && err == nil; {
		if err = s.serving(ctx); err == nil {
			after := r.after
			err = s.updateAlone(ctx, func(tx engine.Tx) (err error) {
				r.after = after
				more, err = r.some(tx)
				return err
			})
		}
	}
	if err == nil {
		err = s.writeBy(ctx, s.updateAlone, who, "verify mend", func(w *Writer) error {
			return w.do(func() error { return r.end(w) })
		})
	}
	if err != nil {
		s.clearAnew()
	}
	return err
}

// rebuilding is one Rebuild. Nothing of it grows with the number of shipments.
type rebuilding struct {
	store *Store
	part  int // how many shipments one transaction makes anew
	now   time.Time
	after string // the last shipment that was made anew
}

// listsOf are all lists of the house.
func listsOf(r engine.Reader) ([]engine.List, error) {
	all := []engine.List{engine.Office}
	for p, err := range records.Partners.Scan(r, engine.Scan{}) {
		if err != nil {
			return nil, err
		}
		all = append(all, engine.List(p.First))
	}
	return all, nil
}

// begin makes the lists that are to be filled. Each goes on with its numbers from
// where it had come, and to have been made anew is a change of its own, of no
// shipment: what sessions have read of it is not as it was.
func (r *rebuilding) begin(tx engine.Tx) error {
	last, err := records.LastEntry(tx)
	if err != nil {
		return err
	}
	r.now = records.NotBefore(last.At, r.store.now())
	latest, err := r.latest(tx)
	if err != nil {
		return err
	}
	for l, seq := range latest {
		if err := errors.Join(tx.DropList(l.Anew()), tx.MakeList(l.Anew(), seq)); err != nil {
			return err
		}
		if _, err := tx.Next(l.Anew()); err != nil {
			return err
		}
	}
	return nil
}

// latest is how far the changes of each list went. What open sessions and visits
// know counts too, since what comes next would look known to them otherwise.
func (r *rebuilding) latest(tx engine.Tx) (map[engine.List]uint64, error) {
	all, err := listsOf(tx)
	if err != nil {
		return nil, err
	}
	latest := map[engine.List]uint64{}
	for _, l := range all {
		latest[l] = 0
		if now := r.store.cache.state(l); now != nil {
			latest[l] = now.seq
		}
		if s, err := tx.State(l); err == nil {
			latest[l] = max(latest[l], s.Seq)
		}
		for i, err := range tx.Records(l, "") { // for one that forgot its number
			if err == nil {
				latest[l] = max(latest[l], i.Seq)
			}
		}
	}
	for v, err := range records.Visits.Scan(tx, engine.Scan{}) {
		if l := engine.List(v.Second); err == nil { // one that cannot be read says nothing
			if seq, known := latest[l]; known {
				latest[l] = max(seq, v.Value.Seen)
			}
		}
	}
	return latest, nil
}

// some makes a part of the shipments anew; more says whether there are others.
func (r *rebuilding) some(tx engine.Tx) (more bool, err error) {
	var part []engine.Item
	for i, err := range tx.Records(engine.Office, r.after) {
		if err != nil {
			return false, err
		}
		if more = len(part) == r.part; more {
			break
		}
		part = append(part, i)
	}
	for _, i := range part {
		if err := r.shipment(tx, i); err != nil {
			return false, err
		}
		r.after = i.Ref
	}
	return more, nil
}

func (r *rebuilding) shipment(tx engine.Tx, i engine.Item) error {
	s, err := shipmentOf(i)
	if err != nil {
		return err
	}
	room := engine.List(s.Partner)
	old, _, _ := records.Published(tx, room, i.Ref) //nolint:errcheck // one that cannot be read is as one that is not there
	return refill{tx, r.now, engine.Office.Anew(), room.Anew()}.shipment(s, i, old)
}

// end puts the lists in the place of what was there. Entries of the desk that no
// shipment needs go away.
func (r *rebuilding) end(w *Writer) error {
	if err := w.tx.Audit(model.ActKeep, "store", ""); err != nil {
		return err
	}
	if err := forgetUnreadable(w.tx); err != nil {
		return err
	}
	all, err := listsOf(w.tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if err := w.tx.ReplaceList(l, l.Anew()); err != nil {
			return err
		}
		w.changed[l] = engine.State{}
	}
	return lists.DropLooseSchedules(w.tx)
}

// clearAnew clears away what a Rebuild has begun and not ended. Nobody reads it:
// when that cannot be done now the next one does it.
func (s *Store) clearAnew() {
	ctx, begun := context.Background(), false
	err := s.view(ctx, func(tx engine.Reader) error {
		_, err := tx.State(engine.Office.Anew())
		begun = !errors.Is(err, engine.ErrNone)
		return nil
	})
	if err == nil && begun {
		err = s.updateAlone(ctx, func(tx engine.Tx) error {
			all, err := listsOf(tx)
			for _, l := range all {
				err = errors.Join(err, tx.DropList(l.Anew()))
			}
			return err
		})
	}
	if err != nil {
		s.log.Warn("store: what a mend has begun is not cleared away", "cause", fmt.Sprintf("%q", err.Error()))
	}
}

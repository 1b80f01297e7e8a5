package upkeep

import (
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// What customers see, the lists and the desk are all made of the office's
// records, so they can be made again when they do not agree with these. It is done
// as a whole: what is left of a damaged list cannot be trusted to say what is wrong
// with it.
//
// All of a large store would not fit into the memory of one transaction. So it is
// made in parts, as lists of other names, while everybody reads on and nobody
// writes; and these are put in the place of what was there in one transaction at
// the end. What was begun and not ended is dropped, by whoever opens the store
// if need be.

// All are all lists of the store.
func All(r engine.Reader) ([]engine.List, error) {
	all := []engine.List{engine.Office}
	for p, err := range records.Partners.Scan(r, engine.Scan{}) {
		if err != nil {
			return nil, err
		}
		all = append(all, engine.List(p.First))
	}
	return all, nil
}

// BeginRebuild makes the lists that are to be filled. Each goes on with its numbers from
// where it had come, as far as is known here or was known to sessions; and to have been made
// again is a change of its own, of no shipment: what sessions have read of it is not as it was.
func BeginRebuild(tx engine.Tx, known func(engine.List) uint64) error {
	latest, err := latestChanges(tx, known)
	if err != nil {
		return err
	}
	for l, seq := range latest {
		if err := errors.Join(tx.DropList(l.Rebuilt()), tx.MakeList(l.Rebuilt(), seq)); err != nil {
			return err
		}
		if _, err := tx.Next(l.Rebuilt()); err != nil {
			return err //nolint:wrapcheck // the engine names the list
		}
	}
	return nil
}

// latestChanges is how far the changes of each list went. What open sessions and visits
// know counts too, since what comes next would look known to them otherwise.
func latestChanges(tx engine.Tx, known func(engine.List) uint64) (map[engine.List]uint64, error) {
	all, err := All(tx)
	if err != nil {
		return nil, err
	}
	latest := map[engine.List]uint64{}
	for _, l := range all {
		latest[l] = known(l)
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

// RebuildSome makes up to limit shipments behind after again, as they stand in lists at now.
// last is where to go on; more says whether there are others.
func RebuildSome(tx engine.Tx, now time.Time, after string, limit int) (last string, more bool, err error) {
	var some []engine.Item
	for i, err := range tx.Records(engine.Office, after) {
		if err != nil {
			return "", false, err //nolint:wrapcheck // the engine names the list
		}
		if more = len(some) == limit; more {
			break
		}
		some = append(some, i)
	}
	refill := Refill{Tx: tx, Now: now, Into: engine.List.Rebuilt, Shown: func(room engine.List, ref string) model.Published {
		p, _, _ := records.Published(tx, room, ref) //nolint:errcheck // one that cannot be read is as one that is not there
		return p
	}}
	for _, i := range some {
		if err := refill.Shipment(i); err != nil {
			return "", false, err
		}
		after = i.Ref
	}
	return after, more, nil
}

// EndRebuild puts the lists in the place of what was there, and names them. Entries of
// the desk that no shipment needs go away, and what cannot be read of marks and of acts
// that were done: it is then as before the first.
func EndRebuild(tx engine.Tx) (all []engine.List, err error) {
	if all, err = All(tx); err != nil {
		return nil, err
	}
	for _, l := range all {
		if err := tx.ReplaceList(l, l.Rebuilt()); err != nil {
			return nil, err //nolint:wrapcheck // the engine names the list
		}
	}
	return all, errors.Join(lists.DropLooseSchedules(tx), forget(tx, &records.KeyUses), forget(tx, &records.Visits), forget(tx, &records.Acts))
}

// forget takes away the records of a table that cannot be read.
func forget[T any](tx engine.Tx, t *records.Table[T]) error {
	var gone []engine.Key
	for found, err := range t.Scan(tx, engine.Scan{}) {
		if err != nil {
			gone = append(gone, found.Key)
		}
	}
	for _, k := range gone {
		if err := t.Delete(tx, k.First, k.Second); err != nil {
			return err
		}
	}
	return nil
}

// RebuildBegun reports whether a rebuild was begun and not ended.
func RebuildBegun(r engine.Reader) (bool, error) {
	_, err := r.State(engine.Office.Rebuilt())
	return !errors.Is(err, engine.ErrNone), nil
}

// DropRebuild drops what a rebuild has made until now.
func DropRebuild(tx engine.Tx) error {
	all, err := All(tx)
	for _, l := range all {
		err = errors.Join(err, tx.DropList(l.Rebuilt()))
	}
	return err
}

package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"porthole/internal/model"
)

// refilling puts all shipments into trees that are empty. bbolt keeps a page
// that is written to as one sorted slice until the commit, and a whole tree put
// into it in any order would spend its time moving itself about: rows come in
// the order of their keys, and what does not is kept and sorted first.
type refilling struct {
	w       *Writer
	all     map[string]*marks
	changes map[string][]change // by tree
	due     [][]byte
}

// change is a line of a tree's changes.
type change struct {
	number uint64
	ref    string
}

// shipment puts a shipment into the hall, and through the door into its room.
func (r *refilling) shipment(s model.Shipment) error {
	if r.all[s.Partner] == nil {
		return fmt.Errorf("shipment %q belongs to nobody: %w", s.Ref, errDamaged)
	}
	if err := r.row(hallName, model.Inside(s)); err != nil {
		return err
	}
	p := model.Publish(s)
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode published shipment: %w", err)
	}
	if err := r.row(s.Partner, p); err != nil {
		return err
	}
	room, err := r.w.tree(s.Partner)
	if err != nil {
		return err
	}
	key, changes := []byte(s.Ref.String()), r.changes[s.Partner]
	return put(room.records, key, seal(key, append(numberKey(changes[len(changes)-1].number), text...)))
}

// row puts a row into a tree, under the number that its change has kept, or the
// next.
func (r *refilling) row(slug string, p model.Published) error {
	t, err := r.w.tree(slug)
	if err != nil {
		return err
	}
	ref := p.Ref.String()
	if p.Change = r.all[slug].numbers[ref]; p.Change == 0 {
		p.Change = t.next()
	}
	h := hold(p, r.w.now, r.w.shown)
	t.state.count(h, 1)
	t.exchangeIndex(nil, &h)
	r.changes[slug] = append(r.changes[slug], change{p.Change, ref})
	if due := t.dueOf(&h); due != nil {
		r.due = append(r.due, due)
	}
	return put(t.rows, []byte(ref), seal([]byte(ref), h.pack()))
}

// finish writes what was kept, in the order of its keys.
func (r *refilling) finish() error {
	due, err := bucket(r.w.tx, bucketDue)
	if err != nil {
		return err
	}
	slices.SortFunc(r.due, bytes.Compare)
	for _, key := range r.due {
		if err := put(due, key, nil); err != nil {
			return err
		}
	}
	for slug, changes := range r.changes {
		t, err := r.w.tree(slug)
		if err != nil {
			return err
		}
		slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(a.number, b.number) })
		for _, c := range changes {
			key := numberKey(c.number)
			if err := put(t.changes, key, seal(key, []byte(c.ref))); err != nil {
				return err
			}
		}
	}
	return nil
}

package store

import (
	"bytes"
	"context"
	"encoding/json"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
)

// marks are what is kept of a tree: how far its changes went, and the numbers
// of those that are still as they should be.
type marks struct {
	latest  uint64
	numbers map[string]uint64 // by reference
	given   map[uint64]bool
}

// keep keeps the number of a change, which no two shipments may have.
func (m *marks) keep(ref string, change uint64) {
	if change > 0 && change <= m.latest && !m.given[change] {
		m.numbers[ref], m.given[change] = change, true
	}
}

// marks reads those of all trees: the hall's, and each partner's room's.
func (w *Writer) marks(ctx context.Context) (map[string]*marks, error) {
	partners, err := bucket(w.tx, bucketOffice, bucketPartners)
	if err != nil {
		return nil, err
	}
	slugs := []string{hallName}
	cursor := partners.Cursor()
	for slug, _ := cursor.First(); slug != nil; slug, _ = cursor.Next() {
		slugs = append(slugs, string(slug))
	}
	seen, err := furthestVisits(w.tx)
	if err != nil {
		return nil, err
	}
	all, trees := map[string]*marks{}, map[string]*tree{}
	for _, slug := range slugs {
		root, err := treeRoot(w.tx, slug)
		if err != nil {
			return nil, err
		}
		latest := max(latestChange(root), seen[slug])
		if now := w.store.tides.of(slug).Load(); now != nil { // what open sessions know
			latest = max(latest, now.seq)
		}
		all[slug] = &marks{latest: latest, numbers: map[string]uint64{}, given: map[uint64]bool{}}
		if t, err := openStateless(w.tx, slug); err == nil {
			trees[slug] = t
		}
	}
	return all, w.eachShipment(ctx, func(s model.Shipment) error {
		if hall := trees[hallName]; hall != nil {
			all[hallName].keep(s.Ref.String(), hall.listed(s))
		}
		if room := trees[s.Partner]; room != nil {
			all[s.Partner].keep(s.Ref.String(), room.shown(s))
		}
		return nil
	})
}

// listed is the number of the change of a shipment in the hall; zero when it is
// not there, or cannot be read.
func (t *tree) listed(s model.Shipment) uint64 {
	h, found, err := t.held(s.Ref.String())
	if err != nil || !found {
		return 0
	}
	return h.row.Change
}

// shown is the number of the change with which a room shows a shipment; zero
// when it does not show it as the door would.
func (t *tree) shown(s model.Shipment) uint64 {
	change, shown, err := t.stored(s.Ref.String())
	if err != nil {
		return 0
	}
	if text, err := json.Marshal(model.Publish(s)); err != nil || !bytes.Equal(shown, text) {
		return 0
	}
	return change
}

// furthestVisits is how far anybody has seen the changes of each tree: a tree
// that is made anew must not fall behind that, or what comes next would look
// known. A visit that cannot be read says nothing.
func furthestVisits(tx *bbolt.Tx) (map[string]uint64, error) {
	visits, err := bucket(tx, bucketOffice, bucketVisits)
	if err != nil {
		return nil, err
	}
	furthest := map[string]uint64{}
	cursor := visits.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		_, slug, ok := bytes.Cut(key, []byte{0})
		if seen, err := readNumber(visits, key); ok && err == nil {
			furthest[string(slug)] = max(furthest[string(slug)], seen)
		}
	}
	return furthest, nil
}

// latestChange is how far the changes of a tree went, whichever place says so.
func latestChange(root *bbolt.Bucket) (latest uint64) {
	if root == nil {
		return 0
	}
	if s, err := readState(root); err == nil {
		latest = s.seq
	}
	if changes := root.Bucket(bucketChanges); changes != nil {
		key, _ := changes.Cursor().Last()
		if number, ok := parseNumber(key); ok {
			latest = max(latest, number)
		}
	}
	return latest
}

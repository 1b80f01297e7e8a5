package store

import (
	"bytes"
	"errors"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// What is kept of a tree that is made anew: how far its changes went, and the
// numbers of those that are still as they should be.

// latestChanges is how far the changes of each tree went, the hall's and each
// partner's room's: what open sessions and visits know counts too.
func (s *Store) latestChanges(tx bolt.Tx) (map[string]uint64, error) {
	slugs := []string{hallName}
	for found, err := range partners.scan(tx, engine.Scan{}) {
		if err != nil && !errors.Is(err, errDamaged) {
			return nil, err
		}
		slugs = append(slugs, found.First)
	}
	seen := furthestVisits(tx)
	all := map[string]uint64{}
	for _, slug := range slugs {
		all[slug] = seen[slug]
		if root, err := presentRoot(tx, slug); err == nil {
			all[slug] = max(all[slug], latestChange(root))
		}
		if now := s.tides.of(slug).Load(); now != nil { // what open sessions know
			all[slug] = max(all[slug], now.seq)
		}
	}
	return all, nil
}

// listed is the number of the change of a shipment in the hall; zero when it is
// not there, or cannot be read.
func (t *tree) listed(s model.Shipment) uint64 {
	if t == nil {
		return 0
	}
	h, found, err := t.held(s.Ref.String())
	if err != nil || !found {
		return 0
	}
	return h.row.Change
}

// shown is the number of the change with which a room shows a shipment; zero
// when it does not show this text, which the door has made.
func (t *tree) shown(ref string, text []byte) uint64 {
	if t == nil {
		return 0
	}
	change, shown, err := t.stored(ref)
	if err != nil || !bytes.Equal(shown, text) {
		return 0
	}
	return change
}

// furthestVisits is how far anybody has seen the changes of each tree: a tree
// that is made anew must not fall behind that, or what comes next would look
// known. A visit that cannot be read says nothing.
func furthestVisits(r engine.Reader) map[string]uint64 {
	furthest := map[string]uint64{}
	for found, err := range visits.scan(r, engine.Scan{}) {
		if err == nil {
			furthest[found.Second] = max(furthest[found.Second], found.Value.Seen)
		}
	}
	return furthest
}

// latestChange is how far the changes of a tree went, whichever place says so.
func latestChange(root *bbolt.Bucket) (latest uint64) {
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

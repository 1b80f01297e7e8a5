package store

import (
	"bytes"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// What is kept of a tree that is made anew: how far its changes went, and the
// numbers of those that are still as they should be.

// latestChanges is how far the changes of each tree went, the hall's and each
// partner's room's: what open sessions and visits know counts too.
func (s *Store) latestChanges(tx bolt.Tx) (map[string]uint64, error) {
	partners, err := bucket(tx, bucketOffice, bucketPartners)
	if err != nil {
		return nil, err
	}
	slugs := []string{hallName}
	cursor := partners.Cursor()
	for slug, _ := cursor.First(); slug != nil; slug, _ = cursor.Next() {
		slugs = append(slugs, string(slug))
	}
	seen, err := furthestVisits(tx)
	if err != nil {
		return nil, err
	}
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
func furthestVisits(tx bolt.Tx) (map[string]uint64, error) {
	visits, err := bucket(tx, bucketOffice, bucketVisits)
	if err != nil {
		return nil, err
	}
	furthest := map[string]uint64{}
	cursor := visits.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		_, slug, ok := bytes.Cut(key, []byte{0})
		if seen, _, err := readVisit(visits, key); ok && err == nil {
			furthest[string(slug)] = max(furthest[string(slug)], seen)
		}
	}
	return furthest, nil
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

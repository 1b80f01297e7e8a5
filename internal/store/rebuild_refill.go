package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// refilling is one part of a Rebuild: a number of shipments, in one transaction.
type refilling struct {
	*rebuilding
	from, next []byte // the first shipment of this part, and of the one behind it; nil: there is none
	tx         bolt.Tx
	anew, old  map[string]*tree // old: nil for one that cannot be read
	desk       *bbolt.Bucket
}

// run puts the shipments of the part into what is made anew.
func (p *refilling) run(tx bolt.Tx) (err error) {
	p.tx, p.anew, p.old = tx, map[string]*tree{}, map[string]*tree{}
	if p.desk, err = bucket(tx, bucketAnew, bucketDesk); err != nil {
		return err
	}
	shipments, err := bucket(tx, bucketOffice, bucketShipments)
	if err != nil {
		return err
	}
	cursor, done := shipments.Cursor(), 0
	for key, _ := cursor.Seek(p.from); key != nil; key, _ = cursor.Next() {
		if done == p.part {
			p.next = append([]byte{}, key...)
			break
		}
		done++
		s, err := readShipment(tx, string(key))
		if p.pass && errors.Is(err, errDamaged) {
			continue
		}
		if err != nil {
			return err
		}
		if err := p.shipment(s); err != nil {
			return err
		}
	}
	return saveTrees(p.anew)
}

// shipment puts a shipment into the hall, through the door into its room, and on
// the desk. What is in them as it should be keeps the number of its change.
func (p *refilling) shipment(s model.Shipment) error {
	if _, known := p.latest[s.Partner]; !known || s.Partner == hallName {
		return fmt.Errorf("shipment %q belongs to nobody: %w", s.Ref, errDamaged)
	}
	if _, err := p.row(hallName, model.Inside(s), s.Partner, p.oldTree(hallName).listed(s)); err != nil {
		return err
	}
	shown := model.Publish(s)
	text, err := json.Marshal(shown)
	if err != nil {
		return fmt.Errorf("encode published shipment: %w", err)
	}
	change, err := p.row(s.Partner, shown, "", p.oldTree(s.Partner).shown(shown))
	if err != nil {
		return err
	}
	key := []byte(s.Ref.String())
	if err := put(p.anew[s.Partner].records, key, seal(key, append(numberKey(change), text...))); err != nil {
		return err
	}
	return keepOutlookOn(p.desk, p.tx, s)
}

// row puts a row into a tree, under the number that its change had or the next,
// and says which.
func (p *refilling) row(slug string, record model.Published, whose string, had uint64) (change uint64, err error) {
	t := p.anew[slug]
	if t == nil {
		if t, err = openTree(p.tx, slug, bucketAnew); err != nil {
			return 0, err
		}
		p.anew[slug] = t
	}
	if record.Change = had; had == 0 || had > p.latest[slug] {
		record.Change = t.next()
	}
	return record.Change, t.set(hold(record, whose, p.now, p.words))
}

// oldTree is the tree as it was; nil when it cannot be read.
func (p *refilling) oldTree(slug string) *tree {
	t, tried := p.old[slug]
	if !tried {
		t, _ = openStateless(p.tx, slug)
		p.old[slug] = t
	}
	return t
}

// listed is the number of the change of a shipment in the hall; zero when it is
// not there, or cannot be read.
func (t *tree) listed(s model.Shipment) uint64 {
	if t == nil {
		return 0
	}
	h, _, err := t.held(s.Ref.String())
	if err != nil {
		return 0
	}
	return h.row.Change
}

// shown is the number of the change with which a room shows a shipment; zero
// when it does not show what the door has made.
func (t *tree) shown(p model.Published) uint64 {
	if t == nil {
		return 0
	}
	was, err := t.record(p.Ref.String())
	if row, _, rowErr := t.held(p.Ref.String()); err != nil || rowErr != nil || row.row.Change != was.Change {
		return 0 // it could be another's
	}
	p.Change = was.Change
	if same, err := sameJSON(was, p); err != nil || !same {
		return 0
	}
	return was.Change
}

// latestChanges is how far the changes of each tree went, the hall's and each
// partner's room's: what open sessions and visits know counts too, since what
// comes next would look known to them otherwise.
func (s *Store) latestChanges(tx bolt.Tx) (map[string]uint64, error) {
	all := map[string]uint64{hallName: 0}
	for found, err := range partners.scan(tx, engine.Scan{}) {
		if err != nil && !errors.Is(err, errDamaged) {
			return nil, err
		}
		all[found.First] = 0
	}
	for found, err := range visits.scan(tx, engine.Scan{}) {
		if latest, known := all[found.Second]; known && err == nil { // one that cannot be read says nothing
			all[found.Second] = max(latest, found.Value.Seen)
		}
	}
	for slug := range all {
		if t, err := openStateless(tx, slug); err == nil {
			all[slug] = max(all[slug], t.latestChange())
		}
		if now := s.tides.of(slug).Load(); now != nil { // what open sessions know
			all[slug] = max(all[slug], now.seq)
		}
	}
	return all, nil
}

// latestChange is how far the changes of a tree went, whichever place says so.
func (t *tree) latestChange() (latest uint64) {
	if s, err := readState(t.root); err == nil {
		latest = s.seq
	}
	cursor := t.index.Cursor()
	cursor.Seek([]byte{orderChanged, oneShelf + 1})
	if key, _ := cursor.Prev(); bytes.HasPrefix(key, []byte{orderChanged, oneShelf}) {
		latest = max(latest, numberOf(key))
	}
	return latest
}

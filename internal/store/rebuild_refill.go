package store

import (
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// refilling is one part of a Rebuild: a number of shipments, in one transaction.
type refilling struct {
	*rebuilding
	from, next []byte // the first shipment of this part, and of the one behind it; nil: there is none
	tx         bolt.Tx
	anew, old  map[string]*tree // old: nil for one that cannot be read
	due, desk  *bbolt.Bucket
}

// run puts the shipments of the part into what is made anew.
func (p *refilling) run(tx bolt.Tx) (err error) {
	p.tx, p.anew, p.old = tx, map[string]*tree{}, map[string]*tree{}
	if p.due, err = bucket(tx, bucketAnew, bucketDue); err != nil {
		return err
	}
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
		s, err := readShipment(tx, string(key))
		if err != nil {
			return err
		}
		if err := p.shipment(s); err != nil {
			return err
		}
		done++
	}
	return saveTrees(p.anew)
}

// shipment puts a shipment into the hall, through the door into its room, and on
// the desk.
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
	change, err := p.row(s.Partner, shown, "", p.oldTree(s.Partner).shown(s.Ref.String(), text))
	if err != nil {
		return err
	}
	key := []byte(s.Ref.String())
	if err := put(p.anew[s.Partner].records, key, seal(key, append(numberKey(change), text...))); err != nil {
		return err
	}
	return keepOutlookOn(p.desk, p.tx, s)
}

// row puts a row into a tree, under the number that its change had if that can
// be kept, or the next, and says which.
func (p *refilling) row(slug string, record model.Published, whose string, had uint64) (change uint64, err error) {
	t, err := p.tree(slug)
	if err != nil {
		return 0, err
	}
	if record.Change = had; !p.kept(t, had) {
		record.Change = t.next()
	}
	h, key := hold(record, whose, p.now, p.words), []byte(record.Ref.String())
	t.state.count(h, 1)
	t.dirty = true
	t.exchangeIndex(nil, &h)
	if due := t.dueOf(&h); due != nil {
		if err := put(p.due, due, nil); err != nil {
			return 0, err
		}
	}
	number := numberKey(record.Change)
	if err := put(t.changes, number, seal(number, key)); err != nil {
		return 0, err
	}
	return record.Change, put(t.rows, key, seal(key, h.pack()))
}

// kept says whether a change keeps its number, which no two shipments may have.
func (p *refilling) kept(t *tree, number uint64) bool {
	return number > 0 && number <= p.latest[t.slug] && t.changes.Get(numberKey(number)) == nil
}

// tree is a tree that is made anew, opened once for the transaction.
func (p *refilling) tree(slug string) (*tree, error) {
	if t := p.anew[slug]; t != nil {
		return t, nil
	}
	t, err := openAnew(p.tx, slug)
	if err != nil {
		return nil, err
	}
	p.anew[slug] = t
	return t, nil
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

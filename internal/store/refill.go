package store

import (
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// refill makes what is made of the office's records: a mend into lists of other
// names, an upgrade into new ones.
type refill struct {
	tx     engine.Tx
	now    time.Time
	office engine.List
	room   engine.List
}

// shipmentOf reads a record of the office.
func shipmentOf(i engine.Item) (model.Shipment, error) {
	s, _, err := records.UnpackShipment(i.Ref, i.Record)
	return s, err
}

// shipment puts a shipment, whose record i is, into the office's list, through the
// door into its room, and on the desk. What was shown of it, and is as it should be,
// keeps the number of its change (zero: nothing was shown), as the record does.
func (r refill) shipment(s model.Shipment, i engine.Item, was model.Published) (err error) {
	if _, found, err := records.Partners.Get(r.tx, s.Partner); err != nil || !found {
		return errorOr(err, fmt.Errorf("shipment %q belongs to nobody: %w", s.Ref, engine.ErrDamaged))
	}
	inside := model.Inside(s)
	if inside.Change, err = r.number(r.office, i.Seq); err != nil {
		return err
	}
	item := lists.ItemOf(inside, s.Partner, r.now, nil)
	item.Record = i.Record
	if err := r.tx.PutItem(r.office, item); err != nil {
		return err //nolint:wrapcheck // the engine names the list
	}
	if err := r.shown(model.Publish(s), was); err != nil {
		return err
	}
	return keepSchedule(r.tx, s)
}

func (r refill) shown(p, was model.Published) (err error) {
	text, err := records.PackPublished(p)
	if err != nil {
		return err
	}
	p.Change = was.Change
	same, err := sameJSON(was, p)
	if err != nil {
		return err
	}
	if !same {
		p.Change = 0
	}
	if p.Change, err = r.number(r.room, p.Change); err != nil {
		return err
	}
	item := lists.ItemOf(p, "", r.now, nil)
	item.Record = text
	return r.tx.PutItem(r.room, item) //nolint:wrapcheck // the engine names the list
}

// number is that which a change had, or the next.
func (r refill) number(l engine.List, had uint64) (uint64, error) {
	if had > 0 {
		return had, nil
	}
	return r.tx.Next(l) //nolint:wrapcheck // the engine names the list
}

package upkeep

import (
	"bytes"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Refill makes again what is made of the office's records: a rebuild into lists of
// other names, an upgrade into new ones.
type Refill struct {
	Tx    engine.Tx
	Now   time.Time
	Into  func(engine.List) engine.List                      // the list to put shipments into
	Shown func(room engine.List, ref string) model.Published // what a customer saw until now; nothing when that cannot be read
}

// Shipment puts the shipment of a record into the office's list, through the
// door into its room, and on the desk. What was shown of it, and is as it should be,
// keeps the number of its change, as the record does; zero is for one that has none.
func (r Refill) Shipment(i engine.Item) error {
	s, _, err := records.UnpackShipment(i.Ref, i.Record)
	if err != nil {
		return err
	}
	if _, found, err := records.Partners.Get(r.Tx, s.Partner); err != nil {
		return err
	} else if !found {
		return fmt.Errorf("shipment %q belongs to nobody: %w", s.Ref, engine.ErrDamaged)
	}
	inside := model.Inside(s)
	inside.Change = i.Seq
	if err := r.put(engine.Office, inside, s.Partner, i.Record); err != nil {
		return err
	}
	if err := r.publish(s); err != nil {
		return err
	}
	return lists.PutSchedule(r.Tx, s)
}

func (r Refill) publish(s model.Shipment) error {
	room, p := engine.List(s.Partner), model.Publish(s)
	text, err := records.PackPublished(p)
	if err != nil {
		return err
	}
	was := r.Shown(room, s.Ref.String())
	change := was.Change
	was.Change = 0
	if before, err := records.PackPublished(was); err != nil {
		return err
	} else if bytes.Equal(before, text) {
		p.Change = change
	} else if !was.Ref.IsZero() {
		ended := records.ShownState{Partner: s.Partner, Until: r.Now, By: "porthole@localhost", Verb: "store upgrade", Record: before}
		if err := records.KeepShown(r.Tx, s.Ref.String(), ended); err != nil {
			return err
		}
	}
	return r.put(room, p, "", text)
}

// put puts a record into a list, under the number of a new change if it has none.
func (r Refill) put(l engine.List, p model.Published, whose string, record []byte) (err error) {
	into := r.Into(l)
	if p.Change == 0 {
		if p.Change, err = r.Tx.Next(into); err != nil {
			return err //nolint:wrapcheck // the engine names the list
		}
	}
	return r.Tx.PutItem(into, lists.ItemOf(p, whose, record, r.Now, nil)) //nolint:wrapcheck // the engine names the list
}

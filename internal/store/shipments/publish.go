package shipments

import (
	"bytes"
	"errors"

	"porthole/internal/model"
	"porthole/internal/store/codes"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// leave takes a shipment out of the room and off the desk of the partner that it no
// longer belongs to, and remembers that it was there.
func (w *Writer) leave(s model.Shipment) error {
	room := engine.List(s.Partner)
	shown, err := w.published(s)
	if err != nil {
		return err
	}
	if err := w.ended(s, shown); err != nil {
		return err
	}
	if err := w.Tx.DropItem(room, s.Ref.String()); err != nil {
		return err
	}
	if _, err := w.Next(room); err != nil {
		return err
	}
	if err := codes.RevokeAll(w.Tx, s.Ref.String()); err != nil {
		return err
	}
	if err := lists.DropSchedule(w.Tx, s); err != nil {
		return err
	}
	return records.Former.Put(w.Tx, struct{}{}, s.Partner, s.Ref.String())
}

// keep writes the two lists in which a shipment is, the office's and its partner's,
// and what it needs.
func (w *Writer) keep(s model.Shipment) error {
	if err := records.Former.Delete(w.Tx, s.Partner, s.Ref.String()); err != nil { // it may have come back
		return err
	}
	if err := lists.PutSchedule(w.Tx, s); err != nil {
		return err
	}
	if err := w.publish(s); err != nil {
		return err
	}
	packed, err := records.PackShipment(s, w.Tx.Who.Account)
	if err != nil {
		return err
	}
	inside := model.Inside(s)
	if inside.Change, err = w.Next(engine.Office); err != nil {
		return err
	}
	return w.Tx.PutItem(engine.Office, lists.ItemOf(inside, s.Partner, packed, w.Tx.Now, w.places))
}

// publish takes the shipment through the door into its partner's room, when
// what can be seen of it there is different.
func (w *Writer) publish(s model.Shipment) error {
	room, p := engine.List(s.Partner), model.Publish(s)
	text, err := records.PackPublished(p)
	if err != nil {
		return err
	}
	shown, err := w.published(s)
	if err != nil || bytes.Equal(shown, text) {
		return err
	}
	if err := w.ended(s, shown); err != nil {
		return err
	}
	if err := w.Box.Notify(w.Tx, s.Partner, shown, p); err != nil {
		return err
	}
	if p.Change, err = w.Next(room); err != nil {
		return err
	}
	if err := codes.Extend(w.Tx, p); err != nil {
		return err
	}
	return w.Tx.PutItem(room, lists.ItemOf(p, "", text, w.Tx.Now, w.places))
}

// published is the record of a shipment as its customer is shown it until now; nil when
// there is none.
func (w *Writer) published(s model.Shipment) ([]byte, error) {
	shown, _, err := w.Tx.Record(engine.List(s.Partner), s.Ref.String())
	if errors.Is(err, engine.ErrNone) {
		return nil, nil
	}
	return shown, err
}

// ended keeps what the customer has been shown until now, if there was anything.
func (w *Writer) ended(s model.Shipment, shown []byte) error {
	if shown == nil {
		return nil
	}
	return records.KeepShown(w.Tx, s.Ref.String(), records.ShownState{
		Partner: s.Partner, Until: w.Tx.Now, By: w.Tx.Who.Account, Verb: w.Tx.Verb, Record: shown,
	})
}

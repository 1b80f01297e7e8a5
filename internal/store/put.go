package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/codes"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// put is Put within the guard.
func (w *Writer) put(s model.Shipment) (changed bool, err error) {
	ref := s.Ref.String()
	if ref == "" || len(ref) > lists.MaxRef {
		return false, model.NewFault("error.store_reference", ref)
	}
	if _, found, err := records.Partners.Get(w.tx, s.Partner); err != nil || !found {
		return false, cmp.Or(err, people.UnknownPartner(s.Partner))
	}
	if len(s.Facts.References.PO) == 0 {
		s.Facts.References.PO = nil // as it comes back, so that no change is seen where none is
	}
	s = s.Clone()
	s.Localize()
	old, by, err := records.ShipmentBy(w.tx, ref)
	if errors.Is(err, model.ErrNotFound) {
		return true, w.putNew(s)
	}
	if err != nil {
		return false, err
	}
	if s.Version != old.Version {
		return false, w.edited(old, by)
	}
	return w.putAgain(s, old)
}

// edited says who was faster, and when.
func (w *Writer) edited(old model.Shipment, by string) error {
	at, err := w.local(old.Updated)
	return cmp.Or[error](err, model.NewFault("error.edited_meanwhile", old.Ref.String(), by, at))
}

// local is a time as the forwarder's clock shows it.
func (w *Writer) local(t time.Time) (string, error) {
	f, err := records.Forwarder(w.tx)
	return t.In(model.ZoneNamed(f.Zone)).Format("2006-01-02 15:04"), err
}

// putNew writes a shipment that the store does not have.
func (w *Writer) putNew(s model.Shipment) error {
	if s.Version != 0 {
		return model.NewFault("error.edited_gone", s.Ref.String())
	}
	s.Version, s.Updated = 1, w.tx.Now
	if s.Created.IsZero() {
		s.Created = w.tx.Now
	}
	if s.FactsAt.IsZero() {
		s.FactsAt = w.tx.Now
	}
	if err := w.tx.Audit(w.tx.Need, s.Ref.String(), w.told(s.Partner+" v1")); err != nil {
		return err
	}
	return w.keep(s)
}

// putAgain writes a shipment in the place of old; false when they are the same.
func (w *Writer) putAgain(s, old model.Shipment) (changed bool, err error) {
	s.Created, s.Updated = old.Created, old.Updated
	if same, err := sameJSON(s, old); err != nil || same {
		return false, err
	}
	if s.FactsAt.Equal(old.FactsAt) {
		same, err := sameJSON(s.Facts, old.Facts)
		if err != nil {
			return false, err
		}
		if !same {
			s.FactsAt = w.tx.Now
		}
	}
	s.Version, s.Updated = old.Version+1, w.tx.Now
	whose := s.Partner
	if old.Partner != s.Partner {
		whose = old.Partner + " -> " + s.Partner
	}
	if err := w.tx.Audit(w.tx.Need, s.Ref.String(), w.told(fmt.Sprintf("%s v%d", whose, s.Version))); err != nil {
		return false, err
	}
	if old.Partner != s.Partner {
		if err := w.leave(old); err != nil {
			return false, err
		}
	}
	return true, w.keep(s)
}

// sameJSON says whether two values are the same in the form in which they are
// kept today.
func sameJSON(a, b any) (bool, error) {
	textA, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("encode: %w", err)
	}
	textB, err := json.Marshal(b)
	if err != nil {
		return false, fmt.Errorf("encode: %w", err)
	}
	return bytes.Equal(textA, textB), nil
}

// leave takes a shipment out of the room and off the desk of the partner that it no
// longer belongs to, and remembers that it was there.
func (w *Writer) leave(s model.Shipment) error {
	room := engine.List(s.Partner)
	if err := w.tx.DropItem(room, s.Ref.String()); err != nil {
		return err
	}
	if _, err := w.next(room); err != nil {
		return err
	}
	if err := codes.RevokeAll(w.tx, s.Ref.String()); err != nil {
		return err
	}
	if err := lists.DropSchedule(w.tx, s); err != nil {
		return err
	}
	return records.Former.Put(w.tx, struct{}{}, s.Partner, s.Ref.String())
}

// keep writes the two lists in which a shipment is, the office's and its partner's,
// and what it needs.
func (w *Writer) keep(s model.Shipment) error {
	if err := records.Former.Delete(w.tx, s.Partner, s.Ref.String()); err != nil { // it may have come back
		return err
	}
	if err := lists.PutSchedule(w.tx, s); err != nil {
		return err
	}
	if err := w.publish(s); err != nil {
		return err
	}
	packed, err := records.PackShipment(s, w.tx.Who.Account)
	if err != nil {
		return err
	}
	inside := model.Inside(s)
	if inside.Change, err = w.next(engine.Office); err != nil {
		return err
	}
	i := lists.ItemOf(inside, s.Partner, w.tx.Now, w.inside)
	i.Record = packed
	return w.tx.PutItem(engine.Office, i)
}

// publish takes the shipment through the door into its partner's room, when
// what can be seen of it there is different.
func (w *Writer) publish(s model.Shipment) error {
	room, p := engine.List(s.Partner), model.Publish(s)
	text, err := records.PackPublished(p)
	if err != nil {
		return err
	}
	shown, _, err := w.tx.Record(room, s.Ref.String())
	if errors.Is(err, engine.ErrNone) {
		err = nil
	}
	if err != nil || bytes.Equal(shown, text) {
		return err
	}
	if err := w.store.mail.Notify(w.tx, s.Partner, shown, p); err != nil {
		return err
	}
	if p.Change, err = w.next(room); err != nil {
		return err
	}
	if err := codes.Extend(w.tx, p); err != nil {
		return err
	}
	i := lists.ItemOf(p, "", w.tx.Now, w.shown)
	i.Record = text
	return w.tx.PutItem(room, i)
}

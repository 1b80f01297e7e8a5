package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// maxRef bounds a shipment's number, in bytes. Numbers are keys of the file.
const maxRef = 200

// record is a shipment as the file has it.
type record struct {
	by   string // who wrote it last
	text []byte // JSON
}

func packRecord(r record) []byte {
	p := packer{b: make([]byte, 0, len(r.by)+len(r.text)+2)}
	p.string(r.by)
	return append(p.b, r.text...)
}

// readRecord is the office's record of ref; a nil text when there is none.
func readRecord(tx bolt.Tx, ref string) (record, error) {
	shipments, err := bucket(tx, bucketOffice, bucketShipments)
	if err != nil {
		return record{}, err
	}
	key := []byte(ref)
	sealed := shipments.Get(key)
	if sealed == nil {
		return record{}, nil
	}
	payload, err := unseal(key, sealed)
	if err != nil {
		return record{}, err
	}
	u := unpacker{b: payload}
	by := u.string()
	if u.failed || len(u.b) == 0 {
		return record{}, fmt.Errorf("record of %q is cut short: %w", ref, errDamaged)
	}
	return record{by, u.b}, nil
}

// readShipment is the office's shipment ref; ErrNotFound.
func readShipment(tx bolt.Tx, ref string) (model.Shipment, error) {
	var s model.Shipment
	r, err := readRecord(tx, ref)
	if err != nil {
		return s, err
	}
	if r.text == nil {
		return s, model.ErrNotFound
	}
	if err := decodeJSON([]byte(ref), r.text, &s); err != nil {
		return s, err
	}
	if s.Ref.String() != ref {
		return s, fmt.Errorf("record of %q is another's: %w", ref, errDamaged)
	}
	return s, nil
}

// put is Put within the guard.
func (w *Writer) put(s model.Shipment) (changed bool, err error) {
	ref := s.Ref.String()
	if ref == "" || len(ref) > maxRef {
		return false, model.NewFault("error.store_reference", ref)
	}
	if _, found, err := partners.get(w.tx, s.Partner); err != nil || !found {
		return false, errorOr(err, unknownPartner(s.Partner))
	}
	if len(s.Facts.References.PO) == 0 {
		s.Facts.References.PO = nil // as it comes back, so that no change is seen where none is
	}
	s = s.Clone()
	s.Localize()
	r, err := readRecord(w.tx, ref)
	if err != nil {
		return false, err
	}
	if r.text == nil {
		return true, w.putNew(s)
	}
	var old model.Shipment
	if err := decodeJSON([]byte(ref), r.text, &old); err != nil {
		return false, err
	}
	if s.Version != old.Version {
		return false, w.edited(old, r.by)
	}
	return w.putAgain(s, old)
}

// errorOr is err, or otherwise when there is none.
func errorOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// edited says who was faster, and when.
func (w *Writer) edited(old model.Shipment, by string) error {
	house, err := readForwarder(w.tx)
	if err != nil {
		return err
	}
	return model.NewFault("error.edited_meanwhile", old.Ref.String(), by, old.Updated.In(model.ZoneNamed(house.Zone)).Format("2006-01-02 15:04"))
}

// putNew writes a shipment that the store does not have.
func (w *Writer) putNew(s model.Shipment) error {
	if s.Version != 0 {
		return model.NewFault("error.edited_gone", s.Ref.String())
	}
	s.Version, s.Updated = 1, w.now
	if s.Created.IsZero() {
		s.Created = w.now
	}
	if s.FactsAt.IsZero() {
		s.FactsAt = w.now
	}
	if err := w.record(w.need, s.Ref.String(), w.told(s.Partner+" v1")); err != nil {
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
			s.FactsAt = w.now
		}
	}
	s.Version, s.Updated = old.Version+1, w.now
	whose := s.Partner
	if old.Partner != s.Partner {
		whose = old.Partner + " -> " + s.Partner
	}
	if err := w.record(w.need, s.Ref.String(), w.told(fmt.Sprintf("%s v%d", whose, s.Version))); err != nil {
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

// leave takes a shipment out of the room of the partner that it no longer
// belongs to.
func (w *Writer) leave(s model.Shipment) error {
	room, err := w.tree(s.Partner)
	if err != nil {
		return err
	}
	if err := room.drop(s.Ref.String()); err != nil {
		return err
	}
	room.next()
	w.rung[s.Partner] = true
	if err := w.recallLinks(s); err != nil {
		return err
	}
	return w.departed(s)
}

// keep writes the three places that a shipment has: office, hall and room. What
// the hall gets is made beside what the room gets.
func (w *Writer) keep(s model.Shipment) error {
	hall, err := w.tree(hallName)
	if err != nil {
		return err
	}
	change := hall.next()
	w.rung[hallName] = true
	var record []byte
	var row held
	var failed error
	made := beside(func() {
		if record, failed = json.Marshal(s); failed == nil {
			row = hangable(s, change, w.now, w.inside)
		}
	})
	if err = w.appraise(s); err == nil {
		err = w.publish(s)
	}
	if made(); err != nil {
		return err
	}
	if failed != nil {
		return fmt.Errorf("encode shipment: %w", failed)
	}
	if err := w.file(s.Ref.String(), record); err != nil {
		return err
	}
	return hall.set(row)
}

// file writes the office's record.
func (w *Writer) file(ref string, text []byte) error {
	shipments, err := bucket(w.tx, bucketOffice, bucketShipments)
	if err != nil {
		return err
	}
	shipments.FillPercent = rowFill
	key := []byte(ref)
	return put(shipments, key, seal(key, packRecord(record{w.who.Account, text})))
}

// hangable is the row of a shipment in the hall.
func hangable(s model.Shipment, change uint64, now time.Time, words placeWords) held {
	inside := model.Inside(s)
	inside.Change = change
	h := hold(inside, s.Partner, now, words)
	h.lines = h.entries()
	return h
}

// publish takes the shipment through the door into its partner's room, when
// what can be seen of it there is different.
func (w *Writer) publish(s model.Shipment) error {
	room, err := w.tree(s.Partner)
	if err != nil {
		return err
	}
	p := model.Publish(s)
	ref := s.Ref.String()
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode published shipment: %w", err)
	}
	_, shown, err := room.stored(ref)
	if err != nil || bytes.Equal(shown, text) {
		return err
	}
	if err := w.herald(s.Partner, shown, p); err != nil {
		return err
	}
	p.Change = room.next()
	w.rung[s.Partner] = true
	key := []byte(ref)
	if err := put(room.records, key, seal(key, append(numberKey(p.Change), text...))); err != nil {
		return err
	}
	if err := w.extendLinks(p); err != nil {
		return err
	}
	return room.set(hold(p, "", w.now, w.shown))
}

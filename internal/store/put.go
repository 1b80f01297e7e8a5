package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
)

// record is what the office keeps of a shipment.
type record struct {
	by   string // who wrote it last
	text []byte // JSON
}

func packRecord(r record) []byte {
	b := make([]byte, 0, len(r.by)+len(r.text)+2)
	return append(append(binary.AppendUvarint(b, uint64(len(r.by))), r.by...), r.text...)
}

func unpackRecord(ref string, packed []byte) (record, error) {
	length, size := binary.Uvarint(packed)
	if size <= 0 || length >= uint64(len(packed)-size) {
		return record{}, fmt.Errorf("record of %q is cut short: %w", ref, errDamaged)
	}
	end := size + int(length)
	return record{string(packed[size:end]), packed[end:]}, nil
}

// shipment reads the text of a record.
func (r record) shipment(ref string) (s model.Shipment, err error) {
	if err = decodeJSON([]byte(ref), r.text, &s); err == nil && s.Ref.String() != ref {
		err = fmt.Errorf("record of %q is another's: %w", ref, errDamaged)
	}
	return s, err
}

// readRecord is the office's record of ref; a nil text when there is none.
func readRecord(r engine.Reader, ref string) (record, error) {
	packed, _, err := r.Record(engine.Office, ref)
	if errors.Is(err, engine.ErrNone) {
		return record{}, nil
	}
	if err != nil {
		return record{}, err //nolint:wrapcheck // the engine names the list
	}
	return unpackRecord(ref, packed)
}

// readShipment is the office's shipment ref; ErrNotFound.
func readShipment(r engine.Reader, ref string) (model.Shipment, error) {
	kept, err := readRecord(r, ref)
	if err != nil || kept.text == nil {
		return model.Shipment{}, errorOr(err, model.ErrNotFound)
	}
	return kept.shipment(ref)
}

// shownIn is a published record of a customer's list; false when it has none.
func shownIn(r engine.Reader, l engine.List, ref string) (p model.Published, found bool, err error) {
	text, seq, err := r.Record(l, ref)
	if errors.Is(err, engine.ErrNone) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err
	}
	if err := decodeJSON([]byte(ref), text, &p); err != nil {
		return p, false, err
	}
	if p.Ref.String() != ref {
		return p, false, fmt.Errorf("record of %q is another's: %w", ref, errDamaged)
	}
	p.Change = seq
	return p, true, nil
}

// encode is a value as it is kept.
func encode(what string, v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", what, err)
	}
	return text, nil
}

// put is Put within the guard.
func (w *Writer) put(s model.Shipment) (changed bool, err error) {
	ref := s.Ref.String()
	if ref == "" || len(ref) > lists.MaxRef {
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
	old, err := r.shipment(ref)
	if err != nil {
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
	room := engine.List(s.Partner)
	if err := w.tx.DropItem(room, s.Ref.String()); err != nil {
		return err
	}
	if _, err := w.next(room); err != nil {
		return err
	}
	if err := w.recallLinks(s); err != nil {
		return err
	}
	return w.departed(s)
}

// keep writes the two lists in which a shipment is: the office's and its
// partner's.
func (w *Writer) keep(s model.Shipment) error {
	if err := w.arrive(s); err != nil {
		return err
	}
	if err := w.publish(s); err != nil {
		return err
	}
	text, err := encode("shipment", s)
	if err != nil {
		return err
	}
	inside := model.Inside(s)
	if inside.Change, err = w.next(engine.Office); err != nil {
		return err
	}
	i := lists.ItemOf(inside, s.Partner, w.now, w.inside)
	i.Record = packRecord(record{w.who.Account, text})
	return w.tx.PutItem(engine.Office, i)
}

// publish takes the shipment through the door into its partner's room, when
// what can be seen of it there is different.
func (w *Writer) publish(s model.Shipment) error {
	room, p := engine.List(s.Partner), model.Publish(s)
	text, err := encode("published shipment", p)
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
	if err := w.herald(s.Partner, shown, p); err != nil {
		return err
	}
	if p.Change, err = w.next(room); err != nil {
		return err
	}
	if err := w.extendLinks(p); err != nil {
		return err
	}
	i := lists.ItemOf(p, "", w.now, w.shown)
	i.Record = text
	return w.tx.PutItem(room, i)
}

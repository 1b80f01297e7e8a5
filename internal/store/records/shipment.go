package records

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// A record of the office's list is who wrote it last, with its length before it, and
// the JSON of the shipment. One of a customer's list is the JSON alone.

// PackShipment is a shipment as the office's list keeps it.
func PackShipment(s model.Shipment, by string) ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encode shipment: %w", err)
	}
	packed := append(binary.AppendUvarint(nil, uint64(len(by))), by...)
	return append(packed, text...), nil
}

// UnpackShipment reads what PackShipment wrote of the shipment ref.
func UnpackShipment(ref string, packed []byte) (s model.Shipment, by string, err error) {
	length, size := binary.Uvarint(packed)
	if size <= 0 || length >= uint64(len(packed)-size) {
		return s, "", fmt.Errorf("record of %q is cut short: %w", ref, engine.ErrDamaged)
	}
	end := size + int(length)
	if err = Decode(ref, packed[end:], &s); err == nil && s.Ref.String() != ref {
		err = fmt.Errorf("record of %q is another's: %w", ref, engine.ErrDamaged)
	}
	return s, string(packed[size:end]), err
}

// ShipmentBy is the office's shipment ref, and who wrote it last; ErrNotFound.
func ShipmentBy(r engine.Reader, ref string) (s model.Shipment, by string, err error) {
	packed, _, err := r.Record(engine.Office, ref)
	if errors.Is(err, engine.ErrNone) {
		return s, "", model.ErrNotFound
	}
	if err != nil {
		return s, "", err //nolint:wrapcheck // the engine names the list
	}
	return UnpackShipment(ref, packed)
}

// ShipmentToWrite is that of ShipmentBy, which nobody else writes until the end of the
// transaction.
func (tx *Tx) ShipmentToWrite(ref string) (s model.Shipment, by string, err error) {
	for fresh := true; fresh; {
		if s, by, err = ShipmentBy(tx, ref); err != nil {
			return s, by, err
		}
		if fresh, err = tx.Lock(s.Partner); err != nil {
			return s, by, err //nolint:wrapcheck // the engine says what it does
		}
	}
	return s, by, nil
}

// Shipment is the office's shipment ref; ErrNotFound.
func Shipment(r engine.Reader, ref string) (model.Shipment, error) {
	s, _, err := ShipmentBy(r, ref)
	return s, err
}

// Published is a record of a customer's list; false when it has none.
func Published(r engine.Reader, l engine.List, ref string) (p model.Published, found bool, err error) {
	text, seq, err := r.Record(l, ref)
	if errors.Is(err, engine.ErrNone) {
		return p, false, nil
	}
	if err != nil {
		return p, false, err //nolint:wrapcheck // the engine names the list
	}
	if err := Decode(ref, text, &p); err != nil {
		return p, false, err
	}
	if p.Ref.String() != ref {
		return p, false, fmt.Errorf("record of %q is another's: %w", ref, engine.ErrDamaged)
	}
	p.Change = seq
	return p, true, nil
}

// PackPublished is a published shipment as a customer's list keeps it.
func PackPublished(p model.Published) ([]byte, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("encode published shipment: %w", err)
	}
	return text, nil
}

package store

import (
	"context"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// SetMailed records which ETA of a shipment its customers were mailed; the desk
// names the shipment from the moment on when they are shown another one.
// ErrNotFound for a shipment that does not exist.
func (w *Writer) SetMailed(ref string, eta model.When) error {
	return w.do(func() error {
		s, err := records.Shipment(w.tx, ref)
		if err != nil {
			return err
		}
		if err := w.tx.Audit(w.tx.Need, ref, fmt.Sprintf("mailed eta %s", eta)); err != nil {
			return err
		}
		return w.mailed(s, records.MailedETA{At: w.tx.Now, ETA: eta})
	})
}

// mailed keeps what was mailed of a shipment, for the desk to compare.
func (w *Writer) mailed(s model.Shipment, m records.MailedETA) error {
	if err := records.Mailed.Put(w.tx, m, s.Ref.String()); err != nil {
		return err
	}
	return lists.PutSchedule(w.tx, s)
}

// Mailed is the last ETA of a shipment that customers were mailed; false when
// none was.
func (o *Office) Mailed(ctx context.Context, ref string) (m records.MailedETA, found bool, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		m, found, err = records.Mailed.Get(tx, ref)
		return err
	})
	return m, found, err
}

package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// Carriers are the carriers of which something was said, by code.
func (o *Office) Carriers(ctx context.Context) ([]model.CarrierSetting, error) {
	return read(ctx, o.store, records.Carriers.All)
}

// SetCarrier says how a carrier's messages are read from now on.
func (o *Office) SetCarrier(ctx context.Context, c model.CarrierSetting) error {
	return o.change(ctx, model.ActSources, "carrier set", func(w *Writer) error {
		detail := "z=utc"
		if c.ZIsLocal {
			detail = "z=local"
		}
		if err := w.tx.Audit(model.ActSources, c.Code, detail); err != nil {
			return err
		}
		return records.Carriers.Put(w.tx, c, c.Code)
	})
}

// ZIsLocal says whether a carrier's times with Z are those of their place.
func (w *Writer) ZIsLocal(carrier string) (local bool, err error) {
	err = w.do(func() error {
		c, _, err := records.Carriers.Get(w.tx, carrier)
		local = c.ZIsLocal
		return err
	})
	return local, err
}

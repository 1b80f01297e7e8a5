package store

import (
	"cmp"
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// SetForwarder sets how the forwarder presents itself to its customers.
func (o *Office) SetForwarder(ctx context.Context, f model.Forwarder) error {
	return o.act(ctx, model.ActSettings, "settings", func(tx *records.Tx) error {
		if err := tx.Audit(model.ActSettings, "forwarder", f.Name.String()); err != nil {
			return err
		}
		return records.Forwarders.Put(tx, f, records.TheForwarder)
	})
}

// Forwarder is how the forwarder presents itself; nothing but [DefaultZone] until
// somebody has set it.
func (o *Office) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return read(ctx, o.store, records.Forwarder)
}

// Carriers are the carriers of which something was said, by code.
func (o *Office) Carriers(ctx context.Context) ([]model.CarrierSetting, error) {
	return read(ctx, o.store, records.Carriers.All)
}

// SetCarrier says how a carrier's messages are read from now on.
func (o *Office) SetCarrier(ctx context.Context, c model.CarrierSetting) error {
	return o.act(ctx, model.ActSources, "carrier set", func(tx *records.Tx) error {
		detail := "z=utc"
		if c.ZIsLocal {
			detail = "z=local"
		}
		if err := tx.Audit(model.ActSources, c.Code, detail); err != nil {
			return err
		}
		return records.Carriers.Put(tx, c, c.Code)
	})
}

// ZIsLocal says whether a carrier's times with Z are those of their place.
func (w *Writer) ZIsLocal(carrier string) (bool, error) {
	return done(w, func() (bool, error) {
		c, _, err := records.Carriers.Get(w.tx, carrier)
		return c.ZIsLocal, err
	})
}

// mostMappings bounds how many there are; they are read together.
const mostMappings = 1000

// Mappings are those that were saved, by name.
func (o *Office) Mappings(ctx context.Context) ([]model.Mapping, error) {
	return read(ctx, o.store, records.Mappings.All)
}

// Mapping is the one with a name; found is false when there is none.
func (o *Office) Mapping(ctx context.Context, name string) (m model.Mapping, found bool, err error) {
	return read2(ctx, o.store, func(r engine.Reader) (model.Mapping, bool, error) { return records.Mappings.Get(r, name) })
}

// SaveMapping adds headings to the mapping with a name, which it makes when there is
// none. The Fault is "error.mapping_many".
func (o *Office) SaveMapping(ctx context.Context, name string, more []model.MappedHeading) error {
	return o.act(ctx, model.ActSources, "mapping save", func(tx *records.Tx) error {
		m, known, err := records.Mappings.Get(tx, name)
		if err != nil {
			return err
		}
		if !known {
			if count, err := records.Mappings.Count(tx, engine.Scan{}); err != nil || count >= mostMappings {
				return cmp.Or[error](err, model.NewFault("error.mapping_many", mostMappings))
			}
			m.Name = name
		}
		m = m.With(more)
		m.Saved = tx.Stamp()
		if err := tx.Audit(model.ActSources, name, ""); err != nil {
			return err
		}
		return records.Mappings.Put(tx, m, name)
	})
}

// RemoveMapping forgets one; [model.ErrNotFound] when there is none.
func (o *Office) RemoveMapping(ctx context.Context, name string) error {
	return o.act(ctx, model.ActSources, "mapping remove", func(tx *records.Tx) error {
		if _, found, err := records.Mappings.Get(tx, name); err != nil || !found {
			return cmp.Or[error](err, model.ErrNotFound)
		}
		if err := tx.Audit(model.ActSources, name, ""); err != nil {
			return err
		}
		return records.Mappings.Delete(tx, name)
	})
}

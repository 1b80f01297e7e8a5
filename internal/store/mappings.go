package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// mostMappings bounds how many there are; they are read together.
const mostMappings = 1000

// Mappings are those that were saved, by name.
func (o *Office) Mappings(ctx context.Context) ([]model.Mapping, error) {
	return read(ctx, o.store, records.Mappings.All)
}

// Mapping is the one with a name; found is false when there is none.
func (o *Office) Mapping(ctx context.Context, name string) (m model.Mapping, found bool, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		m, found, err = records.Mappings.Get(tx, name)
		return err
	})
	return m, found, err
}

// SaveMapping adds headings to the mapping with a name, which it makes when there is
// none. The Fault is "error.mapping_many".
func (o *Office) SaveMapping(ctx context.Context, name string, more []model.MappedHeading) error {
	return o.change(ctx, model.ActSources, "mapping save", func(w *Writer) error {
		m, known, err := records.Mappings.Get(w.tx, name)
		if err != nil {
			return err
		}
		if !known {
			if count, err := records.Mappings.Count(w.tx, engine.Scan{}); err != nil || count >= mostMappings {
				return errorOr(err, model.NewFault("error.mapping_many", mostMappings))
			}
			m.Name = name
		}
		m = m.With(more)
		m.Saved = w.Stamp()
		if err := w.tx.Audit(model.ActSources, name, ""); err != nil {
			return err
		}
		return records.Mappings.Put(w.tx, m, name)
	})
}

// RemoveMapping forgets one; [model.ErrNotFound] when there is none.
func (o *Office) RemoveMapping(ctx context.Context, name string) error {
	return o.change(ctx, model.ActSources, "mapping remove", func(w *Writer) error {
		if _, found, err := records.Mappings.Get(w.tx, name); err != nil || !found {
			return errorOr(err, model.ErrNotFound)
		}
		if err := w.tx.Audit(model.ActSources, name, ""); err != nil {
			return err
		}
		return records.Mappings.Delete(w.tx, name)
	})
}

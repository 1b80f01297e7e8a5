package store

import (
	"bytes"
	"context"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// Mappings of headings are kept with what the house says of itself, each under its
// name.
var mappingPrefix = []byte("mapping ")

func mappingKey(name string) []byte { return append(bytes.Clone(mappingPrefix), name...) }

// mostMappings bounds how many there are; they are read together.
const mostMappings = 1000

// Mappings are those that were saved, by name.
func (o *Office) Mappings(ctx context.Context) (list []model.Mapping, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		list, err = readMappings(tx)
		return err
	})
	return list, err
}

func readMappings(tx bolt.Tx) (list []model.Mapping, err error) {
	house, err := bucket(tx, bucketHouse)
	if err != nil {
		return nil, err
	}
	cursor := house.Cursor()
	for key, sealed := cursor.Seek(mappingPrefix); bytes.HasPrefix(key, mappingPrefix); key, sealed = cursor.Next() {
		var m model.Mapping
		if _, err := unsealJSON(key, sealed, &m); err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// Mapping is the one with a name; found is false when there is none.
func (o *Office) Mapping(ctx context.Context, name string) (m model.Mapping, found bool, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		house, err := bucket(tx, bucketHouse)
		if err != nil {
			return err
		}
		found, err = unsealJSON(mappingKey(name), house.Get(mappingKey(name)), &m)
		return err
	})
	return m, found, err
}

// SaveMapping adds headings to the mapping with a name, which it makes when there is
// none. The Fault is "error.mapping_many".
func (o *Office) SaveMapping(ctx context.Context, name string, more []model.MappedHeading) error {
	return o.change(ctx, model.ActSources, "mapping save", func(w *Writer) error {
		list, err := readMappings(w.tx)
		if err != nil {
			return err
		}
		m := model.Mapping{Name: name}
		for _, known := range list {
			if known.Name == name {
				m = known
			}
		}
		if len(list) >= mostMappings && m.Columns == nil {
			return model.NewFault("error.mapping_many", mostMappings)
		}
		m = m.With(more)
		m.Saved = w.Stamp()
		if err := w.record(model.ActSources, name, ""); err != nil {
			return err
		}
		house, err := bucket(w.tx, bucketHouse)
		if err != nil {
			return err
		}
		sealed, err := sealJSON(mappingKey(name), m)
		if err != nil {
			return err
		}
		return put(house, mappingKey(name), sealed)
	})
}

// RemoveMapping forgets one; [model.ErrNotFound] when there is none.
func (o *Office) RemoveMapping(ctx context.Context, name string) error {
	return o.change(ctx, model.ActSources, "mapping remove", func(w *Writer) error {
		house, err := bucket(w.tx, bucketHouse)
		if err != nil {
			return err
		}
		if house.Get(mappingKey(name)) == nil {
			return model.ErrNotFound
		}
		if err := w.record(model.ActSources, name, ""); err != nil {
			return err
		}
		return remove(house, mappingKey(name))
	})
}

package store

import (
	"context"
	"maps"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// keyCarriers is where the house keeps what it has said of carriers: by code.
var keyCarriers = []byte("carriers")

func readCarriers(tx bolt.Tx) (map[string]model.CarrierSetting, error) {
	house, err := bucket(tx, bucketHouse)
	if err != nil {
		return nil, err
	}
	all := map[string]model.CarrierSetting{}
	_, err = unsealJSON(keyCarriers, house.Get(keyCarriers), &all)
	return all, err
}

// Carriers are the carriers of which something was said, by code.
func (o *Office) Carriers(ctx context.Context) (list []model.CarrierSetting, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		all, err := readCarriers(tx)
		for _, code := range slices.Sorted(maps.Keys(all)) {
			list = append(list, all[code])
		}
		return err
	})
	return list, err
}

// SetCarrier says how a carrier's messages are read from now on.
func (o *Office) SetCarrier(ctx context.Context, c model.CarrierSetting) error {
	return o.change(ctx, model.ActSources, "carrier set", func(w *Writer) error {
		detail := "z=utc"
		if c.ZIsLocal {
			detail = "z=local"
		}
		if err := w.record(model.ActSources, c.Code, detail); err != nil {
			return err
		}
		all, err := readCarriers(w.tx)
		if err != nil {
			return err
		}
		all[c.Code] = c
		sealed, err := sealJSON(keyCarriers, all)
		if err != nil {
			return err
		}
		house, err := bucket(w.tx, bucketHouse)
		if err != nil {
			return err
		}
		return put(house, keyCarriers, sealed)
	})
}

// ZIsLocal says whether a carrier's times with Z are those of their place.
func (w *Writer) ZIsLocal(carrier string) (local bool, err error) {
	err = w.do(func() error {
		if w.carriers == nil {
			if w.carriers, err = readCarriers(w.tx); err != nil {
				return err
			}
		}
		local = w.carriers[carrier].ZIsLocal
		return nil
	})
	return local, err
}

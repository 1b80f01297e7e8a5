package store

import (
	"context"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// Mailed is the last ETA of a shipment that customers were mailed, and when.
type Mailed struct {
	At  time.Time  `json:"at"`
	ETA model.When `json:"eta"`
}

// readMailed reads what was mailed of a shipment; false when nothing was.
func readMailed(tx bolt.Tx, ref string) (m Mailed, found bool, err error) {
	mailed, err := bucket(tx, bucketOffice, bucketMailed)
	if err != nil {
		return m, false, err
	}
	key := []byte(ref)
	found, err = unsealJSON(key, mailed.Get(key), &m)
	return m, found, err
}

// SetMailed records which ETA of a shipment its customers were mailed; the desk
// names the shipment from the moment on when they are shown another one.
// ErrNotFound for a shipment that does not exist.
func (w *Writer) SetMailed(ref string, eta model.When) error {
	return w.do(func() error {
		s, err := readShipment(w.tx, ref)
		if err != nil {
			return err
		}
		if err := w.record(w.need, ref, fmt.Sprintf("mailed eta %s", eta)); err != nil {
			return err
		}
		mailed, err := bucket(w.tx, bucketOffice, bucketMailed)
		if err != nil {
			return err
		}
		key := []byte(ref)
		sealed, err := sealJSON(key, Mailed{At: w.now, ETA: eta})
		if err != nil {
			return err
		}
		if err := put(mailed, key, sealed); err != nil {
			return err
		}
		return keepOutlook(w.tx, s)
	})
}

// Mailed is the last ETA of a shipment that customers were mailed; false when
// none was.
func (o *Office) Mailed(ctx context.Context, ref string) (m Mailed, found bool, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		m, found, err = readMailed(tx, ref)
		return err
	})
	return m, found, err
}

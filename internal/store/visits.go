package store

import (
	"time"

	"porthole/internal/store/engine"
)

// visit is how far somebody had seen the changes of a list when they looked at it
// last, and when that was: older visits were noted without their time.
type visit struct {
	Seen uint64    `json:"seen"`
	At   time.Time `json:"at"`
}

// When a key was used last and what somebody saw last can be made of nothing
// else, and are worth no backup: one that cannot be read is forgotten, and is
// then as it was before the first time.

func forgetUnreadable(tx engine.Tx) error {
	if err := forget(tx, &uses); err != nil {
		return err
	}
	return forget(tx, &visits)
}

func forget[T any](tx engine.Tx, t *table[T]) error {
	var gone []engine.Key
	for found, err := range t.scan(tx, engine.Scan{}) {
		if err != nil {
			gone = append(gone, found.Key)
		}
	}
	for _, k := range gone {
		if err := t.delete(tx, k.First, k.Second); err != nil {
			return err
		}
	}
	return nil
}

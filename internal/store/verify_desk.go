package store

import (
	"bytes"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// onDesk compares the desk's entry of a shipment with the rules, and says
// whether there should be one.
func onDesk(tx bolt.Tx, s model.Shipment) (bool, error) {
	desk, err := bucket(tx, bucketOffice, bucketDesk)
	if err != nil {
		return false, err
	}
	mailed, _, err := mailedETAs.get(tx, s.Ref.String())
	if err != nil {
		return false, err
	}
	key, o := pairKey(s.Partner, s.Ref.String()), outlookOf(s, mailed.ETA)
	if o.empty() {
		return false, nil // one that stands there all the same is found by their number
	}
	payload, err := unseal(key, desk.Get(key))
	if err == nil && !bytes.Equal(payload, o.pack()) {
		err = fmt.Errorf("entry is not the record's: %w", errDamaged)
	}
	return true, err
}

// desk checks that nothing is on the desk but what its shipments need.
func (v *verifier) desk() error {
	desk, err := bucket(v.tx, bucketOffice, bucketDesk)
	if err != nil {
		v.check(PartDesk, "", "desk", err)
		return nil
	}
	if have := countPairs(desk); have != v.onDesk {
		v.problem(PartDesk, "", "the desk has %d entries for %d shipments", have, v.onDesk)
	}
	return nil
}

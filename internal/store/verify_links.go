package store

// links compares the tracking codes with the places where they are found.
func (v *verifier) links() error {
	refs, err := bucket(v.tx, bucketOffice, bucketLinkRefs)
	if err != nil {
		return err
	}
	count := 0
	err = eachValue(v, PartCode, bucketLinks, func(key []byte, l Link) {
		count++
		hash, _, err := linkByNumber(v.tx, l.Seq)
		if err != nil || string(hash[:]) != string(key) || refs.Get(linkRefKey(l.Ref, l.Seq)) == nil {
			v.problem(PartCode, l.ID, "tracking code %s is not found by its number and its shipment", l.ID)
		}
		if r, err := readRecord(v.tx, l.Ref); err != nil || r.text == nil {
			v.problem(PartCode, l.ID, "tracking code %s has no shipment", l.ID)
		}
	})
	if err != nil {
		return err
	}
	numbers, err := bucket(v.tx, bucketOffice, bucketLinkNumbers)
	if err != nil {
		return err
	}
	for name, have := range map[string]int{"numbers": countPairs(numbers), "shipments": countPairs(refs)} {
		if have != count {
			v.problem(PartCode, "", "%d tracking codes, %d found by their %s", count, have, name)
		}
	}
	return nil
}

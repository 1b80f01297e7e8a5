package store

import (
	"bytes"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// house reads what stands alone, and so has nothing to be compared with: how the
// house presents itself, and what the store knows of itself and of time.
func (v *verifier) house() error {
	checkTable(v, PartSettings, &houses)
	checkTable(v, PartSettings, &carriers)
	checkTable(v, PartSettings, &mappings)
	meta, err := bucket(v.tx, bucketMeta)
	if err != nil {
		return err
	}
	_, err = readSchema(meta.Get(keyVersion))
	v.check(PartFile, "", "version", err)
	_, err = readNumber(meta, keyClock)
	v.check(PartFile, "", "clock", err)
	_, err = readEras(meta)
	v.check(PartFile, "", "eras", err)
	return nil
}

// visits reads when keys were used and what was seen last.
func (v *verifier) visits() error {
	return unreadable(v.tx, func(name, key []byte, err error) error {
		who, _, _ := bytes.Cut(key, []byte{0})
		v.check(PartVisit, model.Line(string(who), model.NameCells).String(), fmt.Sprintf("%s: %q", name, key), err)
		return nil
	})
}

// checkTable reads all records of a table. What columns say of them is for the
// engine to check.
func checkTable[T any](v *verifier, part Part, t *table[T]) {
	for found, err := range t.scan(v.tx, engine.Scan{}) {
		v.check(part, found.First, t.Name, err)
	}
}

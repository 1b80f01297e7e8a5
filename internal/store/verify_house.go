package store

import (
	"strconv"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// house reads what stands alone, and so has nothing to be compared with: how the
// house presents itself, and what the store knows of itself and of time.
func (v *verifier) house() error {
	checkTable(v, PartSettings, &houses)
	checkTable(v, PartSettings, &carriers)
	checkTable(v, PartSettings, &mappings)
	checkTable(v, PartShipment, &former)
	meta, err := bucket(v.tx, bucketMeta)
	if err != nil {
		return err
	}
	_, err = readSchema(meta.Get(keyVersion))
	v.check(PartFile, "", "version", err)
	checkTable(v, PartFile, &eras)
	const left = "%s has what could not be read when the store was brought up to date"
	if meta.Get(keyEras) != nil {
		v.problem(PartFile, "", left, keyEras)
	}
	for _, m := range movedBuckets {
		if b, _ := m.bucket(v.tx); b != nil {
			v.problem(PartFile, "", left, m.path)
		}
	}
	return nil
}

// checkTable reads all records of a table.
func checkTable[T any](v *verifier, part Part, t *table[T]) {
	checkRecords(v, part, t, func(engine.Key, T) {})
}

// checkRecords reads all records of a table, and has each that can be read
// compared with others.
func checkRecords[T any](v *verifier, part Part, t *table[T], compare func(k engine.Key, value T)) {
	v.check(part, "", t.Name, v.tx.Check(&t.Table))
	for found, err := range t.scan(v.tx, engine.Scan{}) {
		if err == nil {
			compare(found.Key, found.Value)
		}
		v.check(part, nameOfKey(found.Key), t.Name, err)
	}
}

// nameOfKey is a key as people are told of it: a number without its zeros.
func nameOfKey(k engine.Key) string {
	if n, err := strconv.ParseUint(k.First, 10, 64); err == nil && k.First == numberText(n) {
		return strconv.FormatUint(n, 10)
	}
	return model.Line(k.First, model.NameCells).String()
}

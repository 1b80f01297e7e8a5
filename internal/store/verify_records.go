package store

import (
	"slices"
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
	_, err := readSchema(v.tx)
	v.check(PartFile, "", "version", err)
	checkTable(v, PartFile, &eras)
	v.unmoved()
	return nil
}

// people compares partners, accounts and keys with one another, and reads when
// keys were used and what was seen last.
func (v *verifier) people() error {
	checkRecords(v, PartPartner, &partners, func(k engine.Key, p model.Partner) {
		if k.First != p.Slug {
			v.problem(PartPartner, k.First, "partner %q is another's", k.First)
		}
	})
	checkRecords(v, PartAccount, &accounts, func(k engine.Key, a model.Account) {
		if k.First != a.Email || (a.Role == model.Portal) != (a.Partner != "") {
			v.problem(PartAccount, k.First, "account %q does not agree with itself", k.First)
		}
	})
	checkRecords(v, PartKey, &keys, func(k engine.Key, key model.Key) {
		if _, found, err := accounts.get(v.tx, key.Account); err != nil || !found || k.First != key.Fingerprint {
			v.problem(PartKey, k.First, "key %q has no account", k.First)
		}
	})
	checkTable(v, PartVisit, &uses)
	checkTable(v, PartVisit, &visits)
	return nil
}

// codes compares invitations with accounts, and tracking codes with shipments.
func (v *verifier) codes() error {
	checkRecords(v, PartInvitation, &invitations, func(_ engine.Key, i keptInvitation) {
		if _, found, err := accounts.get(v.tx, i.Email); err != nil || !found {
			v.problem(PartInvitation, i.ID, "invitation %s has no account", i.ID)
		}
	})
	checkRecords(v, PartCode, &links, func(_ engine.Key, l keptLink) {
		if r, err := readRecord(v.tx, l.Ref); err != nil || r.text == nil {
			v.problem(PartCode, l.ID, "tracking code %s has no shipment", l.ID)
		}
	})
	return nil
}

// mail reads the outbox and whoever is mailed, and checks that news join only
// mails that take them, and that what was mailed is there.
func (v *verifier) mail() error {
	checkTable(v, PartMail, &notices)
	checkTable(v, PartMail, &recipients)
	checkTable(v, PartMail, &toldETAs)
	checkTable(v, PartMail, &standings)
	checkRecords(v, PartMail, &parcels, func(_ engine.Key, p parcel) {
		if len(p.Code) > 0 {
			v.report.Codes++
		}
	})
	checkRecords(v, PartMail, &joins, func(k engine.Key, seq uint64) {
		p, _, err := parcels.get(v.tx, numberText(seq)) // one that cannot be read is found above
		about := func(item parcelItem) bool { return item.Ref == k.Second }
		if err == nil && (p.To != k.First || !p.takesNews() || !slices.ContainsFunc(p.Items, about)) {
			v.problem(PartMail, k.Second, "news of %q lead to mail %d, which does not take them", k.Second, seq)
		}
	})
	checkRecords(v, PartInvitation, &mailedETAs, func(k engine.Key, _ Mailed) {
		if r, err := readRecord(v.tx, k.First); err != nil || r.text == nil {
			v.problem(PartInvitation, k.First, "an ETA was mailed of %q, which is not there", k.First)
		}
	})
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

package store

import (
	"slices"

	"porthole/internal/store/engine"
)

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

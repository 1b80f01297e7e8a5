package store

import (
	"porthole/internal/model"
	"porthole/internal/store/engine"
)

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

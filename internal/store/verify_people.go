package store

import (
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// people compares partners, accounts and keys with one another, and reads when
// keys were used and what was seen last.
func (v *verifier) people() error {
	checkRecords(v, PartPartner, &partners, func(k engine.Key, p model.Partner) error {
		return mustBe(k.First == p.Slug, "it is another's")
	})
	checkRecords(v, PartAccount, &accounts, func(k engine.Key, a model.Account) error {
		return mustBe(k.First == a.Email && (a.Role == model.Portal) == (a.Partner != ""), "it does not agree with itself")
	})
	checkRecords(v, PartKey, &keys, func(k engine.Key, key model.Key) error {
		_, found, err := accounts.get(v.tx, key.Account)
		return errorOr(err, mustBe(found && k.First == key.Fingerprint, "it has no account"))
	})
	checkTable(v, PartVisit, &uses)
	checkTable(v, PartVisit, &visits)
	return nil
}

// mustBe is nil when that is so.
func mustBe(so bool, otherwise string) error {
	if so {
		return nil
	}
	return fmt.Errorf("%s: %w", otherwise, errDamaged)
}

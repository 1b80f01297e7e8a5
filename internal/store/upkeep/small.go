package upkeep

import (
	"slices"
	"strconv"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// settings reads what stands alone, and so has nothing to be compared with: how the
// forwarder presents itself, and what the store knows of itself and of time.
func (v *verifier) settings() {
	checkTable(v, PartSettings, &records.Forwarders)
	checkTable(v, PartSettings, &records.Carriers)
	checkTable(v, PartSettings, &records.Mappings)
	checkTable(v, PartSettings, &records.Pauses)
	checkTable(v, PartShipment, &records.Former)
	checkTable(v, PartShipment, &records.KeptSince)
	v.shown()
	_, err := v.tx.Schema()
	v.check(PartFile, "", "version", err)
	checkTable(v, PartFile, &records.Rollbacks)
}

// shown reads what customers were shown before.
func (v *verifier) shown() {
	v.check(PartShipment, "", records.ShownBefore.Name, v.tx.Check(&records.ShownBefore))
	for part, err := range v.tx.Scan(&records.ShownBefore, engine.Scan{}) {
		if err == nil {
			_, err = records.ReadShown(part)
		}
		v.check(PartShipment, nameOfKey(part.Key), records.ShownBefore.Name, err)
	}
}

// people compares partners, accounts and keys with one another, and reads when
// keys were used and what was seen last.
func (v *verifier) people() {
	checkRecords(v, PartPartner, &records.Partners, func(k engine.Key, p model.Partner) {
		if k.First != p.Slug {
			v.Add(PartPartner, k.First, "partner %q is another's", k.First)
		}
	})
	checkRecords(v, PartAccount, &records.Accounts, func(k engine.Key, a model.Account) {
		if k.First != a.Email || (a.Role == model.Portal) != (a.Partner != "") {
			v.Add(PartAccount, k.First, "account %q does not agree with itself", k.First)
		}
	})
	checkRecords(v, PartKey, &records.Keys, func(k engine.Key, key model.Key) {
		if _, found, err := records.Accounts.Get(v.tx, key.Account); err != nil || !found || k.First != key.Fingerprint {
			v.Add(PartKey, k.First, "key %q has no account", k.First)
		}
	})
	checkTable(v, PartVisit, &records.KeyUses)
	checkTable(v, PartVisit, &records.Visits)
	checkTable(v, PartVisit, &records.Acts)
}

// codes compares invitations with accounts, and tracking codes with shipments.
func (v *verifier) codes() {
	checkRecords(v, PartInvitation, &records.Invitations, func(_ engine.Key, i records.KeptInvitation) {
		if _, found, err := records.Accounts.Get(v.tx, i.Email); err != nil || !found {
			v.Add(PartInvitation, i.ID, "invitation %s has no account", i.ID)
		}
	})
	checkRecords(v, PartCode, &records.Links, func(_ engine.Key, l records.KeptLink) {
		if !v.has(l.Ref) {
			v.Add(PartCode, l.ID, "tracking code %s has no shipment", l.ID)
		}
	})
}

// has reports whether the office has a record of a shipment.
func (v *verifier) has(ref string) bool {
	_, _, err := v.tx.Record(engine.Office, ref)
	return err == nil
}

// mail reads the outbox and whoever is mailed, and checks that news join only
// mails that take them, and that what was mailed is there.
func (v *verifier) mail() {
	checkTable(v, PartMail, &records.Notices)
	checkTable(v, PartMail, &records.Followers)
	checkTable(v, PartMail, &records.MailedTo)
	checkTable(v, PartMail, &records.MailServers)
	checkTable(v, PartMail, &records.PastMails)
	checkRecords(v, PartMail, &records.Outbox, func(_ engine.Key, m records.Mail) {
		if len(m.Code) > 0 {
			v.Codes++
		}
	})
	checkRecords(v, PartMail, &records.OpenMails, func(k engine.Key, seq uint64) {
		m, _, err := records.Outbox.Get(v.tx, records.NumberText(seq)) // one that cannot be read is found above
		about := func(item records.MailItem) bool { return item.Ref == k.Second }
		if err == nil && (m.To != k.First || !m.TakesNews() || !slices.ContainsFunc(m.Items, about)) {
			v.Add(PartMail, k.Second, "news of %q lead to mail %d, which does not take them", k.Second, seq)
		}
	})
	checkRecords(v, PartInvitation, &records.Mailed, func(k engine.Key, _ records.MailedETA) {
		if !v.has(k.First) {
			v.Add(PartInvitation, k.First, "an ETA was mailed of %q, which is not there", k.First)
		}
	})
}

// checkTable reads all records of a table.
func checkTable[T any](v *verifier, part Part, t *records.Table[T]) {
	checkRecords(v, part, t, func(engine.Key, T) {})
}

// checkRecords reads all records of a table, and has each that can be read
// compared with others.
func checkRecords[T any](v *verifier, part Part, t *records.Table[T], compare func(k engine.Key, value T)) {
	v.check(part, "", t.Name, v.tx.Check(&t.Table))
	for found, err := range t.Scan(v.tx, engine.Scan{}) {
		if err == nil {
			compare(found.Key, found.Value)
		}
		v.check(part, nameOfKey(found.Key), t.Name, err)
	}
}

// nameOfKey is a key as people are told of it: a number without its zeros.
func nameOfKey(k engine.Key) string {
	if n, err := strconv.ParseUint(k.First, 10, 64); err == nil && k.First == records.NumberText(n) {
		return strconv.FormatUint(n, 10)
	}
	return model.Line(k.First, model.NameCells).String()
}

package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Whatever is taken out of a store, put into it or changed in it with all its
// checksums right is found by Verify.
func TestVerifyFindsWhatDoesNotAgree(t *testing.T) {
	long(t)
	const ref = "A/1"
	forged := func(key []byte, payload string) []byte { return seal(key, []byte(payload)) }
	for name, spoil := range map[string]func(tx bolttest.Tx) error{
		"a record that is gone": func(tx bolttest.Tx) error { return partOf(tx, room, "records").Delete([]byte(ref)) },
		"a row that is gone":    func(tx bolttest.Tx) error { return partOf(tx, room, "items").Delete([]byte(ref)) },
		"a row of nothing": func(tx bolttest.Tx) error {
			return partOf(tx, room, "items").Put([]byte("x"), forged([]byte("x"), "x"))
		},
		"a block that is gone": func(tx bolttest.Tx) error { return dropFirst(partOf(tx, room, "lines")) },
		"wrong counts":         func(tx bolttest.Tx) error { return spoilCounts(tx) },
		"a line of the office": func(tx bolttest.Tx) error { return dropFirst(partOf(tx, engine.Office, "lines")) },
		"words that are gone": func(tx bolttest.Tx) error {
			return forgeWords(tx, ref, func(words []engine.Word) []engine.Word { return words[:3] })
		},
		"a reference that is gone": func(tx bolttest.Tx) error {
			return forgeWords(tx, ref, func(words []engine.Word) []engine.Word {
				return slices.DeleteFunc(words, func(w engine.Word) bool { return w.Kinds == lists.Kinds["ref"] })
			})
		},
		"a reference of another": func(tx bolttest.Tx) error {
			return forgeWords(tx, ref, func(words []engine.Word) []engine.Word {
				return append(words, engine.Word{Text: "zzz", Kinds: lists.Kinds["hbl"]})
			})
		},
		"nothing is waited for": func(tx bolttest.Tx) error {
			return forgeItem(tx, ref, func(i *engine.Item) { i.Turn = 0 })
		},
		"it is waited for too long": func(tx bolttest.Tx) error {
			return forgeItem(tx, ref, func(i *engine.Item) { i.Turn += int64(48 * time.Hour) })
		},
		"a published lie":        func(tx bolttest.Tx) error { return forgeRecord(tx, ref) },
		"an office record gone":  func(tx bolttest.Tx) error { return dropFirst(partOf(tx, engine.Office, "records")) },
		"a room without partner": func(tx bolttest.Tx) error { return records.Partners.Delete(tx, "saigon-tech") },
		"a key without account":  func(tx bolttest.Tx) error { return records.Accounts.Delete(tx, "a@b.example") },
		"an account's key unheld": func(tx bolttest.Tx) error {
			return dropFirst(tx.Bucket([]byte("tables")).Bucket([]byte("key.account")))
		},
		"an entry of the desk": func(tx bolttest.Tx) error { return dropFirst(deskOf(tx)) },
		"a desk for nobody": func(tx bolttest.Tx) error {
			return deskOf(tx).Put([]byte("x"), forged([]byte("x"), "x"))
		},
		"news that join no mail": func(tx bolttest.Tx) error { return records.OpenMails.Put(tx, 99, "a@b.example", ref) },
		"a mail that is not due": func(tx bolttest.Tx) error {
			return dropFirst(tx.Bucket([]byte("tables")).Bucket([]byte("parcel.due")))
		},
		"a mail of nothing":       func(tx bolttest.Tx) error { return records.Mailed.Put(tx, records.MailedETA{}, "Z/9") },
		"a trail with a gap":      func(tx bolttest.Tx) error { return tx.Delete(&records.AuditLog, records.KeyOf(records.NumberText(2))) },
		"a trail that was edited": forgeEntry,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(t, shipment(ref, "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
			must(h.office.AddAccount(ctx, model.Account{Email: "a@b.example", Partner: "saigon-tech"}))
			check(t, h.office.AddKey(ctx, "a@b.example", model.Key{Fingerprint: "SHA256:" + strings.Repeat("A", 43)}))
			h.asks(t, "a@b.example", "saigon-tech", model.Notices{Level: model.NoticesAll})
			h.reschedule(t, "A/2", 40)
			h.sound(t)
			check(t, h.forge(spoil))
			report, err := h.Verify(ctx)
			check(t, err)
			if report.Sound() {
				t.Error("it was not found")
			}
		})
	}
}

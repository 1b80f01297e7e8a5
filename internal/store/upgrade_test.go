package store

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// A store was written when times were kept with whatever offset they came in.
// Once it is opened everybody is told the day of the port, with its zone.
func TestAnOlderStoreTellsTimesByTheClockOfTheirPort(t *testing.T) {
	h := newHouse(t)
	s := shipment("A/1", "saigon-tech", 30)
	s.Facts.ATD = model.Moment(time.Date(2025, 5, 10, 20, 0, 0, 0, time.UTC))
	h.put(t, s)
	check(t, h.db.Update(bolt.In(func(tx bolt.Tx) error { return inUTC(h, tx, "A/1", "saigon-tech") })))
	h.reopen(t)
	h.sound(t)
	row := must(h.room("saigon-tech").Page(ctx, model.Query{})).Rows[0]
	record := must(h.room("saigon-tech").Shipment(ctx, "A/1"))
	office := must(h.office.Shipment(ctx, "A/1"))
	for what, atd := range map[string]model.When{"list": row.ATD, "record": record.ATD, "office": office.Facts.ATD} {
		if atd.String() != "2025-05-11T03:00:00+07:00" || model.ZoneAbbrev(atd.Instant()) != "ICT" {
			t.Errorf("%s: %s %s", what, atd, model.ZoneAbbrev(atd.Instant()))
		}
	}
	entries, _, err := h.office.SearchAudit(ctx, AuditQuery{Limit: 100})
	if err != nil || !slices.ContainsFunc(entries, func(e AuditEntry) bool { return e.Verb == "store upgrade" }) {
		t.Errorf("the trail does not say that it was brought up to date: %v %v", entries, err)
	}
}

// inUTC puts a shipment's departure back to UTC, as the schema before had it.
func inUTC(h *house, tx bolt.Tx, ref, slug string) error {
	key := []byte(ref)
	back := func(b []byte) []byte {
		return bytes.ReplaceAll(b, []byte("2025-05-11T03:00:00+07:00"), []byte("2025-05-10T20:00:00Z"))
	}
	room := must(openTree(tx, slug))
	change, shown, err := room.stored(ref)
	if err != nil {
		return err
	}
	if err := put(room.records, key, seal(key, append(numberKey(change), back(shown)...))); err != nil {
		return err
	}
	for _, tree := range []*tree{room, must(openTree(tx, hallName))} {
		row, _, err := tree.held(ref)
		if err != nil {
			return err
		}
		row.row.ATD = row.row.ATD.In(time.UTC)
		if err := put(tree.rows, key, seal(key, row.pack())); err != nil {
			return err
		}
	}
	kept := must(readRecord(tx, ref))
	kept.text = back(kept.text)
	if err := put(must(bucket(tx, bucketOffice, bucketShipments)), key, seal(key, packRecord(kept))); err != nil {
		return err
	}
	return put(tx.Bucket(bucketMeta), keyVersion, seal(keyVersion, numberKey(4)))
}

package store

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
	"porthole/internal/store/upkeep"
)

// older puts the lists of a store back to where they were up to schema 6, with
// something changed in each record.
func older(tx bolttest.Tx, version uint64, change func(record []byte) []byte) error {
	office := must(must(tx.CreateBucket([]byte("office"))).CreateBucket([]byte("shipments")))
	hall := must(tx.CreateBucket([]byte("hall")))
	window := must(tx.CreateBucket([]byte("window")))
	changes := must(hall.CreateBucket([]byte("changes")))
	for _, l := range must(upkeep.All(tx)) {
		var records *bbolt.Bucket
		if l != engine.Office {
			records = must(must(window.CreateBucket([]byte(l))).CreateBucket([]byte("records")))
		}
		for i, err := range tx.Records(l, "") {
			if err != nil {
				return err
			}
			key, number, record := []byte(i.Ref), binary.BigEndian.AppendUint64(nil, i.Seq), change(i.Record)
			if l == engine.Office {
				err = office.Put(key, seal(key, record))
				must(0, changes.Put(number, seal(number, key)))
			} else {
				err = records.Put(key, seal(key, append(number, record...)))
			}
			if err != nil {
				return err
			}
		}
	}
	if err := tx.DeleteBucket([]byte("lists")); err != nil {
		return err
	}
	return tx.SetSchema(version)
}

// A store was written when times were kept with whatever offset they came in.
// Once it is opened everybody is told the day of the port, with its zone.
func TestAnOlderStoreTellsTimesByTheClockOfTheirPort(t *testing.T) {
	h := newHouse(t)
	s := shipment("A/1", "saigon-tech", 30)
	s.Facts.ATD = model.Moment(time.Date(2025, 5, 10, 20, 0, 0, 0, time.UTC))
	h.put(t, s)
	check(t, h.forge(func(tx bolttest.Tx) error {
		return older(tx, 4, func(record []byte) []byte {
			return bytes.ReplaceAll(record, []byte("2025-05-11T03:00:00+07:00"), []byte("2025-05-10T20:00:00Z"))
		})
	}))
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
	entries, _, err := h.office.SearchAudit(ctx, AuditQuery{})
	if err != nil || !slices.ContainsFunc(entries, func(e records.AuditEntry) bool { return e.Verb == "store upgrade" }) {
		t.Errorf("the trail does not say that it was brought up to date: %v %v", entries, err)
	}
}

// Nothing looks new after an upgrade that is not, the desk is there, and changes go
// on with their numbers.
func TestAnUpgradeKeepsWhatIsAsItShouldBe(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", -3), shipment("A/2", "saigon-tech", 30))
	h.edit(t, "A/1", func(s *model.Shipment) { s.Facts.Vessel = text("OTHER") })
	desk := must(h.office.Desk(ctx, model.DeskQuery{}))
	change := func(ref string) [2]uint64 {
		return [2]uint64{must(h.room("saigon-tech").Shipment(ctx, ref)).Change, must(h.office.AllShipments().Shipment(ctx, ref)).Change}
	}
	one, two := change("A/1"), change("A/2")
	check(t, h.forge(func(tx bolttest.Tx) error { return older(tx, 1, bytes.Clone) }))
	h.reopen(t)
	h.sound(t)
	if a, b := change("A/1"), change("A/2"); a != one || b != two {
		t.Errorf("changes %v and %v were %v and %v", a, b, one, two)
	}
	if got := must(h.office.Desk(ctx, model.DeskQuery{})); got.Total != desk.Total || got.Items[0].Ref != desk.Items[0].Ref {
		t.Errorf("%+v, want %+v", got, desk)
	}
	h.put(t, shipment("A/3", "saigon-tech", 30))
	if three := change("A/3"); three[0] <= one[0] || three[1] <= one[1] {
		t.Errorf("the next change is %v behind %v", three, one)
	}
}

// A record that cannot be read keeps no older store from being opened, and is told
// of.
func TestAnUpgradePassesOverARecordThatCannotBeRead(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
	check(t, h.forge(func(tx bolttest.Tx) error {
		check(t, older(tx, 6, bytes.Clone))
		return tx.Bucket([]byte("office")).Bucket([]byte("shipments")).Put([]byte("A/1"), []byte("xxxxxxxx"))
	}))
	h.reopen(t)
	if got := refs(must(h.room("saigon-tech").Page(ctx, model.Query{})).Rows); !slices.Equal(got, []string{"A/2"}) {
		t.Errorf("%v", got)
	}
	if report := must(h.Verify(ctx)); report.Sound() || report.Problems[0].Part != upkeep.PartShipment {
		t.Errorf("%+v", report)
	}
}

package desk

import (
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
)

func TestFieldsAreSetAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		changes, changed string
		check            func(s model.Shipment, p model.Published) bool
	}{
		{"vessel=EVER GIVEN|Voyage=024E", "vessel voyage", func(_ model.Shipment, p model.Published) bool {
			return p.Vessel == text("EVER GIVEN") && p.Voyage == text("024E")
		}},
		{"vessel=ONE HUMBER", "", nil},
		{"hbl=|references.mbl=ONEY1", "hbl mbl", func(_ model.Shipment, p model.Published) bool {
			return p.References.HBL.IsZero() && p.References.MBL == text("ONEY1")
		}},
		{"po=PO-1; PO-2, PO-1", "po", func(_ model.Shipment, p model.Published) bool {
			return slices.Equal(p.References.PO, []model.Text{text("PO-1"), text("PO-2")})
		}},
		{"pol=hải phòng|pickup=Thủ Đức", "pol pickup", func(_ model.Shipment, p model.Published) bool {
			return p.POL.Code == text("VNHPH") && p.Pickup.Name == text("Thủ Đức")
		}},
		{"packages=12|weight_kg=12500.5|cargo.volume_cbm=33", "packages weight_kg volume_cbm", func(_ model.Shipment, p model.Published) bool {
			return *p.Cargo.Packages == 12 && *p.Cargo.WeightKg == 12500.5 && *p.Cargo.VolumeCbm == 33
		}},
		{"container=TGHU 123456-7|container_type=45G1|seal=S1", "container container_type seal", func(_ model.Shipment, p model.Published) bool {
			return len(p.Containers) == 3 && p.Containers[2].Number == text("TGHU1234567") && p.Containers[2].Seal == text("S1")
		}},
		{
			"container=ONEU6507410|demurrage_days=7|return_by=18/05/2025|customs_hold=X-ray", "demurrage_days return_by customs_hold",
			func(_ model.Shipment, p model.Published) bool {
				free := p.Containers[0].Free
				return *free.Demurrage.Days == 7 && free.Detention.Last.Equal(model.Day(2025, 5, 18)) && free.CustomsHold == text("X-ray")
			},
		},
		{"container=-ONEU 836391-9", "container", func(_ model.Shipment, p model.Published) bool { return len(p.Containers) == 1 }},
		{"mode=Rail|load=lcl|direction=import", "mode load direction", func(_ model.Shipment, p model.Published) bool {
			return p.Mode == model.Rail && p.Load == model.LCL && p.Direction == model.Import
		}},
		{"atd=2025-05-15 06:00", "atd", func(_ model.Shipment, p model.Published) bool {
			return p.ATD.String() == "2025-05-15T06:00:00+07:00" && p.Status == model.InTransit
		}},
		{"status=Cancelled", "status", func(_ model.Shipment, p model.Published) bool { return p.Status == model.Cancelled }},
		{"buy_rate=USD 1|remarks=late payer", "buy_rate remarks", func(s model.Shipment, p model.Published) bool {
			return s.Internal.BuyRate == text("USD 1") && !strings.Contains(asJSON(p), "late payer")
		}},
	} {
		t.Run(c.changes, func(t *testing.T) {
			h := newHouse(t)
			changed := must(h.at(operations).SetFacts(ctx, mine, fieldsOf(c.changes), model.Reason{}))
			if strings.Join(changed, " ") != c.changed {
				t.Errorf("changed: %v", changed)
			}
			if s, p := h.record(mine), h.seen("saigon-tech", mine); c.check != nil && !c.check(s, p) {
				t.Errorf("%s", asJSON(p))
			}
		})
	}
}

func fieldsOf(list string) map[string]string {
	fields := map[string]string{}
	for pair := range strings.SplitSeq(list, "|") {
		name, value, _ := strings.Cut(pair, "=")
		fields[name] = value
	}
	return fields
}

// What cannot be set says why, and nothing of what was asked for beside it is
// set either.
func TestFieldsThatCannotBeSet(t *testing.T) {
	for _, c := range []struct{ changes, fault string }{
		{"colour=red", "error.set.field"},
		{"shipment=SHP/9", "error.set.field"},
		{"status=lost", "error.set.value"},
		{"load=XCL", "error.set.value"},
		{"status=draft", "error.set.status_back"},
		{"weight_kg=heavy", "error.set.number"},
		{"weight_kg=NaN", "error.set.number"},
		{"packages=1.5", "error.set.number"},
		{"packages=-1", "error.set.number"},
		{"hbl=" + strings.Repeat("9", 41), "error.set.long"},
		{"po=" + strings.Repeat("9", 41), "error.set.long"},
		{"seal=S1", "error.set.container"},
		{"container=", "error.set.value"},
		{"container=-MSCU1234567", "error.event.container"},
		{"container=-ONEU8363919|seal=S1", "error.set.container"},
		{"eta=", "error.date.missing"},
		{"eta=soon", "error.date"},
		{"etd=17/05/2025", "error.reason.date"},
		{"eta=03/06/2025", "error.reason.date"},
		{"partner=nobody", model.ErrUnknownPartner.Key},
	} {
		t.Run(c.changes, func(t *testing.T) {
			h := newHouse(t)
			before := h.record(mine)
			changes := fieldsOf(c.changes)
			changes["carrier"] = "ONEY"
			_, err := h.at(operations).SetFacts(ctx, mine, changes, model.Reason{})
			h.fault(err, c.fault)
			if after := h.record(mine); asJSON(after) != asJSON(before) {
				t.Error("something was written")
			}
		})
	}
}

// A status goes back, and an actual date is replaced, for a reason only, and
// never beside an event that says otherwise.
func TestCorrectionsNeedAReason(t *testing.T) {
	h := newHouse(t)
	d, why := h.at(operations), text("Typing error")
	must(d.SetFacts(ctx, second, map[string]string{"atd": "2025-05-15"}, model.Reason{}))
	_, err := d.SetFacts(ctx, second, map[string]string{"atd": "2025-05-16"}, model.Reason{})
	h.fault(err, "error.reason")
	must(d.SetFacts(ctx, second, map[string]string{"atd": "", "status": "confirmed"}, model.Reason{Text: why}))
	if p := h.seen("saigon-tech", second); !p.ATD.IsZero() || p.Status != model.Confirmed {
		t.Errorf("corrected: %s %s", p.ATD, p.Status)
	}
	must(d.Post(ctx, mine, departed("2025-05-16"), true, 0))
	for _, changes := range []string{"status=confirmed", "atd=2025-05-14"} {
		_, err := d.SetFacts(ctx, mine, fieldsOf(changes), model.Reason{Text: why})
		h.fault(err, "error.set.events")
	}
}

// A date that is set stands in the ledger; the same date with another reason
// puts it in other words; after the actual date it corrects the record.
func TestDatesThatAreSetGoThroughTheLedger(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	h.check(d.Reschedule(ctx, mine, eta(3, "The carrier disputes our rate"), true, 0))
	must(d.SetFacts(ctx, mine, fieldsOf("eta=2025-06-03"), model.Reason{Text: text("Port congestion")}))
	p := h.seen("saigon-tech", mine)
	if len(p.Ledger) != 1 || p.Ledger[0].Reason != text("Port congestion") || !p.ETA.Equal(model.Day(2025, 6, 3)) {
		t.Errorf("in other words: %+v, %s", p.Ledger, p.ETA)
	}
	if shown := asJSON(p); strings.Contains(shown, "disputes") {
		t.Errorf("the first words still show: %s", shown)
	}
	if changed := must(d.SetFacts(ctx, mine, fieldsOf("eta=2025-06-03"), model.Reason{Text: text("Port congestion")})); len(changed) != 0 {
		t.Errorf("nothing was new, and changed: %v", changed)
	}
	h.check(d.Reschedule(ctx, mine, eta(5, "Perhaps later"), false, 0))
	must(d.SetFacts(ctx, mine, fieldsOf("eta=2025-06-05"), model.Reason{Text: text("Confirmed")}))
	if p := h.seen("saigon-tech", mine); !p.ETA.Equal(model.Day(2025, 6, 5)) || len(p.Ledger) != 2 {
		t.Errorf("what the office knew: %+v, %s", p.Ledger, p.ETA)
	}
	must(d.Post(ctx, mine, model.EventDraft{Milestone: model.Arrived, At: model.Day(2025, 5, 16)}, true, 0))
	must(d.SetFacts(ctx, mine, fieldsOf("eta=2025-05-16"), model.Reason{Text: text("As it was")}))
	if p := h.seen("saigon-tech", mine); !p.ETA.Equal(model.Day(2025, 5, 16)) || !p.ATA.Equal(model.Day(2025, 5, 16)) {
		t.Errorf("after the arrival: ETA %s, ATA %s", p.ETA, p.ATA)
	}
}

// With another partner the shipment is the other customer's, all of it.
func TestAShipmentIsMovedToAnotherCustomer(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	p := must(d.ProposeFacts(ctx, mine, fieldsOf("partner=Mekong Foods JSC"), model.Reason{}))
	if p.Version != 1 {
		t.Errorf("%+v", p)
	}
	must(d.SetFacts(ctx, mine, fieldsOf("partner=Mekong Foods JSC"), model.Reason{Text: text("Imported under the wrong customer")}))
	if seen := h.seen("mekong-foods", mine); seen.Ref != text(mine) {
		t.Error("the new customer does not see it")
	}
	room := must(h.Room(model.Principal{Account: "x@y.example", Role: model.Portal, Partner: "saigon-tech"}))
	if _, err := room.Shipment(ctx, mine); err != model.ErrNotFound {
		t.Errorf("the old customer: %v", err)
	}
}

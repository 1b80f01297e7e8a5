package desk

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
)

func leaving(port string) model.VoyageDraft {
	return model.VoyageDraft{
		Vessel: text("one humber"), Voyage: text("023e"), Milestone: model.Departed,
		At: model.Day(2025, 5, 16), Place: model.ParsePlace(port),
	}
}

// One entry is for every customer's shipments on the vessel at that port, and
// for no others; each that is left alone says why.
func TestAVoyageIsOneEntryForAll(t *testing.T) {
	h := newHouse(t)
	cancelled := shipment("SHP/4", "mekong-foods", "VNSGN")
	cancelled.Facts.Status = model.Cancelled
	other := shipment("SHP/5", "mekong-foods", "VNSGN")
	other.Facts.Voyage = text("024E")
	feeder := shipment("SHP/6", "mekong-foods", "VNSGN")
	feeder.Facts.Vessel, feeder.Facts.Voyage = text("MOTHER"), text("1")
	feeder.Facts.Legs = []model.Leg{{Mode: model.Sea, From: model.ParsePlace("VNSGN"), To: model.ParsePlace("SGSIN"), Vessel: text("ONE HUMBER"), Voyage: text("023E")}}
	gone := shipment("SHP/7", "mekong-foods", "VNSGN")
	gone.Facts.ATD = model.Day(2025, 5, 15)
	typed := shipment("SHP/8", "mekong-foods", "VNSGN")
	typed.Facts.Vessel, typed.Facts.Voyage = text("M/V One Humber"), text("V.23E")
	h.put(cancelled, other, feeder, gone, typed)
	d := h.at(operations)
	plan := must(d.PlanVoyage(ctx, leaving("VNSGN")))
	want := map[string]string{
		mine: "", second: "voyage.skip.port", theirs: "", "SHP/4": "voyage.skip.status", "SHP/6": "", "SHP/7": "voyage.skip.known", "SHP/8": "",
	}
	for _, s := range plan.Shipments {
		skip, known := want[s.Ref.String()]
		if !known || skip != s.Skip.Key || s.Row.Ref != s.Ref {
			t.Errorf("%s: %q, want %q", s.Ref, s.Skip.Key, skip)
		}
	}
	if len(plan.Shipments) != len(want) {
		t.Errorf("%d shipments", len(plan.Shipments))
	}
	before := entries(h)
	must(d.PostVoyage(ctx, leaving("VNSGN"), plan, true))
	if after := entries(h); after != before+4 {
		t.Errorf("%d entries in the trail", after-before)
	}
	for ref, slug := range map[string]string{mine: "saigon-tech", theirs: "mekong-foods", "SHP/6": "mekong-foods"} {
		p := h.seen(slug, ref)
		if !p.ATD.Equal(model.Day(2025, 5, 16)) || p.Status != model.InTransit {
			t.Errorf("%s: %s %s", ref, p.ATD, p.Status)
		}
		if left := p.Timeline[len(p.Timeline)-1]; left.Vessel != text("ONE HUMBER") || left.Voyage != text("023E") {
			t.Errorf("%s left on %s %s, as it was typed", ref, left.Vessel, left.Voyage)
		}
	}
	for ref, slug := range map[string]string{second: "saigon-tech", "SHP/5": "mekong-foods"} {
		if p := h.seen(slug, ref); !p.ATD.IsZero() {
			t.Errorf("%s left too: %s", ref, p.ATD)
		}
	}
	_, err := d.PostVoyage(ctx, leaving("VNSGN"), plan, true)
	h.fault(err, "error.voyage.nothing")
}

func TestAVoyageIsKeptInternalUnlessItIsPublished(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	must(d.PostVoyage(ctx, leaving("VNSGN"), must(d.PlanVoyage(ctx, leaving("VNSGN"))), false))
	if p := h.seen("mekong-foods", theirs); !p.ATD.IsZero() {
		t.Error("it was published")
	}
	if known := model.Known(h.record(theirs)); !known.ATD.Equal(model.Day(2025, 5, 16)) {
		t.Error("it was not recorded")
	}
}

// Nobody is told of a departure for a shipment that was not on the list to
// which somebody said yes, and of none that is no longer as it was listed.
func TestAVoyageIsForThoseThatWereListed(t *testing.T) {
	for name, meanwhile := range map[string]func(h *house){
		"one was imported":      func(h *house) { h.put(shipment("SHP/9", "mekong-foods", "VNSGN")) },
		"one was cancelled":     func(h *house) { s := h.record(theirs); s.Facts.Status = model.Cancelled; h.put(s) },
		"one is another's now":  func(h *house) { s := h.record(theirs); s.Partner = "saigon-tech"; h.put(s) },
		"one changed its ports": func(h *house) { s := h.record(second); s.Facts.POL = model.ParsePlace("VNSGN"); h.put(s) },
	} {
		h := newHouse(t)
		d := h.at(operations)
		plan := must(d.PlanVoyage(ctx, leaving("VNSGN")))
		meanwhile(h)
		before := entries(h)
		_, err := d.PostVoyage(ctx, leaving("VNSGN"), plan, true)
		h.fault(err, "error.voyage.changed")
		if p := h.seen("saigon-tech", mine); !p.ATD.IsZero() || entries(h) != before {
			t.Errorf("%s: something was written", name)
		}
		if _, err := d.PostVoyage(ctx, leaving("VNSGN"), must(d.PlanVoyage(ctx, leaving("VNSGN"))), true); err != nil {
			t.Errorf("%s, and was listed again: %v", name, err)
		}
	}
}

// A remark that somebody adds meanwhile is no reason to begin again.
func TestAVoyageIsPostedAlthoughAShipmentWasEdited(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	plan := must(d.PlanVoyage(ctx, leaving("VNSGN")))
	must(d.AddNote(ctx, theirs, text("Ask for the packing list")))
	must(d.PostVoyage(ctx, leaving("VNSGN"), plan, true))
}

func TestVoyagesThatCannotBePosted(t *testing.T) {
	h := newHouse(t)
	for key, spoil := range map[string]func(v *model.VoyageDraft){
		"error.voyage.empty":     func(v *model.VoyageDraft) { v.Voyage = model.Text{} },
		"error.voyage.milestone": func(v *model.VoyageDraft) { v.Milestone = model.GateIn },
		"error.event.time":       func(v *model.VoyageDraft) { v.At = model.When{} },
		"error.voyage.place":     func(v *model.VoyageDraft) { v.Place = model.Place{} },
	} {
		draft := leaving("VNSGN")
		spoil(&draft)
		_, err := h.at(operations).PlanVoyage(ctx, draft)
		h.fault(err, key)
		_, err = h.at(operations).PostVoyage(ctx, draft, model.VoyagePlan{}, true)
		h.fault(err, key)
	}
	unknown := leaving("VNSGN")
	unknown.Vessel = text("FLYING DUTCHMAN")
	_, err := h.at(operations).PostVoyage(ctx, unknown, model.VoyagePlan{}, true)
	h.fault(err, "error.voyage.nothing")
}

// The text of a voyage is read by several customers: it may name none of them.
func TestTheTextOfAVoyageNamesNobody(t *testing.T) {
	h := newHouse(t)
	draft := leaving("VNSGN")
	draft.Text = text("ONE HUMBER left Ho Chi Minh City with HLSHP100080 of Saigon Tech")
	var keys []string
	for _, q := range must(h.at(operations).PlanVoyage(ctx, draft)).Questions {
		keys = append(keys, q.Key)
	}
	if !slices.Equal(keys, []string{"lint.reference", "lint.partner"}) {
		t.Errorf("%v", keys)
	}
}

// relayed changes vessels in Singapore, from FEEDER 12N to MOTHER 7E.
func relayed(ref string) model.Shipment {
	s := shipment(ref, "mekong-foods", "VNSGN")
	s.Facts.Vessel, s.Facts.Voyage, s.Facts.Legs = text("FEEDER"), text("12N"), []model.Leg{
		{Mode: model.Sea, From: model.ParsePlace("VNSGN"), To: model.ParsePlace("SGSIN"), ETA: model.Day(2025, 5, 18)},
		{Mode: model.Sea, From: model.ParsePlace("SGSIN"), To: s.Facts.POD, Vessel: text("MOTHER"), Voyage: text("7E"), ETD: model.Day(2025, 5, 20)},
	}
	return s
}

// What a vessel does at a transshipment port is told of that port, and of the
// vessel on which the cargo goes on.
func TestAVoyageAtATransshipmentPort(t *testing.T) {
	h := newHouse(t)
	h.put(relayed("SHP/9"))
	h.now = h.now.AddDate(0, 0, 14)
	d := h.at(operations)
	enter := func(vessel, voyage string, m model.Milestone, day int, place string) model.VoyagePlan {
		t.Helper()
		draft := model.VoyageDraft{Vessel: text(vessel), Voyage: text(voyage), Milestone: m, At: model.Day(2025, 5, day), Place: model.ParsePlace(place)}
		return must(d.PostVoyage(ctx, draft, must(d.PlanVoyage(ctx, draft)), true))
	}
	for _, c := range []struct {
		vessel, voyage string
		milestone      model.Milestone
		day            int
		place          string
		posted         model.Milestone
		port, ship     string
	}{
		{"Feeder", "12n", model.Departed, 16, "", model.Departed, "VNSGN", "FEEDER 12N"},
		{"FEEDER", "12N", model.Arrived, 18, "SGSIN", model.TSArrived, "SGSIN", "FEEDER 12N"},
		{"MOTHER", "7E", model.Departed, 21, "", model.TSDeparted, "SGSIN", "MOTHER 7E"},
		{"MOTHER", "7E", model.Arrived, 28, "", model.Arrived, "USLGB", "MOTHER 7E"},
	} {
		plan := enter(c.vessel, c.voyage, c.milestone, c.day, c.place)
		if one := plan.Shipments[0]; one.Milestone != c.posted || one.Port.Code != text(c.port) {
			t.Errorf("listed as %s in %s, want %s in %s", one.Milestone, one.Port, c.posted, c.port)
		}
		p := h.seen("mekong-foods", "SHP/9")
		last := p.Timeline[len(p.Timeline)-1]
		if last.Milestone != c.posted || last.Place.Code != text(c.port) || p.Vessel.String()+" "+p.Voyage.String() != c.ship {
			t.Errorf("%s in %s on %s %s, want %s in %s on %s", last.Milestone, last.Place, p.Vessel, p.Voyage, c.posted, c.port, c.ship)
		}
	}
	draft := model.VoyageDraft{Vessel: text("MOTHER"), Voyage: text("7E"), Milestone: model.Departed, At: model.Day(2025, 5, 22)}
	if plan := must(d.PlanVoyage(ctx, draft)); plan.Shipments[0].Skip.Key != "voyage.skip.known" {
		t.Errorf("a second time: %q", plan.Shipments[0].Skip.Key)
	}
}

// The second vessel is said with the entry, where no leg names it yet: for those that
// are bound for the port that is meant, and for no others.
func TestAVoyageNamesTheSecondVessel(t *testing.T) {
	sgsin, mother, feeder := model.ParsePlace("SGSIN"), model.Ship{Vessel: text("MOTHER"), Voyage: text("7E")}, model.Ship{Vessel: text("FEEDER"), Voyage: text("12N")}
	fed := func(ref, pod string, onward model.Ship) model.Shipment {
		s := relayed(ref)
		s.Facts.POD = model.ParsePlace(pod)
		if s.Facts.Legs[1].To = s.Facts.POD; onward.IsZero() {
			s.Facts.Legs = nil
		} else {
			s.Facts.Legs[1].Vessel, s.Facts.Legs[1].Voyage = onward.Vessel, onward.Voyage
		}
		return s
	}
	arrives := model.VoyageDraft{Vessel: feeder.Vessel, Voyage: text("12n"), Milestone: model.Arrived, Connection: mother}
	departs := model.VoyageDraft{Vessel: mother.Vessel, Voyage: mother.Voyage, Milestone: model.Departed, Connection: feeder}
	for name, c := range map[string]struct {
		draft model.VoyageDraft
		want  map[string]string // of each shipment: what is posted, or why not
	}{
		"it arrives, and the cargo goes on": {arrives, map[string]string{
			"NEW": "ts_arrived onto MOTHER 7E", "ROTTERDAM": "voyage.skip.bound", "HALF": "ts_arrived onto MOTHER 7E",
			"KNOWN": "ts_arrived", "ROLLED": "ts_arrived", "THERE": "arrived", "NAMED": "ts_arrived",
		}},
		"the second one departs": {departs, map[string]string{
			"NEW": "ts_departed onto MOTHER 7E", "ROTTERDAM": "voyage.skip.bound", "HALF": "ts_departed onto MOTHER 7E",
			"KNOWN": "ts_departed", "ROLLED": "voyage.skip.other", "NAMED": "voyage.skip.bound",
		}},
	} {
		h := newHouse(t)
		unnamed := fed("NAMED", "NLRTM", mother)
		unnamed.Facts.Legs[1].Vessel, unnamed.Facts.Legs[1].Voyage = model.Text{}, model.Text{}
		h.put(fed("NEW", "USLGB", model.Ship{}), fed("ROTTERDAM", "NLRTM", model.Ship{}), fed("HALF", "USLGB", model.Ship{Vessel: mother.Vessel}), unnamed,
			fed("KNOWN", "USLGB", mother), fed("ROLLED", "USLGB", model.Ship{Vessel: text("LATER"), Voyage: text("1")}), fed("THERE", "SGSIN", model.Ship{}))
		h.now = h.now.AddDate(0, 0, 14)
		d, draft := h.at(operations), c.draft
		draft.At, draft.Place, draft.Bound = model.Day(2025, 5, 20), sgsin, model.ParsePlace("USLGB")
		plan, got := must(d.PlanVoyage(ctx, draft)), map[string]string{}
		for _, s := range plan.Shipments {
			got[s.Ref.String()] = s.Skip.Key
			if s.Skip.IsZero() {
				got[s.Ref.String()] = strings.TrimSuffix(string(s.Milestone)+" onto "+s.Onto.Vessel.String()+" "+s.Onto.Voyage.String(), " onto  ")
			}
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", name, got, c.want)
		}
		must(d.PostVoyage(ctx, draft, plan, true))
		for _, ref := range []string{"NEW", "HALF", "KNOWN"} {
			legs := h.seen("mekong-foods", ref).Legs
			if len(legs) != 2 || !legs[1].From.SamePort(sgsin) || legs[1].Vessel != mother.Vessel || legs[1].Voyage != mother.Voyage || legs[0].Vessel != feeder.Vessel {
				t.Errorf("%s: %s has the legs %+v", name, ref, legs)
			}
		}
		if on := h.seen("mekong-foods", "ROLLED").Legs[1]; on.Vessel != text("LATER") {
			t.Errorf("%s: a shipment was put from another vessel onto %s", name, on.Vessel)
		}
		if legs := h.seen("mekong-foods", "ROTTERDAM").Legs; len(legs) > 1 {
			t.Errorf("%s: a shipment that is bound elsewhere changes vessels", name)
		}
	}
}

func TestAConnectionIsBetweenTwoVesselsAtAPort(t *testing.T) {
	h := newHouse(t)
	for key, spoil := range map[string]func(v *model.VoyageDraft){
		"error.voyage.empty":      func(v *model.VoyageDraft) { v.Connection.Voyage = model.Text{} },
		"error.voyage.connection": func(v *model.VoyageDraft) { v.Place = model.Place{} },
	} {
		draft := leaving("SGSIN")
		draft.Connection = model.Ship{Vessel: text("FEEDER"), Voyage: text("12N")}
		spoil(&draft)
		_, err := h.at(operations).PlanVoyage(ctx, draft)
		h.fault(err, key)
	}
	itself := leaving("SGSIN")
	itself.Connection = model.Ship{Vessel: text("One Humber"), Voyage: itself.Voyage}
	_, err := h.at(operations).PlanVoyage(ctx, itself)
	h.fault(err, "error.voyage.connection")
}

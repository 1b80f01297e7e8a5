package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// aboard is a call of a vessel with its name, voyage and IMO number.
func aboard(name, voyage, imo string) []any {
	return []any{"transportCall", map[string]any{
		"modeOfTransport": "VESSEL", "exportVoyageNumber": voyage, "vessel": map[string]any{"vesselName": name, "vesselIMONumber": imo},
	}}
}

func sealed(kind string, seals ...string) []any {
	var list []any
	for _, seal := range seals {
		number, source, _ := strings.Cut(seal, "/")
		list = append(list, map[string]any{"sealNumber": number, "sealSource": source})
	}
	return []any{"ISOEquipmentCode", kind, "seals", list}
}

func with(parts ...[]any) []any {
	var all []any
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

func TestWhatEventsSayOfVesselAndContainer(t *testing.T) {
	loaded := func(id string, edits ...[]any) string {
		return lift(id, "LOAD", "VNSGN", "2025-05-10T10:00:00+07:00", with(edits...)...)
	}
	planned := call("p", "DEPA", "VNSGN", "2025-05-10T12:00:00+07:00", with(aboard("IDA RAMBOW", "54W", ""), []any{"eventClassifierCode", "PLN"})...)
	list := "shipment,partner,vessel,voyage,container,container_type,seal\nA1,ACME Import,OLD SHIP,1E,ONEU6507410,22G1,S1\n"
	hannover, type42 := aboard("ONE HANNOVER", "042E", "9321483"), sealed("42G1", "SH1/SHI", "FJ1/CAR")
	cases := []struct {
		name, list, messages       string
		publish                    bool
		vessel, voyage, kind, seal string
		remarks                    string
	}{
		{"an actual event", "", loaded("e", hannover, type42), true, "ONE HANNOVER", "042E", "42G1", "FJ1", ""},
		{"one that is not published", "", loaded("e", hannover, type42), false, "", "", "", "", ""},
		{"a plan", "", planned, true, "IDA RAMBOW", "54W", "", "", ""},
		{"a plan, and what came of it", "", planned + "," + loaded("e", hannover), true, "ONE HANNOVER", "042E", "", "", ""},
		{
			"what a person stated before", list, loaded("e", hannover, type42), true, "ONE HANNOVER", "042E", "22G1", "S1",
			"remark.import.replaced remark.import.stays remark.import.stays",
		},
		{"a plan beside what a person stated", list, planned, true, "OLD SHIP", "1E", "22G1", "S1", "remark.import.other_vessel"},
		{"a second vessel at a transshipment", "", loaded("e", hannover) + "," + lift("y", "DISC", "SGSIN", "2025-05-13T10:00:00+08:00") + "," +
			lift("z", "LOAD", "SGSIN", "2025-05-14T10:00:00+08:00", aboard("ONE B", "7E", "")...), true, "ONE HANNOVER", "042E", "", "", ""},
		{"the vessel that arrives, after a transshipment", "", lift("y", "DISC", "SGSIN", "2025-05-12T10:00:00+08:00") + "," +
			call("z", "ARRI", "USLGB", "2025-05-15T10:00:00-07:00", aboard("ONE B", "7E", "")...), true, "", "", "", "", ""},
	}
	for _, c := range cases {
		h := wayHouse(t)
		if c.list != "" {
			h.take(c.list, Options{})
		}
		r := h.take("["+c.messages+"]", Options{Publish: c.publish})
		p := model.Shown(h.shipment(wayRef))
		box := p.Containers[0]
		if got := [4]string{p.Vessel.String(), p.Voyage.String(), box.Type.String(), box.Seal.String()}; got != [4]string{c.vessel, c.voyage, c.kind, c.seal} {
			t.Errorf("%s: %q", c.name, got)
		}
		if remarks(r) != c.remarks {
			t.Errorf("%s: %s", c.name, spoken(r))
		}
	}
}

func TestWhatEventsSayIsTakenBackWithThem(t *testing.T) {
	h := wayHouse(t)
	h.take("["+lift("e", "LOAD", "VNSGN", "2025-05-10T10:00:00+07:00", with(aboard("ONE HANNOVER", "042E", "9321483"), sealed("42G1", "FJ16648316"))...)+"]", Options{Publish: true})
	h.take(`[{"eventID":"e","isRetracted":true,"equipmentReference":"ONEU6507410"}]`, Options{})
	if !model.Publish(h.shipment(wayRef)).Vessel.IsZero() {
		t.Error("the vessel of what was taken back stays")
	}
}

// A code of a delay is told in words, and one that nobody knows is kept for the office.
func TestTheCodeOfADelayIsToldInWords(t *testing.T) {
	for code, want := range map[string]string{"WEA": "Bad weather", "STR": "Strike", "ZZ9": ""} {
		h := wayHouse(t)
		h.take("["+call("a", "ARRI", "USLGB", "2025-06-02T08:00:00-07:00", "eventClassifierCode", "EST", "delayReasonCode", code)+"]", Options{Publish: true})
		e := h.shipment(wayRef).Events[0]
		if e.Text.String() != want || want == "" && e.Internal.String() != code {
			t.Errorf("%s: %q, internal %q", code, e.Text, e.Internal)
		}
	}
}

// The dates of another vessel are asked about, unless something shows that the cargo
// changes vessels, or the last that is said is of its own.
func TestTheDatesOfAnotherVesselAreAskedAbout(t *testing.T) {
	own, other := aboard("ONE HANNOVER", "042E", ""), aboard("EVER ACE", "99E", "")
	loaded := lift("a", "LOAD", "VNSGN", "2025-05-10T10:00:00+07:00", own...)
	estimate := func(id, created string, vessel []any) string {
		return call(id, "ARRI", "USLGB", "2025-06-10T10:00:00-07:00", with(vessel, []any{"eventClassifierCode", "EST", "eventCreatedDateTime", created})...)
	}
	arrived := call("b", "ARRI", "USLGB", "2025-05-15T10:00:00-07:00", other...)
	off, on := lift("y", "DISC", "SGSIN", "2025-05-12T10:00:00+08:00", own...), lift("z", "LOAD", "SGSIN", "2025-05-13T10:00:00+08:00", other...)
	for name, c := range map[string]struct {
		messages string
		asked    bool
	}{
		"an estimate":                        {loaded + "," + estimate("b", "2025-05-12T00:00:00Z", other), true},
		"one that came before the loading":   {estimate("b", "2025-05-01T00:00:00Z", other) + "," + loaded, true},
		"an arrival":                         {loaded + "," + arrived, true},
		"the same with a change of vessels":  {loaded + "," + off + "," + on + "," + arrived, false},
		"its own, after one of another":      {loaded + "," + estimate("b", "2025-05-01T00:00:00Z", other) + "," + estimate("c", "2025-05-12T00:00:00Z", own), false},
		"its own, with MV before the name":   {loaded + "," + estimate("b", "2025-05-12T00:00:00Z", aboard("MV One Hannover", "042E", "")), false},
		"nothing is known of its own vessel": {estimate("b", "2025-05-12T00:00:00Z", other), false},
	} {
		r := wayHouse(t).take("["+c.messages+"]", Options{Publish: true})
		if strings.Contains(remarks(r), "remark.import.other_vessel") != c.asked {
			t.Errorf("%s: %s", name, spoken(r))
		}
	}
}

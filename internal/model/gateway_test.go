package model

import (
	"slices"
	"strings"
	"testing"
)

func TestGatewaysAreWellFormed(t *testing.T) {
	seen := map[string]string{}
	for _, g := range gateways {
		for _, code := range strings.Fields(g.codes) {
			if p := ParsePlace(code); p.Code.s != code || p.Zone() == nil || code[:2] != g.codes[:2] {
				t.Errorf("%s: %s is read as %v", g.name, code, p)
			}
			if seen[code] != "" {
				t.Errorf("%s is in %s and in %s", code, seen[code], g.name)
			}
			seen[code] = g.name
		}
		for _, name := range strings.FieldsFunc(g.name, func(r rune) bool { return r == ',' || r == ':' }) {
			if b, known := findBerth(name); known && !slices.Contains(strings.Fields(g.codes), b.port.code) {
				t.Errorf("%s: %s is %s, which is not in it", g.name, name, b.port.code)
			}
		}
	}
}

func TestPortsOfOneGatewayStandForEachOther(t *testing.T) {
	same := [][2]string{
		{"VNSGN", "VNTOT"},
		{"VNCLI", "VNVUT"},
		{"Phú Mỹ", "Cát Lái"},
		{"VNHPH", "Lạch Huyện"},
		{"USLAX", "USLGB"},
		{"CNSHA", "CNYSN"},
		{"JPTYO", "JPKWS"},
		{"JPOSA", "JPUKB"},
		{"CNYTN", "CNCWN"},
		{"KRPUS", "KRBNP"},
		{"THBKK", "THLCH"},
		{"IDJKT", "Tanjung Priok"},
		{"USNYC", "Port Newark"},
		{"USSEA", "USTIW"},
		{"INBOM", "JNPT"},
		{"Westports", "Northport"},
	}
	for _, pair := range same {
		if !ParsePlace(pair[0]).SameGateway(ParsePlace(pair[1])) {
			t.Errorf("%s and %s are not of one gateway", pair[0], pair[1])
		}
	}
	apart := [][2]string{{"VNSGN", "VNHPH"}, {"USLGB", "USOAK"}, {"DEHAM", "DEBRV"}, {"CNSHA", "CNNGB"}, {"", ""}, {"Nowhere", "USLGB"}}
	for _, pair := range apart {
		if ParsePlace(pair[0]).SameGateway(ParsePlace(pair[1])) {
			t.Errorf("%s and %s are of one gateway", pair[0], pair[1])
		}
	}
}

// way is a shipment's ports and its legs, written "sea VNSGN SGSIN".
func way(pol, pod string, legs ...string) Facts {
	f := Facts{POL: ParsePlace(pol), POD: ParsePlace(pod)}
	for _, leg := range legs {
		part := strings.Fields(leg)
		f.Legs = append(f.Legs, Leg{Mode: Mode(part[0]), From: ParsePlace(part[1]), To: ParsePlace(part[2])})
	}
	return f
}

func TestTheEndOfAPort(t *testing.T) {
	cases := []struct {
		name  string
		facts Facts
		place string
		end   End
		exact bool
	}{
		{"the port itself", way("VNSGN", "USLGB"), "VNCLI", AtPOL, true},
		{"its gateway", way("VNSGN", "USLGB"), "VNTOT", AtPOL, false},
		{"the gateway of the other end", way("VNSGN", "USLGB"), "USLAX", AtPOD, false},
		{"a port on the way", way("VNSGN", "USLGB"), "SGSIN", NoEnd, false},
		{"both ends in one gateway", way("JPTYO", "JPYOK"), "JPKWS", NoEnd, false},
		{"one of them", way("JPTYO", "JPYOK"), "JPYOK", AtPOD, true},
		{"a feeder to the gateway's other port", way("VNSGN", "USLGB", "sea VNSGN VNVUT", "sea VNVUT USLGB"), "VNVUT", NoEnd, false},
		{"a lorry to it", way("VNSGN", "USLGB", "road VNSGN VNVUT", "sea VNVUT USLGB"), "VNVUT", AtPOL, false},
		{"a barge to it", way("VNSGN", "USLGB", "barge VNSGN VNVUT", "sea VNVUT USLGB"), "VNVUT", AtPOL, false},
		{"legs that end at it", way("VNSGN", "USLGB", "sea VNSGN SGSIN", "sea SGSIN USLAX", "rail USLAX USLGB"), "USLAX", AtPOD, false},
		{"no ports known", Facts{}, "VNSGN", NoEnd, false},
		{"no place", way("VNSGN", "USLGB"), "", NoEnd, false},
	}
	for _, c := range cases {
		if end, exact := c.facts.EndOf(ParsePlace(c.place)); end != c.end || exact != c.exact {
			t.Errorf("%s: %d, %t", c.name, end, exact)
		}
	}
}

func TestALegNamesAStop(t *testing.T) {
	f := way("VNSGN", "USLGB", "sea VNSGN SGSIN", "sea HKHKG USLAX")
	for place, stop := range map[string]bool{"SGSIN": true, "HKHKG": true, "VNSGN": false, "USLAX": false, "USLGB": false, "KRPUS": false} {
		if f.IsStop(ParsePlace(place)) != stop {
			t.Errorf("%s: a stop is %t", place, !stop)
		}
	}
	if f := way("VNSGN", "USLGB", "sea SGSIN USLGB"); !f.IsStop(ParsePlace("SGSIN")) {
		t.Error("the only leg begins at Singapore, and Singapore is no stop")
	}
}

func TestTheGatewayCountsUntilThePortItselfIsReported(t *testing.T) {
	s := seaExport()
	mustRecord(t, &s, event(Loaded, mayAt(10, 5), "VNTOT"), stamp(10, 7))
	mustRecord(t, &s, event(Departed, mayAt(10, 13), "VNTOT"), stamp(10, 14))
	if f := Shown(s); f.Status != InTransit || !f.ATD.Equal(Moment(mayAt(10, 13))) {
		t.Errorf("%s, ATD %v", f.Status, f.ATD)
	}
	mustRecord(t, &s, event(Arrived, mayAt(25, 3), "USLAX"), stamp(25, 7))
	mustRecord(t, &s, event(Arrived, mayAt(24, 9), "USLGB"), stamp(25, 8))
	if f := Shown(s); !f.ATA.Equal(Moment(mayAt(24, 9))) {
		t.Errorf("the vessel went on to Los Angeles, and the ATA is %v", f.ATA)
	}
}

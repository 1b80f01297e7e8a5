package command

import (
	"bytes"
	"strings"
	"testing"
)

// A customer types whatever number the paper has; what names one shipment alone
// opens it, and what names several says which.
func TestAShipmentIsFoundByAnyOfItsReferences(t *testing.T) {
	h := newHouse(t)
	h.feed(ops, "shipment,partner,pol,pod,hbl,mbl,booking,po,container\n"+
		"SHP/1,saigon-tech,VNSGN,USLGB,HLHBL1,MBL1,BKG1,PO-6700,ONEU6507410\n"+
		"SHP/2,saigon-tech,VNSGN,USLGB,HLHBL2,MBL2,BKG2,PO-6700,ONEU8363919\n"+
		"SHP/3,mekong-foods,VNSGN,USLGB,HLHBL3,MBL3,BKG3,PO-9,TLLU1234568\n", "import", "-")
	for _, typed := range []string{"SHP/1", "shp 1", "HLHBL1", "mbl1", "bkg-1", "ONEU 650741 0"} {
		if got := h.must(anna, "shipment "+strings.ReplaceAll(typed, " ", "")); !strings.Contains(got, "HLHBL1") {
			t.Errorf("%s: %s", typed, got)
		}
	}
	if got := h.run(anna, "shipment PO-6700"); got.exit == ExitDone || !strings.Contains(got.err, "SHP/1") || !strings.Contains(got.err, "SHP/2") {
		t.Errorf("a reference of two shipments: %+v", got)
	}
	foreign, unknown := h.run(anna, "shipment HLHBL3"), h.run(anna, "shipment HLHBL9")
	if foreign.exit != ExitNotFound || strings.ReplaceAll(foreign.err, "HLHBL3", "HLHBL9") != unknown.err {
		t.Errorf("somebody else's: %+v, nobody's: %+v", foreign, unknown)
	}
}

func TestAMisspeltFlagIsSuggested(t *testing.T) {
	h := newHouse(t)
	for typed, meant := range map[string]string{"--serch": "--search", "--jsn": "--json", "--lim": "--limit"} {
		if got := h.run(anna, "shipments "+typed+" x"); got.exit != ExitUsage || !strings.Contains(got.err, meant) {
			t.Errorf("%s: %+v", typed, got)
		}
	}
	if got := h.run(anna, "shipments --zzz"); strings.Contains(got.err, "mean") {
		t.Errorf("a suggestion for nonsense: %s", got.err)
	}
}

func TestStatusTakesTheTabsOfTheListToo(t *testing.T) {
	h := newHouse(t)
	h.feed(ops, "shipment,partner,pol,pod,status,eta\nSHP/1,saigon-tech,VNSGN,USLGB,in_transit,01/05/2025\n"+
		"SHP/2,saigon-tech,VNSGN,USLGB,draft,\n", "import", "-")
	for _, status := range []string{"active", "attention"} {
		if got := h.must(anna, "shipments --status "+status); !strings.Contains(got, "SHP/1") || strings.Contains(got, "SHP/2") {
			t.Errorf("%s: %s", status, got)
		}
	}
}

func TestAChangeInJSONHasItsDatesAndItsReason(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	s := newSession(h.deps(anna, "", &bytes.Buffer{}, &bytes.Buffer{}), nil)
	before := outlines{}
	src, err := s.source()
	if err != nil {
		t.Fatal(err)
	}
	if err := before.lookAtAll(t.Context(), s, src); err != nil {
		t.Fatal(err)
	}
	h.must(ops, "reschedule "+theirs+" --eta 2025-05-28 --reason Berth congestion --publish")
	r, err := src.whole(t.Context(), theirs)
	if err != nil {
		t.Fatal(err)
	}
	got := each(before.news(r.Published), s.jsonNews)
	if len(got) != 1 || got[0].Kind != "eta" || got[0].From.String() != "2025-05-25" || got[0].To.String() != "2025-05-28" ||
		got[0].Reason == nil || *got[0].Reason != "Berth congestion" {
		t.Errorf("%+v", got)
	}
}

package intake

import (
	"reflect"
	"slices"
	"testing"
)

func TestADryRunSaysHowTheListWasRead(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("Shipment #,Customer,ETD,Ngày tàu đến (ETA),Gross Weight (t),Colour,Container\n"+
		"A1,Saigon Tech Export,05/12/2026,06/01/2026,22.025,red,ONEU6507410 ONEU8363919\n"+
		"A2,Saigon Tech Export,05/30/2026,06/10/2026,18.5,red,\n"+
		"A3,Saigon Tech Export,never,,1,red,\n"+
		"A4,Saigon Tech Export,,,2,red,\nA5,Saigon Tech Export,,,3,red,\n", Options{DryRun: true, Format: CSV})
	read := r.Reading
	if read == nil || h.has("A1") {
		t.Fatal("nothing is said, or something is written")
	}
	want := []HeadingRead{
		{Heading: "Shipment #", Columns: []string{"shipment"}},
		{Heading: "Customer", Columns: []string{"partner"}},
		{Heading: "ETD", Columns: []string{"etd"}},
		{Heading: "Ngày tàu đến (ETA)", Columns: []string{"eta"}},
		{Heading: "Gross Weight (t)", Columns: []string{"weight_kg"}, Unit: "t"},
		{Heading: "Colour", Columns: []string{}},
		{Heading: "Container", Columns: []string{"container"}},
	}
	if !reflect.DeepEqual(read.Headings, want) {
		t.Errorf("%+v", read.Headings)
	}
	dates := []ColumnRead{{Column: "etd", Read: "month_first", Proof: "05/30/2026", Place: Place{Row: 3}}, {Column: "eta", Read: "month_first"}}
	numbers := []ColumnRead{{Column: "weight_kg", Read: ".", Proof: "18.5 t", Place: Place{Row: 3}}}
	if !reflect.DeepEqual(read.Dates, dates) || !reflect.DeepEqual(read.Numbers, numbers) || read.Zone != "UTC" {
		t.Errorf("%+v %+v %s", read.Dates, read.Numbers, read.Zone)
	}
	if len(read.Samples) != 3 || read.Samples[0].Row != 2 || read.Samples[2].Row != 5 {
		t.Fatalf("%+v", read.Samples)
	}
	values := map[string]string{}
	for _, cell := range read.Samples[0].Values {
		values[cell.Column] = cell.Value
	}
	if values["etd"] != "2026-05-12" || values["eta"] != "2026-06-01" || values["weight_kg"] != "22025" || values["container"] != "ONEU 650741 0, ONEU 836391 9" {
		t.Errorf("%v", values)
	}
	if r := h.take("shipment,partner\nA1,Saigon Tech Export\n", Options{}); r.Reading != nil {
		t.Error("an import has the words of a dry run")
	}
}

func TestTheHeadingsOfSeveralSheetsSayWhere(t *testing.T) {
	r := open(t, "Saigon Tech Export").take(book(t, false, "May", may, "June", june), Options{DryRun: true})
	if lines := r.Readings(english); !slices.Contains(lines, Line{2, "June ETA → eta"}) {
		t.Errorf("%v", lines)
	}
}

// Of a carrier's messages a dry run shows what they become.
func TestADryRunShowsWhatMessagesBecome(t *testing.T) {
	h := wayHouse(t)
	r := h.take("["+call("a", "DEPA", "VNSGN", "2025-05-10T20:00:00Z")+"]", Options{DryRun: true}).Reading
	if r == nil || len(r.Headings) > 0 || len(r.Samples) != 1 || r.Samples[0].Path != "$[0]" {
		t.Fatalf("%+v", r)
	}
	for _, want := range []SampleCell{{"shipment", "A1"}, {"milestone", "departed"}, {"at", "2025-05-11T03:00:00+07:00"}} {
		if !slices.Contains(r.Samples[0].Values, want) {
			t.Errorf("%v is missing in %v", want, r.Samples[0].Values)
		}
	}
}

package command

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// The fields of the JSON, in their order, as scripts were promised them.
const (
	rowFields      = "ref status mode load pol pod etd eta atd ata eta_slip_days free_until updated_at last_event"
	shipmentFields = rowFields + " direction pickup dropoff references carrier vessel voyage cargo containers legs " +
		"timeline eta_ledger etd_ledger notes answers"
	placeFields = "code name terminal"
)

// fields are the keys of an object in their order, and what stands under each.
func fields(t *testing.T, raw json.RawMessage) (string, map[string]json.RawMessage) {
	t.Helper()
	under := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &under); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	_, _ = decoder.Token()
	var order []string
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, name.(string))
		var skipped json.RawMessage
		if err := decoder.Decode(&skipped); err != nil {
			t.Fatal(err)
		}
	}
	return strings.Join(order, " "), under
}

// first is the first element of a list.
func first(t *testing.T, raw json.RawMessage) json.RawMessage {
	t.Helper()
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 {
		t.Fatalf("%s: %v", raw, err)
	}
	return list[0]
}

func expect(t *testing.T, what string, raw json.RawMessage, want string) map[string]json.RawMessage {
	t.Helper()
	got, under := fields(t, raw)
	if got != want {
		t.Errorf("%s has the fields\n%s, promised are\n%s", what, got, want)
	}
	return under
}

func TestTheJSONOfAShipmentIsAsPromised(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	list := expect(t, "shipments", json.RawMessage(h.must(anna, "shipments --json")), "shipments next")
	row := expect(t, "a row", first(t, list["shipments"]), rowFields)
	expect(t, "last_event", row["last_event"], "milestone at place")

	all := expect(t, "shipment", json.RawMessage(h.must(anna, "shipment SHP/202505/00080 --json")), shipmentFields)
	expect(t, "pol", all["pol"], placeFields)
	expect(t, "references", all["references"], "hbl mbl booking po")
	expect(t, "cargo", all["cargo"], "packages weight_kg volume_cbm commodity")
	box := expect(t, "a container", first(t, all["containers"]), "number type seal free milestones")
	expect(t, "free time", box["free"], "until demurrage_days last_free_day storage_days terminal_last_free_day detention_days return_by customs_hold line_hold terminal_hold available")
	expect(t, "a container's milestone", first(t, box["milestones"]), "milestone classifier at place")
	expect(t, "a leg", first(t, all["legs"]), "mode from to vessel voyage etd eta atd ata open")
	expect(t, "an event", first(t, all["timeline"]), "id milestone classifier at place container text")
	expect(t, "a line of the ledger", first(t, all["eta_ledger"]), "published_at from to reason event withdrawn_at withdrawal")
	expect(t, "a note", first(t, all["notes"]), "at text")
	expect(t, "the answers", all["answers"], "loaded eta_changed where arrival free_until")
	for field, want := range map[string]string{
		"status": `"in_transit"`, "etd": `"2025-05-10"`, "eta": `"2025-05-25"`, "ata": `null`, "eta_slip_days": `3`,
		"pol":     `{"code":"VNSGN","name":"Ho Chi Minh City","terminal":"Cat Lai"}`,
		"pickup":  `null`,
		"cargo":   `{"packages":420,"weight_kg":18250.5,"volume_cbm":61.25,"commodity":"=Laptops, \"new\""}`,
		"carrier": `"ONEY"`, "updated_at": `"2025-05-16T12:00:00+07:00"`,
		"references": `{"hbl":"HLHBL2500080","mbl":null,"booking":"BKG123","po":["PO-6700","PO-6701"]}`,
	} {
		if string(all[field]) != want {
			t.Errorf("%s is %s, want %s", field, all[field], want)
		}
	}
}

// A shipment of which next to nothing is known has every field all the same.
func TestWhatIsNotKnownIsNullAndListsAreNever(t *testing.T) {
	h := newHouse(t)
	h.put(model.Shipment{Ref: line("SHP/1"), Partner: "saigon-tech", Facts: model.Facts{Status: model.Draft}})
	all := expect(t, "shipment", json.RawMessage(h.must(anna, "shipment SHP/1 --json")), shipmentFields)
	for _, list := range []string{"containers", "legs", "timeline", "eta_ledger", "etd_ledger", "notes"} {
		if string(all[list]) != "[]" {
			t.Errorf("%s is %s", list, all[list])
		}
	}
	for _, null := range []string{"mode", "load", "pol", "etd", "eta_slip_days", "last_event", "direction", "carrier", "vessel"} {
		if string(all[null]) != "null" {
			t.Errorf("%s is %s", null, all[null])
		}
	}
	if h.run(anna, "shipment SHP/1").exit != ExitDone {
		t.Error("a person cannot read it")
	}
}

// Events are told in the zone of their place.
func TestTimesCarryTheOffsetOfTheirPlace(t *testing.T) {
	s := laptops()
	stamp := model.Stamp{At: noon}
	arrival := model.Event{ID: "e9", Milestone: model.Arrived, Classifier: model.Actual, Recorded: stamp, Published: stamp}
	arrival.At, arrival.Place = model.Moment(noon), s.Facts.POD
	s.Events = append(s.Events, arrival)
	h := newHouse(t)
	h.put(s)
	_, all := fields(t, json.RawMessage(h.must(anna, "shipment SHP/202505/00080 --json")))
	if string(all["ata"]) != `"2025-05-15T22:00:00-07:00"` {
		t.Errorf("ata is %s", all["ata"])
	}
	if !strings.Contains(string(all["timeline"]), "2025-05-15T22:00:00-07:00") {
		t.Errorf("the timeline is %s", all["timeline"])
	}
}

func TestTheOtherJSON(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		who          model.Principal
		typed, field string
		want         string
	}{
		{anna, "whoami", "", "account role partner language"},
		{admin, "accounts", "accounts", "email role partner disabled keys"},
		{admin, "partners", "partners", "slug name added_at"},
		{admin, "keys", "keys", "fingerprint type label added_at last_used_at current"},
		{admin, "settings", "", "name phone mail zone language documents"},
		{admin, "partner add new --name New", "", "slug name added_at"},
		{admin, "account add new@x.example --partner new", "", "email role partner disabled keys"},
	} {
		raw := json.RawMessage(h.must(c.who, c.typed+" --json"))
		if c.field != "" {
			_, under := fields(t, raw)
			raw = first(t, under[c.field])
		}
		expect(t, c.typed, raw, c.want)
	}
	if got := h.must(anna, "whoami --json"); got != `{"account":"anna@saigontech.example","role":"portal","partner":"saigon-tech","language":"en"}`+"\n" {
		t.Error(got)
	}
	if got := h.must(admin, "whoami --json"); !strings.Contains(got, `"partner":null`) {
		t.Error(got)
	}
}

func TestCSVIsGuardedAndReadsBack(t *testing.T) {
	s := laptops()
	for i, start := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "＝1"} {
		s.Facts.References.HBL, s.Facts.Voyage = line(start), line(start)
		s.Ref = line(fmt.Sprintf("SHP/%d", i))
		h := newHouse(t)
		h.put(s)
		records, err := csv.NewReader(strings.NewReader(h.must(anna, "shipments --csv"))).ReadAll()
		if err != nil || len(records) != 3 {
			t.Fatalf("%v %v", records, err)
		}
		for _, record := range records[1:] {
			for _, cell := range record {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@") || strings.HasPrefix(cell, "＝") {
					t.Errorf("the cell %q runs", cell)
				}
			}
		}
		if hbl := records[1][slices.Index(records[0], "hbl")]; hbl != "'"+start {
			t.Errorf("%q became %q", start, hbl)
		}
	}
}

func TestCSVHasTheColumnsOfTheImport(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	out := h.must(anna, "shipments --csv")
	head, _, _ := strings.Cut(out, "\n")
	want := "shipment,partner,status,mode,load,direction,pol,pod,pickup,dropoff,etd,eta,atd,ata,packages,weight_kg,volume_cbm," +
		"commodity,hbl,mbl,booking,po,carrier,vessel,voyage,container,container_type,seal," +
		"demurrage_days,last_free_day,storage_days,terminal_last_free_day,detention_days,return_by,customs_hold,line_hold,terminal_hold,available"
	if head != want || strings.Contains(out, "\r") {
		t.Errorf("%q", out)
	}
	if strings.Count(out, ",420,18250.5,61.25,") != 1 {
		t.Errorf("the columns do not add up to the cargo:\n%s", out)
	}
	if !strings.Contains(out, "SHP/202505/00080,saigon-tech,in_transit,sea,FCL,export,VNSGN,USLGB,,,2025-05-10,2025-05-25,") {
		t.Error(out)
	}
}

// Nothing of the office comes out, whatever a customer or customer service asks.
func TestNothingInternalIsPrinted(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, who := range []model.Principal{anna, cs} {
		for _, typed := range []string{
			"shipments", "shipments --json", "shipments --csv", "shipment SHP/202505/00080", "shipment SHP/202505/00080 --json",
			"shipments --search SECRET",
		} {
			if got := h.must(who, typed); strings.Contains(got, "SECRET") || strings.Contains(got, "iscarged") {
				t.Errorf("%s, %s: %s", who.Role, typed, got)
			}
		}
	}
	for _, typed := range []string{"shipment SHP/202505/00080", "shipment SHP/202505/00080 --json"} {
		for _, internal := range []string{"SECRETRATE", "SECRETREMARK", "SECRETNOTE", "SECRETEVENT"} {
			if strings.Contains(h.must(ops, typed), internal) {
				t.Errorf("%s shows %s", typed, internal)
			}
		}
	}
}

func TestStaffSeeWhoseShipmentItIs(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.put(many("mekong-foods", 1)...)
	for _, who := range []model.Principal{ops, cs, boss, admin} {
		for _, typed := range []string{"shipments", "shipments --json", "shipments --csv"} {
			got := h.must(who, typed)
			if !strings.Contains(got, "saigon-tech") || !strings.Contains(got, "mekong-foods") {
				t.Errorf("%s, %s: %s", who.Role, typed, got)
			}
		}
	}
	if got := h.must(anna, "shipments --json") + h.must(anna, "shipment SHP/202505/00080 --json"); strings.Contains(got, `"partner"`) {
		t.Errorf("a customer's JSON has a field of the staff's: %s", got)
	}
}

func TestAListGoesOnWhereItStopped(t *testing.T) {
	h := newHouse(t)
	h.put(many("saigon-tech", 23)...)
	seen, after := map[string]bool{}, ""
	for range 10 {
		var page struct {
			Shipments []struct{ Ref string }
			Next      *string
		}
		if err := json.Unmarshal([]byte(h.must(anna, "shipments --json --sort ref --limit 5"+after)), &page); err != nil {
			t.Fatal(err)
		}
		for _, s := range page.Shipments {
			seen[s.Ref] = true
		}
		if page.Next == nil {
			break
		}
		after = " --after " + *page.Next
	}
	if len(seen) != 23 {
		t.Errorf("%d of 23 were seen", len(seen))
	}
	got := h.run(anna, "shipments --limit 5 --sort ref")
	if _, line, found := strings.Cut(got.err, "ssh HOST "); !found || h.run(anna, strings.TrimSpace(line)).exit != ExitDone {
		t.Errorf("the line to go on with does not work: %s", got.err)
	}
	if got := h.run(anna, "shipments --limit 23"); got.err != "" || strings.Count(got.out, "\n") != 24 {
		t.Errorf("%+v", got)
	}
}

func TestMoreThanOnePageIsReadWhenAskedFor(t *testing.T) {
	h := newHouse(t)
	h.put(many("saigon-tech", model.MaxPage+30)...)
	if got := h.run(anna, "shipments --limit 5000"); strings.Count(got.out, "\n") != model.MaxPage+31 || got.err != "" {
		t.Errorf("%d lines, %s", strings.Count(got.out, "\n"), got.err)
	}
}

// A shell at the other end of ssh takes the quotes away.
func TestTwoWordsFindTheirWay(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	if got := h.must(anna, "shipments --search long beach --json"); !strings.Contains(got, "00080") {
		t.Error(got)
	}
	if got := h.must(admin, "partners"); !strings.Contains(got, "Saigon Tech Export") {
		t.Error(got)
	}
	if got := h.must(admin, "settings"); !strings.Contains(got, "Hai Long Logistics\n") || !strings.Contains(got, "+84 28 3823 0000\n") {
		t.Error(got)
	}
}

// The same line of words and filters as on the screens, in each form of output; and
// what goes on from a list carries it.
func TestAListIsFiltered(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for line, found := range map[string]bool{
		"pod:long-beach": true, "pod:long beach": true, "carrier:ONE -load:lcl": true, "-late": false, "late": true, "pol:long-beach": false, "laptop pod:long-beach": false,
		"onehannover pod:uslgb": true, "container:oneu": true, "status:active eta<2025-06-01": true, "eta:none": false, "changed": true, "-changed": false,
	} {
		for _, form := range []string{"", " --json", " --csv"} {
			got := h.run(anna, "shipments --filter "+line+form)
			if got.exit != ExitDone || strings.Contains(got.out, "00080") != found {
				t.Errorf("%s%s: %+v", line, form, got)
			}
		}
	}
	if got := h.run(anna, "shipments --filter customer:saigon"); got.exit != ExitUsage || strings.Contains(got.err, ", customer") {
		t.Errorf("a customer filters by customers: %+v", got)
	}
	if got := h.must(ops, "shipments --filter customer:saigon-tech"); !strings.Contains(got, "00080") {
		t.Error(got)
	}
	for _, ref := range []string{"SHP/1", "SHP/2"} {
		s := laptops()
		s.Ref = line(ref)
		h.put(s)
	}
	got := h.run(anna, "shipments --filter status:active -load:lcl --limit 1 --sort ref")
	_, next, more := strings.Cut(got.err, "ssh HOST ")
	if on := h.run(anna, strings.TrimSpace(next)); !more || on.exit != ExitDone || on.out == got.out {
		t.Errorf("%+v goes on as %+v", got, on)
	}
}

func TestAnEmptyListSaysWhomToAsk(t *testing.T) {
	h := newHouse(t)
	got := h.run(anna, "shipments")
	if got.exit != ExitDone || got.out != "" || !strings.Contains(got.err, "Hai Long Logistics · +84 28 3823 0000") {
		t.Errorf("%+v", got)
	}
	if got := h.run(anna, "shipments --search nothing"); got.exit != ExitDone || !strings.Contains(got.err, "No shipment matches") {
		t.Errorf("%+v", got)
	}
}

// Whatever the width, no line is wider, and the answers are whole.
func TestPeopleReadItAtAnyWidth(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.put(many("saigon-tech", 3)...)
	for _, h.lang = range words.Languages() {
		for h.width = 40; h.width <= 200; h.width += 7 {
			for _, who := range []model.Principal{anna, admin} {
				for _, typed := range []string{"shipments", "shipment SHP/202505/00080", "keys", "help"} {
					h.fits(t, who, typed)
				}
			}
		}
	}
}

func (h *house) fits(t *testing.T, who model.Principal, typed string) {
	t.Helper()
	got := h.must(who, typed)
	if strings.Contains(got, "command.") || strings.Contains(got, "milestone.") {
		t.Errorf("%s at %d shows a raw key:\n%s", typed, h.width, got)
	}
	for line := range strings.Lines(got) {
		if cells(strings.TrimRight(line, "\n")) > h.width {
			t.Errorf("%s %s at %d has a line of %d cells: %q", h.lang, typed, h.width, cells(line), line)
		}
	}
	if typed == "shipment SHP/202505/00080" && !strings.Contains(strings.Join(strings.Fields(got), " "), "Port congestion") {
		t.Errorf("at %d the answer is cut:\n%s", h.width, got)
	}
}

package model

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// cleared is the shipment at sea as its checkpoint should find it: its record
// in its customer's room, written and read again, and an account with a key.
func cleared(t *testing.T, s Shipment) CheckInput {
	t.Helper()
	data, err := json.Marshal(Publish(s))
	if err != nil {
		t.Fatal(err)
	}
	var p Published
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatal(err)
	}
	p.Change = 42
	return CheckInput{
		Shipment: s, Published: p, RoomsHolding: []string{s.Partner}, Access: AccessState{PortalAccounts: 1, WithKey: 1},
		LintContext: lintWorld(), Now: mayAt(16, 9),
	}
}

// failed is each failed point as `point: reason > mend`, one per line.
func failed(points []Point) string {
	var lines []string
	for _, p := range points {
		if p.Passed {
			continue
		}
		for _, d := range append([]Defect{{p.Reason, p.Mend}}, p.Also...) {
			lines = append(lines, p.Point+": "+bareRemark(d.Reason)+" > "+bareRemark(d.Mend))
		}
	}
	return strings.Join(lines, "\n")
}

// bareRemark is a remark by its key's last parts and its arguments.
func bareRemark(r Remark) string {
	key := r.Key[strings.LastIndex(r.Key, ".")+1:]
	for _, arg := range r.Args {
		if inner, ok := arg.(Remark); ok {
			arg = bareRemark(inner)
		}
		key += " " + fmt.Sprint(arg)
	}
	return strings.ReplaceAll(key, "SHP/202505/00080", "REF")
}

func TestAShipmentThatIsReadyPassesAllFivePoints(t *testing.T) {
	points := Checkpoint(cleared(t, atSea(t)))
	var names []string
	for _, p := range points {
		names = append(names, p.Point)
		if p.Passed != p.Mend.IsZero() || p.Reason.IsZero() {
			t.Errorf("%s: passed %v, reason %v, mend %v", p.Point, p.Passed, p.Reason, p.Mend)
		}
	}
	if want := []string{"visibility", "dates", "events", "access", "internal"}; !slices.Equal(names, want) {
		t.Errorf("points %v", names)
	}
	if !Passed(points) {
		t.Errorf("failed:\n%s", failed(points))
	}
}

func TestTheCheckpointFindsWhatIsWrongInTheRecord(t *testing.T) {
	shown := stamp(14, 9)
	post := func(m Milestone, day int, place string, published Stamp) func(*testing.T, *Shipment) {
		return func(t *testing.T, s *Shipment) {
			t.Helper()
			mustRecord(t, s, event(m, mayAt(day, 6), place), published)
		}
	}
	hide := func(ids ...string) func(*testing.T, *Shipment) {
		return func(_ *testing.T, s *Shipment) {
			for _, id := range ids {
				s.Events[s.eventIndex(id)].Published = Stamp{}
			}
		}
	}
	say := func(text string) func(*testing.T, *Shipment) {
		return func(_ *testing.T, s *Shipment) { s.Events[3].Text = Line(text, NoteCells) }
	}
	for _, c := range []struct {
		name string
		edit func(*testing.T, *Shipment)
		want string
	}{
		{"no customer", func(_ *testing.T, s *Shipment) { s.Partner = "" }, "visibility: no_partner > shipment_set REF partner=SLUG"},
		{"no status", func(_ *testing.T, s *Shipment) { s.Facts.Status, s.Events = "", nil }, "" +
			"dates: no_status > shipment_set REF status=STATUS\n" +
			"events: departure days 6 > event_post REF departed VNSGN"},
		{"no ETA", func(_ *testing.T, s *Shipment) { s.Facts.ETA = When{} }, "dates: unset ETA > reschedule_eta REF DATE"},
		{"no ETD, the vessel has left", func(_ *testing.T, s *Shipment) { s.Facts.ETD = When{} }, "dates: unset ETD > shipment_set_why REF etd=DATE"},
		{"left tomorrow, by a bare fact", func(_ *testing.T, s *Shipment) {
			s.Facts.ATD, s.Events = Day(2025, 5, 18), slices.Delete(s.Events, 5, 6)
		}, "dates: ahead ATD 2025-05-18 > shipment_set_why REF atd=DATE"},
		{"ETA before ETD", func(_ *testing.T, s *Shipment) { s.Facts.ETA, s.Facts.ETD = Day(2025, 5, 20), Day(2025, 5, 21) }, "dates: order ETA 2025-05-20 ETD 2025-05-21 > reschedule_eta REF DATE"},
		{"arrived before it left", post(Arrived, 3, "USLGB", shown), "dates: order ATA 2025-05-02T16:00:00-07:00 ATD 2025-05-10T06:00:00+07:00 > event_withdraw REF e7"},
		{"arrived tomorrow", post(Arrived, 18, "USLGB", shown), "dates: ahead ATA 2025-05-17T16:00:00-07:00 > event_withdraw REF e7"},
		{"an arrival in the office only", post(Arrived, 15, "USLGB", Stamp{}), "" +
			"dates: behind ATA  2025-05-14T16:00:00-07:00 > event_publish REF e7\n" +
			"events: unpublished arrived > event_publish REF e7"},
		{"an ETA in the office only", func(t *testing.T, s *Shipment) {
			e := event(ETAChanged, mayAt(28, 9), "USLGB")
			e.At = Day(2025, 5, 28)
			mustRecord(t, s, e, Stamp{})
		}, "dates: behind ETA 2025-05-25 2025-05-28 > event_publish_why REF e7"},
		{"an ETA in the office only, without an event", func(_ *testing.T, s *Shipment) {
			Reschedule(s, KindETA, Day(2025, 5, 28), Text{}, "", stamp(15, 9), Stamp{})
		}, "dates: behind ETA 2025-05-25 2025-05-28 > reschedule_eta REF 2025-05-28"},
		{"in transit by a bare fact", func(_ *testing.T, s *Shipment) {
			s.Facts.Status, s.Events = InTransit, s.Events[:4]
		}, "" +
			"dates: not_left in_transit > event_post REF departed VNSGN\n" +
			"events: missing loaded > event_post REF loaded VNSGN\n" +
			"events: departure days 6 > event_post REF departed VNSGN"},
		{"loading and departure in the office only", hide("e5", "e6"), "" +
			"dates: behind ATD  2025-05-10T06:00:00+07:00 > event_publish REF e6\n" +
			"dates: status_behind confirmed in_transit > event_publish REF e5\n" +
			"events: unpublished loaded > event_publish REF e5\n" +
			"events: unpublished departed > event_publish REF e6"},
		{"done without an arrival", func(_ *testing.T, s *Shipment) { s.Facts.Status = Done }, "" +
			"dates: not_arrived done > event_post REF arrived USLGB\n" +
			"events: missing arrived > event_post REF arrived USLGB"},
		{"in transit by the departure as a bare fact", func(_ *testing.T, s *Shipment) {
			s.Facts.ATD, s.Events = Day(2025, 5, 10), s.Events[:4]
		}, "events: missing loaded > event_post REF loaded VNSGN"},
		{"a key event in the office only", hide("e4"), "events: unpublished gate_in > event_publish REF e4"},
		{"a key event that nobody reported", func(_ *testing.T, s *Shipment) { s.Events = slices.Delete(s.Events, 2, 3) }, "events: missing stuffed > event_post REF stuffed VNSGN"},
		{"a withdrawn key event", func(t *testing.T, s *Shipment) {
			if err := WithdrawEvent(s, "e3", stamp(9, 9)); err != nil {
				t.Fatal(err)
			}
		}, "events: missing stuffed > event_post REF stuffed VNSGN"},
		{"cargo received will do for an empty picked up", func(_ *testing.T, s *Shipment) { s.Events[1].Milestone = CargoReceived }, ""},
		{"LCL needs its cargo received", func(_ *testing.T, s *Shipment) {
			s.Facts.Load, s.Facts.Containers = LCL, nil
		}, "events: missing cargo_received > event_post REF cargo_received VNSGN"},
		{"a newer report is held back", post(GateIn, 10, "VNSGN", Stamp{}), "events: newer gate_in 2025-05-10T06:00:00+07:00 > event_publish REF e7"},
		{"the same day told twice is no news", post(GateIn, 9, "VNSGN", Stamp{}), ""},
		{"an unpublished step that is no key step", post(TSArrived, 14, "SGSIN", Stamp{}), ""},
		{"delivered where the forwarder delivers", func(t *testing.T, s *Shipment) {
			s.Facts.Dropoff, s.Facts.Status = Place{Name: Line("Carson", NameCells)}, Done
			mustRecord(t, s, event(Arrived, mayAt(15, 6), "USLGB"), shown)
		}, "events: missing delivered > event_post REF delivered "},
		{"cancelled needs nothing more", func(_ *testing.T, s *Shipment) {
			s.Facts = Facts{Status: Cancelled}
			s.Events = nil
		}, ""},
		{"a rate in an event's text", say("USD 1,450 per container"), "" +
			"events: wording gate_in money USD 1,450 per container > event_withdraw REF e4\n" +
			"internal: lint money USD 1,450 per container > event_withdraw REF e4\n" +
			"internal: rate USD 1,450 per container > event_withdraw REF e4"},
		{"the buy rate's digits, dressed as something else", say("It took 1450 steps"), "internal: rate It took 1450 steps > event_withdraw REF e4"},
		{"another amount and a year", say("In 2025, 145 bags of 31 kg, ref PO-1450"), ""},
		{"an internal note, word for word", say("ONE may slip to 28 may"), "internal: same ONE may slip to 28 may > event_withdraw REF e4"},
		{"an internal note within a text", say("Dear Anna, ONE's desk: ask us on Monday. Bye"), "internal: same Dear Anna, ONE's desk: ask us on Monday… > event_withdraw REF e4"},
		{"an internal text that is a reference", func(_ *testing.T, s *Shipment) {
			s.Internal.Remarks, s.Events[3].Text = Line("ONEU6507410", RefCells), Line("ONEU6507410", RefCells)
		}, ""},
		{"an internal word in a note", func(_ *testing.T, s *Shipment) {
			s.Notes = append(s.Notes, Note{ID: "n9", At: mayAt(15, 9), ForCustomer: true, Text: Line("Your margin is safe", NoteCells)})
		}, "internal: lint word margin > event_withdraw REF n9"},
		{"an internal word in a reason", func(_ *testing.T, s *Shipment) {
			Reschedule(s, KindETA, Day(2025, 5, 28), Line("dispute with the carrier", NameCells), "", stamp(15, 9), stamp(15, 9))
		}, "internal: lint word dispute > event_reason REF l1"},
		{"an internal word in the commodity", func(_ *testing.T, s *Shipment) { s.Facts.Cargo.Commodity = Line("Chairs, cost 900", NameCells) }, "internal: lint word cost > shipment_set REF commodity=TEXT"},
		{"a warehouse of another customer", func(_ *testing.T, s *Shipment) { s.Facts.Pickup = ParsePlace("Mekong Foods warehouse") }, "internal: lint partner Mekong Foods > shipment_set REF pickup=PLACE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := atSea(t)
			s.Internal.BuyRate = Line("USD 1,450 per 40' high cube, valid until 31 May 2025", NameCells)
			s.Notes = []Note{
				{ID: "n1", At: mayAt(12, 9), Text: Line("ONE may slip to 28 May.", NoteCells)},
				{ID: "n2", At: mayAt(12, 9), Text: Line("ONE's desk: ask us on Monday.", NoteCells)},
			}
			c.edit(t, &s)
			in := cleared(t, s)
			if got := strings.ReplaceAll(failed(Checkpoint(in)), "'", ""); got != strings.ReplaceAll(c.want, "'", "") {
				t.Errorf("failed\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestTheCheckpointFindsWhoElseCanSeeIt(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*CheckInput)
		want string
	}{
		{"another room has it too", func(in *CheckInput) { in.RoomsHolding = []string{"mekong-foods", "saigon-tech"} }, "visibility: elsewhere [mekong-foods] > check_isolation"},
		{"only another room has it", func(in *CheckInput) { in.RoomsHolding, in.Published = []string{"mekong-foods"}, Published{} }, "" +
			"visibility: elsewhere [mekong-foods] > check_isolation\nvisibility: absent saigon-tech > verify"},
		{"no room has it", func(in *CheckInput) { in.RoomsHolding, in.Published = nil, Published{} }, "visibility: absent saigon-tech > verify"},
		{"the room has an old form", func(in *CheckInput) { in.Published.ETA = Day(2025, 5, 24) }, "visibility: differs > verify"},
		{"the room has an event more", func(in *CheckInput) {
			in.Published.Timeline = append(in.Published.Timeline, PublishedEvent{ID: "e9", Milestone: Arrived})
		}, "visibility: differs > verify"},
		{"nobody there has an account", func(in *CheckInput) { in.Access = AccessState{} }, "access: nobody > account_add EMAIL saigon-tech"},
		{"the only account is disabled", func(in *CheckInput) { in.Access = AccessState{Disabled: "anna@saigon.example"} }, "access: disabled anna@saigon.example > account_enable anna@saigon.example"},
		{"an account without a key", func(in *CheckInput) { in.Access = AccessState{PortalAccounts: 1, Keyless: "anna@saigon.example"} }, "access: no_key 1 > invite anna@saigon.example"},
		{"accounts without a key, not named", func(in *CheckInput) { in.Access = AccessState{PortalAccounts: 2} }, "access: no_key 2 > invite EMAIL"},
		{"a tracking code will do", func(in *CheckInput) { in.Access = AccessState{Codes: 1} }, ""},
		{"the ETA has passed", func(in *CheckInput) { in.Now = mayAt(29, 9) }, "events: arrival days 3 > event_post REF arrived USLGB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := cleared(t, atSea(t))
			c.edit(&in)
			if got := failed(Checkpoint(in)); got != c.want {
				t.Errorf("failed\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestCommandsAreQuotedForAShell(t *testing.T) {
	for arg, want := range map[string]string{
		"SHP/202505/00080": "SHP/202505/00080", "eta=2025-05-28": "eta=2025-05-28", "ETA 28 May": "'ETA 28 May'",
		"it's": `'it'\''s'`, "$(reboot)": "'$(reboot)'", "a;b": "'a;b'", "": "", "Hải": "'Hải'",
	} {
		if got := paste(arg); got != want {
			t.Errorf("paste(%q) = %s, want %s", arg, got, want)
		}
	}
}

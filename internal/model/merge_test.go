package model

import (
	"reflect"
	"slices"
	"testing"
)

func number[T any](v T) *T { return &v }

// listed is what a list says of the demo's shipment, one row per container.
func listed() Incoming {
	return Incoming{Facts: Facts{
		Status: InTransit, Load: FCL, POL: ParsePlace("VNSGN"), POD: ParsePlace("USLGB"),
		ETD: Day(2025, 5, 10), ETA: Day(2025, 5, 25), ATD: Day(2025, 5, 10),
		Cargo:      Cargo{Packages: number(1211), WeightKg: number(22812.0), VolumeCbm: number(65.2)},
		References: References{HBL: Line("HLHBL2500080", RefCells), PO: []Text{Line("PO-6700", RefCells)}},
		Containers: []Container{
			{Number: Line("ONEU6507410", RefCells), Packages: number(467), WeightKg: number(6379.0), VolumeCbm: number(18.2)},
			{Number: Line("ONEU8363919", RefCells), Packages: number(744), WeightKg: number(16433.0), VolumeCbm: number(47.0)},
		},
	}}
}

// create puts a list's shipment into an empty office.
func create(t *testing.T, in Incoming) Shipment {
	t.Helper()
	s, changed, remarks := Merge(Shipment{Ref: Line("SHP/202505/00080", RefCells)}, in, stamp(1, 8))
	if !changed || len(remarks) > 0 {
		t.Fatalf("a new shipment: changed %v, remarks %v", changed, remarks)
	}
	return s
}

func TestMergingTheSameListTwiceChangesNothing(t *testing.T) {
	s := create(t, listed())
	again, changed, remarks := Merge(s, listed(), stamp(2, 8))
	if changed || len(remarks) > 0 || !reflect.DeepEqual(again, s) {
		t.Errorf("the second time: changed %v, remarks %v", changed, remarks)
	}
}

func TestAnEmptyListErasesNothing(t *testing.T) {
	s := create(t, listed())
	again, changed, _ := Merge(s, Incoming{}, stamp(2, 8))
	if changed || !reflect.DeepEqual(again, s) {
		t.Error("a list that says nothing changed the shipment")
	}
}

func TestTheFactsOfAListArePublished(t *testing.T) {
	p := Publish(create(t, listed()))
	if p.ETA != Day(2025, 5, 25) || p.Status != InTransit || p.Mode != Sea || len(p.Containers) != 2 {
		t.Errorf("customers read ETA %v, %s, %s, %d containers", p.ETA, p.Status, p.Mode, len(p.Containers))
	}
	if len(p.Ledger) != 2 || !p.Ledger[1].From.IsZero() || p.Ledger[1].To != Day(2025, 5, 25) {
		t.Errorf("ledger %+v", p.Ledger)
	}
}

func TestChangedDatesStandInTheLedger(t *testing.T) {
	s := create(t, listed())
	in := Incoming{Facts: Facts{ETA: Day(2025, 5, 28)}}
	s, changed, _ := Merge(s, in, stamp(3, 8))
	line := s.Ledger[len(s.Ledger)-1]
	if !changed || line.From != Day(2025, 5, 25) || line.To != Day(2025, 5, 28) || !line.Visible() {
		t.Errorf("changed %v, line %+v", changed, line)
	}
	if days, _ := RowOf(Publish(s)).Slip(); days != 3 {
		t.Errorf("slip is %d days", days)
	}
}

// A list is exported again every day. A date in it that nobody has touched does not
// take back what was reported since; one that was touched counts.
func TestAListThatIsSentAgainTakesNoNewerDateBack(t *testing.T) {
	s := create(t, listed())
	later := event(ETAChanged, mayAt(30, 8), "USLGB")
	later.Classifier = Estimated
	mustRecord(t, &s, later, stamp(11, 8))
	if Shown(s).ETA.Date() != Day(2025, 5, 29) { // 18:00 in Long Beach
		t.Fatal("the report is not shown")
	}
	again, changed, remarks := Merge(s, listed(), stamp(12, 8))
	if changed || len(remarks) != 1 || remarks[0].Key != "remark.import.date_stays" || !reflect.DeepEqual(again, s) {
		t.Errorf("changed %v, %v", changed, remarks)
	}
	in := listed()
	in.Facts.ETA = Day(2025, 5, 28)
	if again, changed, _ = Merge(s, in, stamp(12, 8)); !changed || Shown(again).ETA != Day(2025, 5, 28) {
		t.Errorf("changed %v, ETA %v", changed, Shown(again).ETA)
	}
}

// What the office has kept back is in a list that the office exports: whoever takes it in
// again is told that customers read it now.
func TestAListThatTellsWhatWasKeptBackSaysSo(t *testing.T) {
	s := create(t, listed())
	if !Reschedule(&s, KindETA, Day(2025, 6, 5), Line("Congestion", NoteCells), "", stamp(3, 8), Stamp{}) {
		t.Fatal("nothing is rescheduled")
	}
	for eta, disclosed := range map[When]bool{Day(2025, 6, 5): true, Day(2025, 6, 6): false} {
		again, changed, remarks := Merge(s, Incoming{Facts: Facts{ETA: eta}}, stamp(4, 8))
		told := slices.ContainsFunc(remarks, func(r Remark) bool { return r.Key == "remark.import.date_disclosed" })
		if !changed || Shown(again).ETA != eta || told != disclosed {
			t.Errorf("%v: changed %v, ETA %v, %v", eta, changed, Shown(again).ETA, remarks)
		}
	}
}

func TestStatusOfAListGoesForwardOnly(t *testing.T) {
	cases := []struct {
		have, stated, want Status
		remarked           bool
	}{
		{Draft, Confirmed, Confirmed, false},
		{Draft, Done, Done, false},
		{Confirmed, Cancelled, Cancelled, false},
		{InTransit, Confirmed, InTransit, true},
		{Done, Cancelled, Done, true},
		{Cancelled, InTransit, Cancelled, true},
		{InTransit, "", InTransit, false},
	}
	for _, c := range cases {
		s := seaExport()
		s.Created, s.Facts.Status = mayAt(1, 1), c.have
		s, _, remarks := Merge(s, Incoming{Facts: Facts{Status: c.stated}}, stamp(3, 8))
		if s.Facts.Status != c.want || (len(remarks) > 0) != c.remarked {
			t.Errorf("%s then %q: %s, remarks %v", c.have, c.stated, s.Facts.Status, remarks)
		}
	}
}

func TestAListDoesNotCancelWhatWasDelivered(t *testing.T) {
	s := create(t, listed())
	mustRecord(t, &s, event(Delivered, mayAt(9, 1), "USLGB"), stamp(9, 2))
	s, changed, remarks := Merge(s, Incoming{Facts: Facts{Status: Cancelled}}, stamp(10, 1))
	if changed || len(remarks) != 1 || Shown(s).Status != Done {
		t.Errorf("changed %v, %v, shown as %s", changed, remarks, Shown(s).Status)
	}
}

// An event said it before: the shipment was not brought up to date by the list.
func TestAStatusThatAnEventSaidIsNothingNew(t *testing.T) {
	s := create(t, Incoming{Facts: Facts{POL: ParsePlace("VNSGN"), POD: ParsePlace("USLGB")}})
	mustRecord(t, &s, event(BookingConfirmed, mayAt(2, 1), ""), stamp(2, 2))
	if _, changed, remarks := Merge(s, Incoming{Facts: Facts{Status: Confirmed}}, stamp(3, 8)); changed || len(remarks) > 0 {
		t.Errorf("changed %v, %v", changed, remarks)
	}
}

func TestAListDoesNotMakeDatesLessExact(t *testing.T) {
	s := create(t, listed())
	mustRecord(t, &s, event(Departed, mayAt(10, 6), "VNSGN"), stamp(10, 7))
	s.Facts.ATD, s.Facts.ETA = Moment(mayAt(10, 6)), Moment(mayAt(25, 22))
	Reschedule(&s, KindETA, Moment(mayAt(26, 22)), Text{}, "", stamp(11, 1), stamp(11, 1)) // 08:00 in Long Beach
	in := Incoming{Facts: Facts{ETA: Day(2025, 5, 26), ATD: Day(2025, 5, 10)}}
	if _, changed, remarks := Merge(s, in, stamp(12, 1)); changed || len(remarks) > 0 {
		t.Errorf("changed %v, %v", changed, remarks)
	}
}

func TestAnExpectedDateDoesNotFollowTheActualOne(t *testing.T) {
	s := create(t, listed())
	s, changed, remarks := Merge(s, Incoming{Facts: Facts{ETD: Day(2025, 5, 12)}}, stamp(12, 1))
	if changed || len(remarks) != 1 || remarks[0].Key != "remark.import.date_settled" {
		t.Errorf("changed %v, %v", changed, remarks)
	}
	if known := Known(s).ETD; known != Day(2025, 5, 10) {
		t.Errorf("ETD is %v", known)
	}
}

func TestAListPublishesADateThatTheOfficeKept(t *testing.T) {
	s := create(t, listed())
	Reschedule(&s, KindETA, Day(2025, 5, 27), Text{}, "", stamp(11, 1), Stamp{})
	s, changed, _ := Merge(s, Incoming{Facts: Facts{ETA: Day(2025, 5, 27)}}, stamp(12, 1))
	if !changed || Shown(s).ETA != Day(2025, 5, 27) || len(s.Ledger) != 3 {
		t.Errorf("changed %v, shown %v, %d lines", changed, Shown(s).ETA, len(s.Ledger))
	}
	s, changed, _ = Merge(s, Incoming{Facts: Facts{ETA: Day(2025, 5, 27)}}, stamp(13, 1))
	if changed || len(s.Ledger) != 3 {
		t.Error("the same date again changed something")
	}
}

// Who flies from Ho Chi Minh City does not leave from the quay that ships do.
func TestAnAirportIsNoQuay(t *testing.T) {
	in := listed()
	in.Facts.Mode, in.Facts.Load, in.Facts.POL = Air, "", ParsePlace("SGN")
	s := create(t, in)
	if got := s.Facts.POL.String(); got != "Ho Chi Minh City (VNSGN)" {
		t.Errorf("it leaves from %s", got)
	}
	if next, changed, _ := Merge(s, in, stamp(20, 1)); changed {
		t.Errorf("the same list again changes %+v", next.Facts.POL)
	}
}

func TestTotalsAreThoseOfAllContainers(t *testing.T) {
	s := create(t, listed())
	third := Container{Number: Line("ONEU1295638", RefCells), Packages: number(9), WeightKg: number(100.5)}
	in := Incoming{Facts: Facts{
		Containers: []Container{third}, Cargo: Cargo{Packages: number(9), WeightKg: number(100.5)},
	}}
	s, _, _ = Merge(s, in, stamp(3, 8))
	if c := s.Facts.Cargo; *c.Packages != 1220 || *c.WeightKg != 22912.5 || *c.VolumeCbm != 65.2 {
		t.Errorf("%d packages, %v kg, %v m³", *c.Packages, *c.WeightKg, *c.VolumeCbm)
	}
	loose := Incoming{Loose: true, Facts: Facts{Cargo: Cargo{Packages: number(2359)}}}
	s, _, _ = Merge(s, loose, stamp(4, 8))
	if *s.Facts.Cargo.Packages != 2359 {
		t.Errorf("rows without containers: %d packages", *s.Facts.Cargo.Packages)
	}
}

func TestABareCodeKeepsTheTerminal(t *testing.T) {
	s := create(t, listed())
	s.Facts.POL = ParsePlaceAt("VNSGN", "VICT")
	s, changed, _ := Merge(s, Incoming{Facts: Facts{POL: ParsePlace("VNSGN")}}, stamp(3, 8))
	if changed || s.Facts.POL != ParsePlaceAt("VNSGN", "VICT") {
		t.Errorf("changed %v, POL %v", changed, s.Facts.POL)
	}
	if s, _, _ = Merge(s, Incoming{Facts: Facts{POL: ParsePlace("VNHPH")}}, stamp(3, 8)); s.Facts.POL.Code.String() != "VNHPH" {
		t.Errorf("another port was not taken: %v", s.Facts.POL)
	}
}

// Lists have one vessel, our own too: after a transshipment it is the second one, which
// the cargo did not leave on.
func TestAListThatNamesTheSecondVesselKeepsTheFirst(t *testing.T) {
	in := listed()
	via := ParsePlace("SGSIN")
	in.Facts.Vessel, in.Facts.Voyage = Line("EVER FORWARD", NameCells), Line("021E", RefCells)
	in.Facts.Legs = []Leg{
		{Mode: Sea, From: in.Facts.POL, To: via},
		{Mode: Sea, From: via, To: in.Facts.POD, Vessel: Line("EVER GENTLE", NameCells), Voyage: Line("0871W", RefCells)},
	}
	s := create(t, in)
	for _, voyage := range []string{"871W", ""} {
		again, changed, _ := Merge(s, Incoming{Facts: Facts{Vessel: Line("Ever Gentle", NameCells), Voyage: Line(voyage, RefCells)}}, stamp(2, 8))
		if legs := Publish(again).Legs; changed || legs[0].Vessel.String() != "EVER FORWARD" || legs[1].Vessel.String() != "EVER GENTLE" {
			t.Errorf("%s: changed %v, %+v", voyage, changed, legs)
		}
	}
	again, _, _ := Merge(s, Incoming{Facts: Facts{Vessel: Line("EVER GIVEN", NameCells), Voyage: Line("1W", RefCells)}}, stamp(2, 8))
	if legs := Publish(again).Legs; legs[0].Vessel.String() != "EVER GIVEN" {
		t.Errorf("another vessel: %+v", legs)
	}
}

func TestMergeLeavesTheOriginalAlone(t *testing.T) {
	s := create(t, listed())
	before := s.Clone()
	in := Incoming{Facts: Facts{Containers: []Container{{Number: Line("ONEU6507410", RefCells), Seal: Line("HL1", RefCells)}}}}
	if _, changed, _ := Merge(s, in, stamp(3, 8)); !changed || !reflect.DeepEqual(s, before) {
		t.Error("the record that was handed in has changed")
	}
}

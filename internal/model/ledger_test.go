package model

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// moveETA records an ETA as the desk does, published when it is to be.
func moveETA(t *testing.T, s *Shipment, to When, reason string, at time.Time, publish bool) Event {
	t.Helper()
	by := Stamp{At: at, By: "ops@demo.example"}
	e := Event{Milestone: ETAChanged, Classifier: Estimated, At: to, Place: s.Facts.POD, Text: Line(reason, NameCells)}
	published := Stamp{}
	if publish {
		published = by
	}
	recorded, added := Record(s, e, by, published)
	if !added {
		t.Fatalf("%s was not recorded", to)
	}
	return recorded
}

// announced is a shipment whose ETA, 25 May, was published on 2 May.
func announced() Shipment {
	s := seaExport()
	s.Facts.ETA = When{}
	Reschedule(&s, KindETA, Day(2025, 5, 25), Text{}, "", stamp(2, 9), stamp(2, 9))
	return s
}

// toldETAs is the history of the ETA in a line each.
func toldETAs(p Published) []string {
	var lines []string
	for _, l := range p.History(KindETA) {
		line := fmt.Sprintf("%s: %s to %s", l.PublishedAt.Format("2"), l.From, l.To)
		switch {
		case l.Withdrawal:
			line += " back"
		case !l.WithdrawnAt.IsZero():
			line += " withdrawn " + l.WithdrawnAt.Format("2")
		}
		lines = append(lines, line+" "+l.Reason.String())
	}
	return lines
}

func TestAWithdrawnChangeStaysInTheCustomersLedger(t *testing.T) {
	s := announced()
	change := moveETA(t, &s, Day(2025, 5, 28), "Buy rate too low", mayAt(12, 9), true)
	if err := WithdrawEvent(&s, change.ID, Stamp{At: mayAt(14, 9), Why: Line("It told of the rate", NameCells)}); err != nil {
		t.Fatal(err)
	}
	p := Publish(s)
	want := []string{
		"2:  to 2025-05-25 ",
		"12: 2025-05-25 to 2025-05-28 withdrawn 14 ", // its reason may be why it was withdrawn
		"14: 2025-05-28 to 2025-05-25 back ",
	}
	if got := toldETAs(p); !slices.Equal(got, want) {
		t.Errorf("customers read %q", got)
	}
	if days, known := RowOf(p).Slip(); days != 0 || !known || !p.ETA.Equal(Day(2025, 5, 25)) || len(p.Timeline) != 0 {
		t.Errorf("ETA %s, slip %d, timeline %v", p.ETA, days, p.Timeline)
	}
	if !LastUpdate(s).Equal(mayAt(14, 9)) || !p.UpdatedAt.Equal(mayAt(14, 9)) {
		t.Errorf("updated %s and %s", LastUpdate(s), p.UpdatedAt)
	}
}

func TestWithdrawingAChangeThatWasOvertakenMovesNoDate(t *testing.T) {
	s := announced()
	first := moveETA(t, &s, Day(2025, 5, 28), "Congestion", mayAt(12, 9), true)
	last := moveETA(t, &s, Day(2025, 5, 30), "No berth", mayAt(13, 9), true)
	for i, step := range []struct {
		id    string
		eta   When
		lines int
	}{{first.ID, Day(2025, 5, 30), 3}, {last.ID, Day(2025, 5, 25), 4}} {
		if err := WithdrawEvent(&s, step.id, stamp(14+i, 9)); err != nil {
			t.Fatal(err)
		}
		if p := Publish(s); !p.ETA.Equal(step.eta) || len(p.History(KindETA)) != step.lines {
			t.Errorf("without %s: %s, %q", step.id, p.ETA, toldETAs(p))
		}
	}
}

func TestGoingBackToADateAnnouncedBeforeIsALine(t *testing.T) {
	s := announced()
	moveETA(t, &s, Day(2025, 5, 28), "Congestion", mayAt(12, 9), true)
	moveETA(t, &s, Day(2025, 5, 25), "Caught up", mayAt(13, 9), true)
	again := moveETA(t, &s, Day(2025, 5, 28), "Late again", mayAt(14, 9), true)
	p := Publish(s)
	want := []string{
		"2:  to 2025-05-25 ", "12: 2025-05-25 to 2025-05-28 Congestion", "13: 2025-05-28 to 2025-05-25 Caught up",
		"14: 2025-05-25 to 2025-05-28 Late again",
	}
	if got := toldETAs(p); !slices.Equal(got, want) || !p.ETA.Equal(Day(2025, 5, 28)) {
		t.Errorf("customers read %s, %q", p.ETA, got)
	}
	if _, added := Record(&s, again, stamp(15, 9), stamp(15, 9)); added {
		t.Error("the date that holds was recorded once more")
	}
}

func TestADateThatCustomersReadIsNotToldAgain(t *testing.T) {
	s := announced()
	moveETA(t, &s, Day(2025, 5, 28), "Perhaps", mayAt(12, 9), false)
	back := moveETA(t, &s, Day(2025, 5, 25), "Not so", mayAt(13, 9), false)
	if waiting := Waiting(s, mayAt(30, 9)); len(waiting) != 0 {
		t.Errorf("%v wait, of which customers would learn nothing", waiting)
	}
	if err := PublishEvent(&s, back.ID, stamp(14, 9)); err != nil {
		t.Fatal(err)
	}
	if p := Publish(s); len(p.Ledger) != 1 || len(p.Timeline) != 0 {
		t.Errorf("customers read %q and %v", toldETAs(p), p.Timeline)
	}
}

func TestAReasonIsGivenAfterwards(t *testing.T) {
	s := announced()
	change := moveETA(t, &s, Day(2025, 5, 28), "", mayAt(12, 9), true)
	if missing := Unexplained(announced(), s); missing != 1 {
		t.Errorf("%d dates changed without a reason", missing)
	}
	for i, why := range []Reason{{None: true}, {Text: Line("Rate dispute", NameCells)}, {Text: Line("Congestion", NameCells)}} {
		id := []string{change.ID, LineID(1), change.ID}[i]
		changed, err := GiveReason(&s, id, why, stamp(13+i, 9))
		if err != nil || !changed || Unexplained(announced(), s) != 0 {
			t.Fatalf("%v: %t %v", why, changed, err)
		}
	}
	p := Publish(s)
	if got := toldETAs(p); got[1] != "12: 2025-05-25 to 2025-05-28 Congestion" || p.Timeline[0].Text.String() != "Congestion" {
		t.Errorf("customers read %q and %v", got, p.Timeline)
	}
	if !p.UpdatedAt.Equal(mayAt(15, 9)) || !LastUpdate(s).Equal(p.UpdatedAt) {
		t.Errorf("updated %s", p.UpdatedAt)
	}
	if kept := s.Ledger[1].Reworded; len(kept) != 3 || kept[2].Why.String() != "Rate dispute" {
		t.Errorf("the office keeps %v", kept)
	}
	for _, id := range []string{"e9", "l9", "l", "x", "l0"} {
		if _, err := GiveReason(&s, id, Reason{None: true}, stamp(16, 9)); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// Whatever is published, withdrawn and published again: the ledger leads from
// date to date without a hole, ends at the date that is shown, and has every
// date that ever was shown.
func TestTheLedgerTellsEveryDateInAnyHistory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := seaExport()
		if rapid.Bool().Draw(rt, "empty") {
			s = announced()
		}
		seen := map[string]bool{Publish(s).ETA.String(): true}
		for i := range rapid.IntRange(1, 12).Draw(rt, "acts") {
			by := Stamp{At: mayAt(3, i), By: "ops@demo.example"}
			switch rapid.IntRange(0, 3).Draw(rt, "act") {
			case 0, 1:
				to := Day(2025, 5, rapid.IntRange(25, 28).Draw(rt, "day"))
				published := by
				if rapid.Bool().Draw(rt, "kept") {
					published = Stamp{}
				}
				Record(&s, Event{Milestone: ETAChanged, Classifier: Estimated, At: to}, by, published)
			case 2:
				if waiting := Waiting(s, mayAt(30, 9)); len(waiting) > 0 {
					_ = PublishEvent(&s, waiting[len(waiting)-1].ID, by)
				}
			default:
				if len(s.Events) > 0 {
					_ = WithdrawEvent(&s, s.Events[rapid.IntRange(0, len(s.Events)-1).Draw(rt, "event")].ID, by)
				}
			}
			p := Publish(s)
			seen[p.ETA.String()] = true
			checkLedger(rt, s, p, seen)
		}
	})
}

func checkLedger(t *rapid.T, s Shipment, p Published, seen map[string]bool) {
	history := p.History(KindETA)
	if !p.UpdatedAt.Equal(LastUpdate(s)) && !LastUpdate(s).Equal(s.Created) {
		t.Errorf("updated %s and %s", p.UpdatedAt, LastUpdate(s))
	}
	for i, l := range history {
		if i > 0 && !l.From.Equal(history[i-1].To) {
			t.Errorf("a hole in the ledger: %q", toldETAs(p))
		}
	}
	if len(history) == 0 {
		return
	}
	if last := history[len(history)-1]; !last.To.Equal(p.ETA) || !s.Facts.ETA.Equal(p.ETA) {
		t.Errorf("ETA is %s, a fact %s, the ledger ends: %q", p.ETA, s.Facts.ETA, toldETAs(p))
	}
	for day := range seen {
		if !slices.ContainsFunc(history, func(l PublishedLine) bool { return l.To.String() == day || l.From.String() == day }) {
			t.Errorf("%s was shown and is not in the ledger: %q", day, toldETAs(p))
		}
	}
}

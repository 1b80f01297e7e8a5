package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
)

// What is proposed is, to the letter, what the customer reads after the yes.
func TestWhatIsProposedIsWhatCustomersRead(t *testing.T) {
	gate := model.EventDraft{Milestone: model.Loaded, At: model.Day(2025, 5, 15), Container: text("oneu 650741-0"), Text: text("On board")}
	eta := model.DateDraft{Kind: model.KindETA, To: model.Day(2025, 6, 3), Why: model.Reason{Text: text("Port congestion")}}
	facts := map[string]string{"vessel": "EVER GIVEN", "pol": "Cat Lai", "eta": "04/06/2025", "remarks": "CANARY-new"}
	for name, act := range map[string]struct {
		propose func(d *Desk) (model.Proposal, error)
		do      func(d *Desk, version uint64) error
	}{
		"an event": {
			func(d *Desk) (model.Proposal, error) { return d.Propose(ctx, mine, departed("2025-05-16")) },
			func(d *Desk, v uint64) error { return second2(d.Post(ctx, mine, departed("2025-05-16"), true, v)) },
		},
		"of one container": {
			func(d *Desk) (model.Proposal, error) { return d.Propose(ctx, mine, gate) },
			func(d *Desk, v uint64) error { return second2(d.Post(ctx, mine, gate, true, v)) },
		},
		"a new date": {
			func(d *Desk) (model.Proposal, error) { return d.ProposeDate(ctx, mine, eta) },
			func(d *Desk, v uint64) error { return d.Reschedule(ctx, mine, eta, true, v) },
		},
		"what the office knew": {
			func(d *Desk) (model.Proposal, error) { return d.ProposePublish(ctx, mine, "e5", model.Reason{}) },
			func(d *Desk, _ uint64) error { return d.Publish(ctx, mine, "e5", model.Reason{}) },
		},
		"a note": {
			func(d *Desk) (model.Proposal, error) { return d.ProposeNote(ctx, mine, text("Originals sent")) },
			func(d *Desk, _ uint64) error { return second2(d.PublishNote(ctx, mine, text("Originals sent"))) },
		},
		"facts": {
			func(d *Desk) (model.Proposal, error) {
				return d.ProposeFacts(ctx, mine, facts, model.Reason{Text: text("As booked")})
			},
			func(d *Desk, _ uint64) error {
				return second2(d.SetFacts(ctx, mine, facts, model.Reason{Text: text("As booked")}))
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			d, before := h.at(operations), h.seen("saigon-tech", mine)
			p := must(act.propose(d))
			h.same("before", p.Before, before)
			h.same("nothing is written", h.seen("saigon-tech", mine), before)
			h.check(act.do(d, p.Version))
			h.same("after", p.After, h.seen("saigon-tech", mine))
			if asJSON(p.After) == asJSON(p.Before) {
				t.Error("the proposal shows no difference")
			}
			shown := strings.ReplaceAll(asJSON(p), "CANARY-unpublished", "") // of e5, once it is published
			if strings.Contains(shown, "CANARY") {
				t.Errorf("something internal is in the proposal: %s", shown)
			}
		})
	}
}

// Nothing is published unless it is asked for, and can be published later.
func TestAnEventIsKeptInternalByDefault(t *testing.T) {
	h := newHouse(t)
	d, before := h.at(operations), h.seen("saigon-tech", mine)
	posted := must(d.Post(ctx, mine, departed("2025-05-16"), false, 0))
	if posted.Published || posted.ID != "e6" || posted.Ref != text(mine) {
		t.Errorf("%+v", posted)
	}
	h.same("what the customer sees", h.seen("saigon-tech", mine), before)
	h.check(d.Publish(ctx, mine, posted.ID, model.Reason{}))
	h.check(d.Publish(ctx, mine, posted.ID, model.Reason{}))
	after := h.seen("saigon-tech", mine)
	if after.Status != model.InTransit || !after.ATD.Equal(model.Day(2025, 5, 16)) {
		t.Errorf("published: %s, ATD %s", after.Status, after.ATD)
	}
	last := after.Timeline[len(after.Timeline)-1]
	if last.Vessel != text("ONE HUMBER") || last.Voyage != text("023E") || !last.Place.SamePort(model.ParsePlace("VNSGN")) {
		t.Errorf("what follows from the shipment was not filled in: %+v", last)
	}
	h.fault(d.Publish(ctx, mine, "e99", model.Reason{}), model.ErrNotFound.Key)
	h.fault(d.Publish(ctx, "SHP/99", "e1", model.Reason{}), model.ErrNotFound.Key)
}

// An event that comes again is one event; in other words it takes the place of
// the first, which stays in the office.
func TestAnEventThatIsPostedAgain(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	draft := departed("2025-05-16")
	draft.Text = text("Left the berth")
	first := must(d.Post(ctx, mine, draft, false, 0))
	again := must(d.Post(ctx, mine, draft, true, 0))
	if again.ID != first.ID || !again.Published {
		t.Errorf("%+v, then %+v", first, again)
	}
	draft.Text = text("Left the berth at noon")
	if kept := must(d.Post(ctx, mine, draft, false, 0)); kept.ID != first.ID {
		t.Errorf("what customers have read was changed without being published: %+v", kept)
	}
	reworded := must(d.Post(ctx, mine, draft, true, 0))
	seen := h.seen("saigon-tech", mine)
	last := seen.Timeline[len(seen.Timeline)-1]
	if reworded.ID == first.ID || last.Text != draft.Text || len(seen.Timeline) != 5 {
		t.Errorf("%+v, %+v", reworded, seen.Timeline)
	}
	if old := h.record(mine).Events[5]; old.Withdrawn.IsZero() || old.Text != text("Left the berth") {
		t.Errorf("the first is %+v", old)
	}
}

func TestDraftsThatCannotBePosted(t *testing.T) {
	h := newHouse(t)
	for key, draft := range map[string]model.EventDraft{
		"error.event.milestone": {Milestone: "sunk", At: model.Day(2025, 5, 16)},
		"error.event.time":      {Milestone: model.Departed},
		"error.event.container": {Milestone: model.Loaded, At: model.Day(2025, 5, 16), Container: text("MSCU1234567")},
		"error.event.place":     {Milestone: model.TSArrived, At: model.Day(2025, 5, 16), Place: model.ParsePlace("USLGB")},
		"error.event.no_change": {Milestone: model.ETAChanged, At: model.Day(2025, 5, 30)},
	} {
		_, err := h.at(operations).Post(ctx, mine, draft, true, 0)
		h.fault(err, key)
		_, err = h.at(operations).Propose(ctx, mine, draft)
		h.fault(err, key)
	}
}

// Of two who decided on the same record the second is told who was faster, and
// when; nothing of theirs is written.
func TestTheSlowerOfTwoIsTold(t *testing.T) {
	h := newHouse(t)
	p := must(h.at(operations).Propose(ctx, mine, departed("2025-05-16")))
	h.check(h.at(admin).Publish(ctx, mine, "e5", model.Reason{}))
	_, err := h.at(operations).Post(ctx, mine, departed("2025-05-16"), true, p.Version)
	h.fault(err, "error.edited_meanwhile")
	if !strings.Contains(err.Error(), admin.Account) || !strings.Contains(err.Error(), "2025-05-16 19:00") {
		t.Errorf("it says %v", err)
	}
	err = h.at(operations).Reschedule(ctx, mine, model.DateDraft{Kind: model.KindETA, To: model.Day(2025, 6, 9), Why: model.Reason{Text: text("x")}}, true, p.Version)
	h.fault(err, "error.edited_meanwhile")
	if s := h.record(mine); len(s.Events) != 5 || s.Version != p.Version+1 {
		t.Errorf("%d events, version %d", len(s.Events), s.Version)
	}
}

// The lint asks about what looks internal, with what it knows of the others:
// their names and their references, but not the customer's own.
func TestTheLintAsksBeforeItIsPublished(t *testing.T) {
	h := newHouse(t)
	for words, want := range map[string][]string{
		"Left as planned":                        nil,
		"SHP/1, HLSHP100080, for Saigon Tech":    nil,
		"Margin is fine at USD 1,450":            {"lint.word", "lint.money"},
		"Together with Mekong Foods":             {"lint.partner"},
		"Shares the truck with HLSHP300080":      {"lint.reference"},
		"Consolidated with SHP/2 of your own":    nil,
		"Call 0903 123 456 for the delivery":     {"lint.phone"},
		"Giá mua đã được thống nhất, xin cảm ơn": {"lint.word"},
	} {
		draft := departed("2025-05-16")
		draft.Text = text(words)
		var keys []string
		for _, q := range must(h.at(operations).Propose(ctx, mine, draft)).Questions {
			keys = append(keys, q.Key)
		}
		if !slices.Equal(keys, want) {
			t.Errorf("%q: %v, want %v", words, keys, want)
		}
		keys = nil
		for _, q := range must(h.at(operations).ProposeNote(ctx, mine, text(words))).Questions {
			keys = append(keys, q.Key)
		}
		if !slices.Equal(keys, want) {
			t.Errorf("note %q: %v, want %v", words, keys, want)
		}
	}
}

func TestWhatLiesAheadIsRefused(t *testing.T) {
	h := newHouse(t)
	for at, want := range map[string]bool{"2025-05-16 12:30": true, "2025-05-16 11:59": false, "2025-05-16": false, "2025-05-20": true} {
		_, err := h.at(operations).Propose(ctx, mine, departed(at))
		if refused := errors.Is(err, model.NewFault("error.future")); refused != want {
			t.Errorf("propose %s: %v", at, err)
		}
	}
	if _, err := h.at(operations).Post(ctx, mine, departed("2025-05-20"), true, 0); !errors.Is(err, model.NewFault("error.future")) {
		t.Errorf("post: %v", err)
	}
	if _, err := h.at(operations).SetFacts(ctx, mine, map[string]string{"ata": "2025-05-20"}, model.Reason{}); !errors.Is(err, model.NewFault("error.future")) {
		t.Errorf("set: %v", err)
	}
	planned := departed("2025-05-20")
	planned.Classifier = model.Planned
	if _, err := h.at(operations).Propose(ctx, mine, planned); err != nil {
		t.Errorf("what is planned may lie ahead: %v", err)
	}
	early := model.DateDraft{Kind: model.KindETA, To: model.Day(2025, 5, 2), Why: model.Reason{Text: text("x")}}
	if p := must(h.at(operations).ProposeDate(ctx, mine, early)); len(p.Questions) != 1 || p.Questions[0].Key != "lint.order" {
		t.Errorf("an arrival before the departure: %+v", p.Questions)
	}
}

// A year that was typed wrong is asked about before a customer reads it.
func TestWhatLiesLongBackIsAskedAbout(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	for at, want := range map[string]bool{"2020-05-16": true, "2024-05-15": true, "2025-05-09": true, "2025-05-13": false, "2025-05-16": false} {
		p := must(d.Propose(ctx, mine, departed(at)))
		if asked := len(p.Questions) == 1 && p.Questions[0].Key == "lint.early"; asked != want {
			t.Errorf("%s: %+v", at, p.Questions)
		}
	}
	posted := must(d.Post(ctx, mine, departed("2020-05-16"), false, 0))
	if p := must(d.ProposePublish(ctx, mine, posted.ID, model.Reason{})); len(p.Questions) != 1 || p.Questions[0].Key != "lint.early" {
		t.Errorf("when it is published: %+v", p.Questions)
	}
	booked := model.EventDraft{Milestone: model.BookingConfirmed, At: model.Day(2025, 4, 10)}
	if p := must(d.Propose(ctx, mine, booked)); len(p.Questions) > 0 {
		t.Errorf("a booking of the month before: %+v", p.Questions)
	}
}

// What is withdrawn is gone for customers, with what it had brought about, and
// needs a reason.
func TestWithdrawing(t *testing.T) {
	h := newHouse(t)
	d, before := h.at(operations), h.seen("saigon-tech", mine)
	posted := must(d.Post(ctx, mine, departed("2025-05-16"), true, 0))
	h.fault(d.Withdraw(ctx, mine, posted.ID, model.Text{}), "error.reason")
	h.check(h.at(manager).Withdraw(ctx, mine, posted.ID, text("Another vessel")))
	h.same("what the customer sees", h.seen("saigon-tech", mine), before)
	if stamp := h.record(mine).Events[5].Withdrawn; stamp.By != manager.Account || stamp.Why != text("Another vessel") || !stamp.At.Equal(noon) {
		t.Errorf("the office has %+v", stamp)
	}
	h.fault(d.Publish(ctx, mine, posted.ID, model.Reason{}), model.ErrNotFound.Key)
	id := must(d.PublishNote(ctx, mine, text("Hello")))
	if len(h.seen("saigon-tech", mine).Notes) != 1 || id != "n2" {
		t.Error("the note is not there")
	}
	h.check(d.Withdraw(ctx, mine, id, text("Typing error")))
	if notes := h.seen("saigon-tech", mine).Notes; len(notes) != 0 {
		t.Errorf("the customer still reads %+v", notes)
	}
	if id := must(d.AddNote(ctx, mine, text("for us"))); id != "n3" || len(h.seen("saigon-tech", mine).Notes) != 0 {
		t.Error("an internal note is not internal")
	}
	_, err := d.AddNote(ctx, mine, model.Text{})
	h.fault(err, "error.note.empty")
}

// A date that was overtaken is not published by mistake: the customer's ETA
// would go back to it.
func TestAnOvertakenDateIsNotPublished(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	eta := func(day int) model.DateDraft {
		return model.DateDraft{Kind: model.KindETA, To: model.Day(2025, 6, day), Why: model.Reason{Text: text("Port congestion")}}
	}
	h.check(d.Reschedule(ctx, mine, eta(3), false, 0))
	h.check(d.Reschedule(ctx, mine, eta(5), true, 0))
	_, err := d.ProposePublish(ctx, mine, "e6", model.Reason{})
	h.fault(err, "error.event.overtaken")
	h.fault(d.Publish(ctx, mine, "e6", model.Reason{}), "error.event.overtaken")
	if err := d.Publish(ctx, mine, "e6", model.Reason{}); !strings.Contains(err.Error(), "2025-06-05") {
		t.Errorf("it does not say which date holds: %v", err)
	}
	if p := h.seen("saigon-tech", mine); !p.ETA.Equal(model.Day(2025, 6, 5)) {
		t.Errorf("ETA %s", p.ETA)
	}
	for _, f := range must(d.Doctor(ctx, "anna@saigon.example")) {
		if f.Check == "events" && strings.Contains(asJSON(f), "e6") {
			t.Errorf("the doctor advises it: %+v", f)
		}
	}
	h.check(d.Reschedule(ctx, mine, eta(7), false, 0))
	h.check(d.Publish(ctx, mine, "e8", model.Reason{}))
	if p := h.seen("saigon-tech", mine); !p.ETA.Equal(model.Day(2025, 6, 7)) {
		t.Errorf("ETA %s", p.ETA)
	}
	h.check(d.Publish(ctx, mine, "e7", model.Reason{})) // customers see it already
}

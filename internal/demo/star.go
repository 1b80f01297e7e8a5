package demo

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

const (
	starRef    = "SHP/202505/00080" // the shipment that the story is about
	slippedRef = "SHP/202505/00076" // another one of the same customer, three days late
)

// starDay is a time in May 2025 in Saigon.
func starDay(day, hour, minute int) time.Time {
	return time.Date(2025, time.May, day, hour, minute, 0, 0, saigon())
}

// starStory is what happened to the shipment of the story: electronics of
// Saigon Tech Export from Cat Lai to Long Beach, on its sixth day at sea.
func (d *builder) starStory() []act {
	event := booking{}.event
	vessel, voyage := model.Line("ONE HANNOVER", model.NameCells), model.Line("042E", model.NameCells)
	acts := []act{{starDay(2, 8, 40), d.starDetails}}
	tell := func(e model.Event, delay time.Duration) { acts = append(acts, d.post(starRef, delay, e)) }

	tell(event(model.BookingConfirmed, starDay(2, 9, 10), ""), 5*time.Minute)
	for _, box := range []string{"ONEU6507410", "ONEU8363919"} {
		e := event(model.EmptyPickedUp, starDay(7, 15, 40), "VNSGN")
		e.Container = model.Line(box, model.RefCells)
		tell(e, 30*time.Minute)
	}
	tell(event(model.Stuffed, starDay(8, 11, 5), "Thu Duc"), 25*time.Minute)
	tell(event(model.GateIn, starDay(9, 18, 22), "VNSGN"), 20*time.Minute)
	for _, m := range []model.Milestone{model.Loaded, model.Departed} {
		at := starDay(10, 1, 20)
		if m == model.Departed {
			at = starDay(10, 6, 0)
		}
		e := event(m, at, "VNSGN")
		e.Vessel, e.Voyage = vessel, voyage
		tell(e, 2*time.Hour)
	}
	carrier := model.Event{
		Milestone: model.Arrived, Classifier: model.Estimated, At: model.Day(2025, 5, 25), Place: model.ParsePlace("USLGB"),
		Reported: starDay(14, 10, 15), Vessel: vessel, Voyage: voyage,
	}
	tell(carrier, 0)
	return append(acts, act{starDay(15, 16, 20), d.tellCustomer}, act{starDay(15, 17, 45), d.keepQuiet})
}

// starDetails adds what the file does not have: the way in legs, where the
// cargo comes from and goes to, and the free time of its containers.
func (d *builder) starDetails(ctx context.Context) error {
	return d.change(ctx, starRef, "shipment.set", func(w *store.Writer, s *model.Shipment) error {
		catLai, longBeach, factory := model.ParsePlace("Cat Lai"), model.ParsePlace("USLGB"), model.ParsePlace("Thu Duc")
		s.Facts.POL, s.Facts.Pickup, s.Facts.Dropoff = catLai, factory, model.ParsePlace("Carson, California")
		s.Facts.Legs = []model.Leg{
			{Mode: model.Road, From: factory, To: catLai, ETD: model.Day(2025, 5, 9), ETA: model.Day(2025, 5, 9), ATD: model.Day(2025, 5, 9), ATA: model.Day(2025, 5, 9)},
			{
				Mode: model.Sea, From: catLai, To: longBeach, Vessel: s.Facts.Vessel, Voyage: s.Facts.Voyage,
				ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 25), ATD: model.Day(2025, 5, 10),
			},
			{Mode: model.Road, From: longBeach, To: s.Facts.Dropoff, ETD: model.Day(2025, 5, 27), ETA: model.Day(2025, 5, 27)},
		}
		demurrage, detention := 7, 5
		for i := range s.Facts.Containers {
			s.Facts.Containers[i].Free = model.FreeTime{Demurrage: model.Terms{Days: &demurrage}, Detention: model.Terms{Days: &detention}}
		}
		s.FactsAt = w.Now()
		return nil
	})
}

// tellCustomer leaves a note that is meant to be read.
func (d *builder) tellCustomer(ctx context.Context) error {
	return d.change(ctx, starRef, "note.publish", func(w *store.Writer, s *model.Shipment) error {
		s.Notes = append(s.Notes, model.Note{
			ID: "n1", At: w.Now(), By: w.Stamp().By, ForCustomer: true,
			Text: model.Line("The original bill of lading left for your office by courier on 15 May.", model.NoteCells),
		})
		return nil
	})
}

// keepQuiet is what the office knows and must not show: a rate, a dispute, and
// a delay that the carrier has not confirmed.
func (d *builder) keepQuiet(ctx context.Context) error {
	return d.change(ctx, starRef, "note.add", func(w *store.Writer, s *model.Shipment) error {
		s.Internal = model.Internal{
			BuyRate: model.Line("USD 1,450 per 40' high cube, valid until 31 May", model.NameCells),
			Remarks: model.Line("Margin 18 %. Invoice of April still disputed by the customer.", model.NoteCells),
		}
		s.Notes = append(s.Notes, model.Note{
			ID: "n2", At: w.Now(), By: w.Stamp().By,
			Text: model.Line("ONE's desk says Long Beach may slip to 28 May. Do not tell before they confirm.", model.NoteCells),
		})
		rumour := model.Event{
			Milestone: model.ETAChanged, Classifier: model.Estimated, At: model.Day(2025, 5, 28), Place: model.ParsePlace("USLGB"),
			Reported: w.Now(), Internal: model.Line("By phone, not confirmed", model.NameCells),
		}
		model.Record(s, rumour, w.Stamp(), model.Stamp{})
		return nil
	})
}

// lastVisit is when the customer of the story looked in last: what changed
// after it is marked as new.
func (d *builder) lastVisit() act {
	return act{starDay(14, 18, 0), func(ctx context.Context) error {
		visitor := model.Principal{Account: "saigon-tech" + mailDomain, Role: model.Portal, Partner: "saigon-tech"}
		room, err := d.store.Room(visitor)
		if err != nil {
			return err
		}
		self, err := d.store.Self(visitor)
		if err != nil {
			return err
		}
		version, err := room.Version(ctx)
		if err != nil {
			return err
		}
		return self.SetLastSeen(ctx, version)
	}}
}

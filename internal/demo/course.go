package demo

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// warehouses are where cargo is stuffed, by port of loading.
var warehouses = map[string]string{
	"VNSGN": "Bien Hoa", "VNVUT": "Long Thanh", "VNHPH": "Hung Yen", "VNDAD": "Hoa Khanh", "CNNGB": "Yiwu", "KRPUS": "Daegu",
}

// reasons are why dates moved, as the carriers put it.
var reasons = []string{
	"Port congestion", "Vessel waited for its berth", "Bad weather on the way", "Transshipment connection missed", "Schedule recovery by the carrier",
}

// course is what happened to a shipment up to its state in the file.
func (d *builder) course(b booking) []act {
	ref, status := b.field("shipment"), model.Status(b.field("status"))
	acts := []act{d.confide(b)}
	if status == model.Draft {
		return acts
	}
	confirmed := b.event(model.BookingConfirmed, b.bookedAt().Add(26*time.Hour), "")
	acts = append(acts, d.post(ref, 20*time.Minute, confirmed))
	if status == model.Cancelled {
		return append(acts, act{Scenario().AddDate(0, 0, -3).Add(2 * time.Hour), func(ctx context.Context) error {
			return d.importRows(ctx, b)
		}})
	}
	acts = append(acts, d.toThePort(b)...)
	if !b.when("atd").IsZero() {
		acts = append(acts, d.atSea(b)...)
	}
	if !b.when("ata").IsZero() {
		acts = append(acts, d.ashore(b)...)
	}
	return acts
}

func (b booking) event(m model.Milestone, at time.Time, place string) model.Event {
	p := model.ParsePlace(place)
	if zone := p.Zone(); zone != nil {
		at = at.In(zone)
	}
	return model.Event{Milestone: m, Classifier: model.Actual, At: model.Moment(at), Place: p}
}

// toThePort is the way to the terminal, in the days before the departure.
func (d *builder) toThePort(b booking) []act {
	ref, pol := b.field("shipment"), b.field("pol")
	leaves := b.leaves()
	steps := []struct {
		milestone model.Milestone
		place     string
		before    time.Duration
	}{
		{model.EmptyPickedUp, pol, 76 * time.Hour},
		{model.Stuffed, warehouses[pol], 53 * time.Hour},
		{model.GateIn, pol, 30 * time.Hour},
		{model.Loaded, pol, 5 * time.Hour},
	}
	if b.field("load") == string(model.LCL) {
		steps[0].milestone, steps[0].place = model.CargoReceived, warehouses[pol]
	}
	var acts []act
	for _, s := range steps {
		at := leaves.Add(-s.before).Add(time.Duration(b.jitter(string(s.milestone), 200)) * time.Minute)
		e := b.event(s.milestone, at, s.place)
		if s.milestone == model.Loaded {
			e.Vessel, e.Voyage = model.Line(b.field("vessel"), model.NameCells), model.Line(b.field("voyage"), model.NameCells)
		}
		unreported := s.milestone == model.Stuffed && b.jitter("stuffed unreported", 5) == 0
		if !unreported && (s.milestone != model.Loaded || !b.when("atd").IsZero()) {
			acts = append(acts, d.post(ref, 50*time.Minute, e))
		}
	}
	return acts
}

// leaves is when the vessel left, or is to leave, its port of loading.
func (b booking) leaves() time.Time {
	day := b.when("atd")
	if day.IsZero() {
		day = b.when("etd")
	}
	return clockTime(day.Instant(), 4, b.jitter("leaves", 900))
}

// atSea is the departure and what moved the dates.
func (d *builder) atSea(b booking) []act {
	ref := b.field("shipment")
	departed := b.event(model.Departed, b.leaves(), b.field("pol"))
	departed.Vessel, departed.Voyage = model.Line(b.field("vessel"), model.NameCells), model.Line(b.field("voyage"), model.NameCells)
	acts := []act{d.post(ref, 70*time.Minute, departed)}
	if atd, etd := b.when("atd"), b.when("etd"); atd.DaysAfter(etd) > 0 {
		acts = append(acts, d.post(ref, 0, b.moved(model.ETDChanged, atd, etd.Instant().Add(-30*time.Hour))))
	}
	eta := b.when("eta")
	if ata := b.when("ata"); ata.DaysAfter(eta) > 0 {
		acts = append(acts, d.post(ref, 0, b.moved(model.ETAChanged, ata, eta.Instant().Add(-50*time.Hour))))
	}
	if b.field("pod") == "USNYC" {
		acts = append(acts, d.transshipment(b)...)
	}
	if ref == slippedRef {
		late := b.moved(model.ETAChanged, model.Day(2025, 5, 26), Scenario().Add(-17*time.Hour))
		late.Text = model.Line("Port congestion in New York", model.NameCells)
		acts = append(acts, d.post(ref, 0, late))
	}
	return acts
}

// moved is a date that was changed, reported at a time.
func (b booking) moved(m model.Milestone, to model.When, reported time.Time) model.Event {
	return model.Event{
		Milestone: m, Classifier: model.Estimated, At: to.Date(), Reported: reported,
		Text: model.Line(reasons[b.jitter("reason"+string(m), len(reasons))], model.NameCells),
	}
}

// transshipment is the change of vessels in Singapore, on the way to New York.
func (d *builder) transshipment(b booking) []act {
	ref, left := b.field("shipment"), b.leaves()
	arrived := b.event(model.TSArrived, left.Add(63*time.Hour), "SGSIN")
	departed := b.event(model.TSDeparted, left.Add(142*time.Hour), "SGSIN")
	departed.Vessel, departed.Voyage = model.Line("EVER GENTLE", model.NameCells), model.Line("0871W", model.NameCells)
	return []act{d.post(ref, time.Hour, arrived), d.post(ref, 2*time.Hour, departed)}
}

// ashore is the arrival and the way to the door.
func (d *builder) ashore(b booking) []act {
	ref, pod := b.field("shipment"), b.field("pod")
	lands := clockTime(b.when("ata").Instant(), 5, b.jitter("lands", 600))
	steps := []struct {
		milestone model.Milestone
		after     time.Duration
	}{
		{model.Arrived, 0},
		{model.Discharged, 11 * time.Hour},
		{model.CustomsCleared, 34 * time.Hour},
		{model.GateOut, 52 * time.Hour},
		{model.Delivered, 58 * time.Hour},
	}
	var acts []act
	for _, s := range steps {
		place := pod
		if s.milestone == model.Delivered {
			place = ""
		}
		e := b.event(s.milestone, lands.Add(s.after).Add(time.Duration(b.jitter(string(s.milestone), 90))*time.Minute), place)
		acts = append(acts, d.post(ref, 40*time.Minute, e))
	}
	return acts
}

// confide is what the office writes down for itself on every shipment: none of
// it may ever be seen outside.
func (d *builder) confide(b booking) act {
	return act{b.bookedAt().Add(time.Hour), func(ctx context.Context) error {
		return d.change(ctx, b.field("shipment"), "note.add", func(w *store.Writer, s *model.Shipment) error {
			s.Internal.BuyRate = model.Line("USD "+[]string{"1,180", "1,450", "2,075", "2,360"}[b.jitter("rate", 4)]+" per container, all in", model.NameCells)
			s.Notes = append(s.Notes, model.Note{
				ID: "n1", At: w.Now(), By: w.Stamp().By,
				Text: model.Line("Margin agreed with sales; do not quote the carrier's rate to the customer.", model.NoteCells),
			})
			return nil
		})
	}}
}

package shipment

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/uitest"
)

func sampleText(s string) model.Text { return model.Lines(s, model.NoteCells) }

func sampleDay(month time.Month, day int) model.When { return model.Day(2025, month, day) }

func sampleTime(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2025, month, day, hour, minute, 0, 0, uitest.Zone)
}

func sampleEvent(m model.Milestone, at time.Time, place string) model.PublishedEvent {
	return model.PublishedEvent{
		ID: string(m), Milestone: m, Classifier: model.Actual, At: model.Moment(at), Place: model.ParsePlace(place), Said: at,
	}
}

func sampleInt(n int) *int           { return &n }
func sampleFloat(f float64) *float64 { return &f }
func with(e model.PublishedEvent, container string) model.PublishedEvent {
	e.Container = sampleText(container)
	return e
}

func aboard(e model.PublishedEvent, vessel, voyage string) model.PublishedEvent {
	e.Vessel, e.Voyage = sampleText(vessel), sampleText(voyage)
	return e
}

// sailingToLongBeach is the shipment of the reference scenario.
func sailingToLongBeach() model.Published {
	p := model.Published{
		Ref: sampleText("SHP/202505/00080"), Status: model.InTransit, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace("Cat Lai"), POD: model.ParsePlace("USLGB"),
		ETD: sampleDay(5, 10), ETA: sampleDay(5, 25), ATD: model.Moment(sampleTime(5, 10, 6, 0)),
		References: model.References{
			HBL: sampleText("HLHBL2500080"), MBL: sampleText("ONEY888641728"), Booking: sampleText("BKG3541860"),
			PO: []model.Text{sampleText("PO-6700")},
		},
		Carrier: sampleText("ONEY"), Vessel: sampleText("ONE HANNOVER"), Voyage: sampleText("042E"), IMO: sampleText("9302176"),
		Cargo: model.Cargo{
			Packages: sampleInt(1211), WeightKg: sampleFloat(22812), VolumeCbm: sampleFloat(65.2), Commodity: sampleText("Electronic components"),
		},
		Timeline: []model.PublishedEvent{
			sampleEvent(model.BookingConfirmed, sampleTime(5, 2, 9, 10), ""),
			with(sampleEvent(model.EmptyPickedUp, sampleTime(5, 7, 15, 40), ""), "ONEU6507410"),
			with(sampleEvent(model.EmptyPickedUp, sampleTime(5, 7, 15, 40), ""), "ONEU8363919"),
			sampleEvent(model.Stuffed, sampleTime(5, 8, 11, 5), "Thu Duc"),
			sampleEvent(model.GateIn, sampleTime(5, 9, 18, 22), "Cat Lai"),
			aboard(sampleEvent(model.Loaded, sampleTime(5, 10, 1, 20), "Cat Lai"), "ONE HANNOVER", "042E"),
			sampleEvent(model.Departed, sampleTime(5, 10, 6, 0), "Cat Lai"),
		},
		Ledger:    []model.PublishedLine{{Kind: model.KindETA, PublishedAt: sampleTime(5, 2, 10, 0), To: sampleDay(5, 25)}},
		UpdatedAt: sampleTime(5, 10, 6, 30), Change: 7,
	}
	for _, number := range []string{"ONEU6507410", "ONEU8363919"} {
		box := model.PublishedContainer{Number: sampleText(number), Type: sampleText("42G1"), Seal: sampleText("HL176558")}
		for _, e := range p.Timeline {
			if e.Milestone.PerContainer() && (e.Container.IsZero() || e.Container == box.Number) {
				box.Milestones = append(box.Milestones, model.ContainerMilestone{
					Milestone: e.Milestone, Classifier: e.Classifier, At: e.At, Place: e.Place,
				})
			}
		}
		p.Containers = append(p.Containers, box)
	}
	return p
}

// delayedToRotterdam has everything that a page can show: a transshipment, two
// changes of the ETA and one of the ETD, notes, a step that nobody reported, a
// container number and an IMO number that do not fit.
func delayedToRotterdam() model.Published {
	late := sampleEvent(model.ETAChanged, sampleTime(5, 12, 8, 30), "NLRTM")
	late.At, late.Text = sampleDay(6, 14), sampleText("Berth congestion in Singapore. We asked for the next feeder and keep you posted.")
	return model.Published{
		Ref: sampleText("SHP/202505/00092"), Status: model.InTransit, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace("Cat Lai"), POD: model.ParsePlace("NLRTM"), Pickup: model.ParsePlace("Bien Hoa"), Dropoff: model.ParsePlace("Venlo"),
		ETD: sampleDay(5, 8), ETA: sampleDay(6, 14), ATD: model.Moment(sampleTime(5, 8, 22, 15)),
		References: model.References{HBL: sampleText("HLHBL2500092"), PO: []model.Text{sampleText("PO-7466"), sampleText("PO-7467")}},
		Carrier:    sampleText("CMDU"), Vessel: sampleText("CMA CGM JULES VERNE"), Voyage: sampleText("0TXK9"), IMO: sampleText("9454437"),
		Containers: []model.PublishedContainer{
			{Number: sampleText("CMAU2481189"), Type: sampleText("45G1")},
			{Number: sampleText("CMAU8851517"), Type: sampleText("22G1")},
			{Type: sampleText("45R1")},
		},
		Legs: []model.Leg{
			{
				Mode: model.Sea, From: model.ParsePlace("Cat Lai"), To: model.ParsePlace("SGSIN"), Vessel: sampleText("COSCO PRIDE"), Voyage: sampleText("049E"),
				ETD: sampleDay(5, 6), ETA: sampleDay(5, 11), ATD: model.Moment(sampleTime(5, 8, 22, 15)), ATA: model.Moment(sampleTime(5, 11, 3, 0)),
			},
			{
				Mode: model.Sea, From: model.ParsePlace("SGSIN"), To: model.ParsePlace("NLRTM"), Vessel: sampleText("CMA CGM JULES VERNE"), Voyage: sampleText("0TXK9"),
				ETD: sampleDay(5, 18), ETA: sampleDay(6, 14),
			},
			{Mode: model.Road, From: model.ParsePlace("NLRTM"), To: model.ParsePlace("Venlo")},
		},
		Timeline: []model.PublishedEvent{
			sampleEvent(model.BookingConfirmed, sampleTime(4, 22, 9, 10), ""),
			sampleEvent(model.GateIn, sampleTime(5, 7, 10, 0), "Cat Lai"),
			aboard(sampleEvent(model.Loaded, sampleTime(5, 8, 18, 0), "Cat Lai"), "COSCO PRIDE", "049E"),
			aboard(sampleEvent(model.Departed, sampleTime(5, 8, 22, 15), "Cat Lai"), "COSCO PRIDE", "049E"),
			sampleEvent(model.TSArrived, sampleTime(5, 11, 3, 0), "SGSIN"),
			sampleEvent(model.TSDischarged, sampleTime(5, 11, 16, 0), "SGSIN"),
			late,
			{Milestone: model.TSLoaded, Classifier: model.Estimated, At: sampleDay(5, 14), Place: model.ParsePlace("SGSIN")},
		},
		Ledger: []model.PublishedLine{
			{Kind: model.KindETD, PublishedAt: sampleTime(4, 22, 9, 30), To: sampleDay(5, 6)},
			{Kind: model.KindETA, PublishedAt: sampleTime(4, 22, 9, 30), To: sampleDay(6, 8)},
			{Kind: model.KindETD, PublishedAt: sampleTime(5, 5, 14, 0), From: sampleDay(5, 6), To: sampleDay(5, 8), Reason: sampleText("Vessel schedule")},
			{Kind: model.KindETA, PublishedAt: sampleTime(5, 5, 14, 0), From: sampleDay(6, 8), To: sampleDay(6, 10), Reason: sampleText("Vessel schedule")},
			{Kind: model.KindETA, PublishedAt: sampleTime(5, 12, 8, 30), From: sampleDay(6, 10), To: sampleDay(6, 14), Reason: sampleText("Berth congestion in Singapore; the feeder waits at the anchorage for its turn.")},
		},
		Notes: []model.PublishedNote{
			{At: sampleTime(5, 6, 10, 0), Text: sampleText("The truck is ordered for 7 May in the morning.")},
			{At: sampleTime(5, 9, 10, 0), Text: sampleText("Original bills of lading went out by courier.")},
			{At: sampleTime(5, 13, 17, 0), Text: sampleText("Your consignee in Venlo has been told of the new date.")},
		},
		UpdatedAt: sampleTime(5, 13, 17, 0), Change: 9,
	}
}

func lclToMelbourne() model.Published {
	return model.Published{
		Ref: sampleText("SHP/202505/00062"), Status: model.InTransit, Mode: model.Sea, Load: model.LCL, Direction: model.Export,
		POL: model.ParsePlace("Cat Lai"), POD: model.ParsePlace("AUMEL"),
		ETD: sampleDay(4, 27), ETA: sampleDay(5, 14), ATD: sampleDay(4, 29), Vessel: sampleText("MAERSK SALINA"), Voyage: sampleText("518W"),
		References: model.References{HBL: sampleText("HLHBL2500062")}, Cargo: model.Cargo{Packages: sampleInt(277)},
		UpdatedAt: sampleTime(5, 1, 9, 0), Change: 3,
	}
}

func cancelledOne() model.Published {
	p := lclToMelbourne()
	p.Ref, p.Status, p.ATD, p.ETA = sampleText("SHP/202505/00091"), model.Cancelled, model.When{}, sampleDay(6, 21)
	return p
}

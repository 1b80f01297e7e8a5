package uitest

import (
	"math/rand/v2"
	"strings"
	"time"

	"porthole/internal/model"
)

// Nasty are texts that break what is not careful: wide, combining, long, empty,
// and full of what a terminal obeys.
var Nasty = []string{
	"", "x", "Cat Lai", "長榮海運股份有限公司", "Công ty TNHH Gỗ Đại Phát", "👨‍👩‍👧‍👦🇻🇳", "e\u0301\u0301\u0301\u0301",
	"\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\u009b2J", "a\rb\nc\td", "\u202eevil\u202c", strings.Repeat("W", 90),
	strings.Repeat("word ", 60), "line\nline\n\nline", "\u00a0\u00a0\u00a0", "｢full｣width", "ONEU6507410", "SHP/202505/00080",
}

// Dice throws records with anything in them.
type Dice struct{ *rand.Rand }

// Text is a text.
func (r Dice) Text() model.Text { return model.Lines(Nasty[r.IntN(len(Nasty))], model.NoteCells) }

// Place is a place, known or not.
func (r Dice) Place() model.Place {
	known := []string{"Cat Lai", "USLGB", "SGSIN", "NLRTM"}
	switch r.IntN(4) {
	case 0:
		return model.Place{}
	case 1:
		return model.Place{Code: r.Text(), Name: r.Text(), Terminal: r.Text()}
	default:
		return model.ParsePlace(known[r.IntN(len(known))])
	}
}

// Time is a time.
func (r Dice) Time() time.Time { return Now().Add(time.Duration(r.IntN(8000)-4000) * time.Hour) }

// When is a date, with or without a time.
func (r Dice) When() model.When {
	switch r.IntN(3) {
	case 0:
		return model.When{}
	case 1:
		return model.DayOf(r.Time())
	default:
		return model.Moment(r.Time())
	}
}

// Published is a record of a customer.
func (r Dice) Published() model.Published {
	all := model.Milestones()
	p := model.Published{
		Ref: r.Text(), Status: model.Statuses()[r.IntN(5)], Mode: model.Sea, Load: []model.Load{"", model.FCL, model.LCL}[r.IntN(3)],
		Direction: []model.Direction{"", model.Export}[r.IntN(2)], POL: r.Place(), POD: r.Place(), Pickup: r.Place(), Dropoff: r.Place(),
		ETD: r.When(), ETA: r.When(), ATD: r.When(), ATA: r.When(), Carrier: r.Text(), Vessel: r.Text(), IMO: r.Text(), Voyage: r.Text(),
		References: model.References{HBL: r.Text(), MBL: r.Text(), Booking: r.Text()}, Cargo: model.Cargo{Commodity: r.Text()}, UpdatedAt: r.Time(),
	}
	for range r.IntN(4) {
		p.References.PO = append(p.References.PO, r.Text())
		p.Legs = append(p.Legs, model.Leg{Mode: model.Sea, From: r.Place(), To: r.Place(), Vessel: r.Text(), ETD: r.When(), ATA: r.When()})
		p.Notes = append(p.Notes, model.PublishedNote{At: r.Time(), Text: r.Text()})
		p.Ledger = append(p.Ledger, model.PublishedLine{
			Kind: []model.DateKind{model.KindETA, model.KindETD}[r.IntN(2)], PublishedAt: r.Time(), From: r.When(), To: r.When(), Reason: r.Text(),
		})
	}
	for range r.IntN(9) {
		e := model.PublishedEvent{
			Milestone: all[r.IntN(len(all))], Classifier: []model.Classifier{model.Actual, model.Estimated}[r.IntN(2)], At: r.When(),
			Place: r.Place(), Container: r.Text(), Vessel: r.Text(), Text: r.Text(), Said: r.Time(),
		}
		p.Timeline = append(p.Timeline, e)
		p.Containers = append(p.Containers, model.PublishedContainer{
			Number: r.Text(), Type: r.Text(), Seal: r.Text(),
			Milestones: []model.ContainerMilestone{{Milestone: e.Milestone, Classifier: e.Classifier, At: e.At, Place: e.Place}},
		})
	}
	return p
}

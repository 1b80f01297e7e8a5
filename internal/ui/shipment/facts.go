package shipment

import (
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// facts is everything else that is known: numbers, carrier, vessel, cargo,
// places, and who sends the documents. What is not known has no line.
func (s Sheet) facts() []widget.Prose {
	refs := s.p.References
	lines := s.pairs("facts", s.known([][2]string{
		{"detail.fact.hbl", refs.HBL.String()},
		{"detail.fact.mbl", refs.MBL.String()},
		{"detail.fact.booking", refs.Booking.String()},
		{"detail.fact.po", Texts(refs.PO)},
		{"detail.fact.carrier", words.Carrier(s.p.Carrier.String())},
		{"detail.fact.vessel", s.Ship() + s.mark(s.unpublishes("vessel", "voyage")).Text},
		{"detail.fact.commodity", s.p.Cargo.Commodity.String()},
		{"detail.fact.measure", s.Words.Measure(s.p.Cargo)},
		{"detail.fact.pickup", s.p.Pickup.String()},
		{"detail.fact.pol", s.p.POL.String()},
		{"detail.fact.pod", s.p.POD.String()},
		{"detail.fact.dropoff", s.p.Dropoff.String()},
		{"detail.fact.updated", s.Words.HouseMoment(s.p.UpdatedAt, s.at)},
		{"detail.fact.documents", s.Words.Documents(s.House)},
	}), leastFact)
	return append(lines, s.odd(0, model.CheckIMO(s.p.IMO.String()))...)
}

// known are the pairs that have a value, with the words for their labels.
func (s Sheet) known(pairs [][2]string) [][2]string {
	var kept [][2]string
	for _, pair := range pairs {
		if pair[1] != "" {
			kept = append(kept, [2]string{s.Say(pair[0]), pair[1]})
		}
	}
	return kept
}

// Texts are the facts of a shipment in words.
func Texts(all []model.Text) string { return strings.Join(widget.Map(all, model.Text.String), ", ") }

// Ship is the vessel with voyage and IMO number.
func (s Sheet) Ship() string {
	imo := ""
	if !s.p.IMO.IsZero() {
		imo = s.Say("detail.fact.imo", s.p.IMO)
	}
	return widget.Joined(parts.Vessel(s.p.Vessel, s.p.Voyage), imo)
}

// warned is a sentence with the sign of what wants looking at, indented.
func (s Sheet) warned(indent int, text string) []widget.Prose {
	lead := widget.Prose{widget.Blank(indent), s.Theme.Attention.Says(theme.SignLate)}
	return widget.Beside(lead, indent+2, s.Theme.Attention, text, s.width)
}

// odd are remarks about a number that does not fit.
func (s Sheet) odd(indent int, remarks []model.Remark) []widget.Prose {
	warn := func(r model.Remark) []widget.Prose { return s.warned(indent, s.Words.Remark(r)) }
	return slices.Concat(widget.Map(remarks, warn)...)
}

// Copy is one text of a shipment that people paste elsewhere.
type Copy struct {
	Name string // key of the catalogue: what it is
	Text string
}

// Copies are the texts of a shipment that can be copied, the one that is wanted
// most first. What is not known has none.
func Copies(look *widget.Look, p model.Published, now time.Time) []Copy {
	s := NewSheet(look, p, now, widget.ParagraphCells)
	all := []Copy{
		{"copy.ref", p.Ref.String()},
		{"copy.hbl", p.References.HBL.String()},
		{"copy.container", s.boxNumbers()},
		{"copy.all", s.inThreeLines()},
	}
	return slices.DeleteFunc(all, func(c Copy) bool { return c.Text == "" })
}

// boxNumbers are the numbers of the containers, as other portals take them.
func (s Sheet) boxNumbers() string {
	numbers := widget.Map(s.p.Containers, func(box model.PublishedContainer) string { return box.Number.String() })
	return strings.Join(widget.Present(numbers...), ", ")
}

// inThreeLines is what the shipment is, from where to where, and when.
func (s Sheet) inThreeLines() string {
	hbl := s.p.References.HBL.String()
	if hbl != "" {
		hbl = s.Say("copy.hbl", hbl)
	}
	what := widget.Joined(s.p.Ref.String(), s.Say("status."+string(s.Row.Label())), hbl, s.boxNumbers())
	way := widget.Joined(s.p.POL.String()+" "+theme.SignMoved+" "+s.p.POD.String(), parts.Vessel(s.p.Vessel, s.p.Voyage))
	date := func(name string, w model.When) string {
		if w.IsZero() {
			return ""
		}
		return name + " " + s.day(w)
	}
	dates := widget.Joined(date("ETD", s.p.ETD), date("ATD", s.p.ATD), date("ETA", s.p.ETA), date("ATA", s.p.ATA))
	return strings.Join([]string{what, way, dates}, "\n")
}

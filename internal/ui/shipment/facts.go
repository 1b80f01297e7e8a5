package shipment

import (
	"slices"
	"strings"

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
		{"detail.fact.updated", s.Words.OfficeMoment(s.p.UpdatedAt, s.at)},
		{"detail.fact.documents", s.Words.Documents(s.Forwarder)},
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
	warn := func(r model.Remark) []widget.Prose { return s.warned(indent, r.Tell(s.Words, s.at)) }
	return slices.Concat(widget.Map(remarks, warn)...)
}

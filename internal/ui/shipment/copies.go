package shipment

import (
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

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

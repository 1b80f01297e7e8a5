package shipment

import (
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// summary is the upper part of the page: what it is, where it is, its dates,
// and the questions with their answers.
func (s Sheet) summary() []widget.Prose {
	told := s.answers
	if s.office != nil {
		told = s.internals
	}
	return slices.Concat([]widget.Prose{s.kind(), s.route()}, s.dates(), s.warning(), []widget.Prose{nil}, told(), []widget.Prose{nil})
}

// kind is what is shipped, under which numbers: as many of them as fit, whole.
func (s Sheet) kind() widget.Prose {
	parts := widget.Present(s.Words.Load(s.p), s.via(), s.Words.Quantity(s.p), labelled("HBL", s.p.References.HBL), s.orders())
	line := ""
	for _, part := range parts {
		if longer := widget.Joined(line, part); line == "" || widget.Cells(longer) <= s.width {
			line = longer
		}
	}
	return widget.Prose{s.Theme.Muted.Says(line)}
}

// via names the ports at which the cargo changes vessels.
func (s Sheet) via() string {
	var ports []string
	for i, leg := range s.p.Legs {
		if i > 0 && leg.Mode == model.Sea && s.p.Legs[i-1].Mode == model.Sea && !leg.From.IsZero() {
			ports = append(ports, leg.From.Short())
		}
	}
	if len(ports) == 0 {
		return ""
	}
	return s.Say("detail.via", strings.Join(ports, ", "))
}

// orders are the customer's purchase orders: the first, and how many more.
func (s Sheet) orders() string {
	if orders := s.p.References.PO; len(orders) > 1 {
		return s.Say("detail.po_more", orders[0], len(orders)-1)
	}
	return Texts(s.p.References.PO)
}

// labelled is a reference with its name before it; empty when there is none.
func labelled(label string, value model.Text) string {
	if value.IsZero() {
		return ""
	}
	return label + " " + value.String()
}

// route is the strip, and how many days of the passage are over.
func (s Sheet) route() widget.Prose {
	days := s.passage()
	if s.tight() || days == "" {
		return parts.StripProse(s.Look, s.Row, s.width)
	}
	room := s.width - widget.Cells(days) - 4
	return widget.Apart(parts.StripProse(s.Look, s.Row, room), widget.Prose{s.Theme.Muted.Says(days)}, s.width)
}

// passage is the day of the voyage; empty when nothing sails.
func (s Sheet) passage() string {
	track := model.Passage(s.Row, s.at)
	switch {
	case s.p.Status == model.Cancelled || s.p.ATD.IsZero() || track.Fraction >= 1 && track.Days <= 0:
		return ""
	case track.Fraction >= 1:
		return s.Say("days", track.Days)
	case track.Days < max(1, track.Day):
		return s.Say("detail.day", max(1, track.Day))
	default:
		return s.Say("detail.day_of", max(1, track.Day), track.Days)
	}
}

// dates are the planned and the actual days, those of the arrival at the end.
func (s Sheet) dates() []widget.Prose {
	left := widget.Flow(s.planned(model.KindETD, s.p.ETD, s.p.ATD), widget.Pad(3), s.width)
	right := widget.Flow(s.planned(model.KindETA, s.p.ETA, s.p.ATA), widget.Pad(3), s.width)
	if len(left) == 1 && len(right) == 1 && s.width >= s.mostDates() {
		return []widget.Prose{widget.Apart(left[0], right[0], s.width)}
	}
	lines := append(left, right...)
	if last := len(lines) - 1; s.tight() {
		lines[last] = widget.Apart(lines[last], widget.Prose{s.Theme.Muted.Says(s.passage())}, s.width)
	}
	return lines
}

// mostDates is the width in which four dates of other years and two slips have
// room on one line. A page has one line for them or two for every shipment, so
// that nothing jumps when another one is turned to.
func (s Sheet) mostDates() int {
	day := widget.Cells(parts.ShortDay(s.Look, model.Day(s.at.Year()+1, time.December, 28), s.at))
	return 2*(2*len("ETD ")+2*day+3+1+parts.SlipCells) + 3
}

// planned is a planned date and the actual one, the days by which it is late
// beside the one that counts.
func (s Sheet) planned(kind model.DateKind, expected, actual model.When) []widget.Prose {
	name, first := strings.ToUpper(string(kind))[1:], s.p.FirstShown(kind)
	late, came := expected.DaysAfter(first), 0
	if !actual.IsZero() {
		late, came = 0, actual.DaysAfter(first)
	}
	return []widget.Prose{s.date("E"+name, expected, late), s.date("A"+name, actual, came)}
}

// date is one date with its name, and by how many days it moved.
func (s Sheet) date(name string, w model.When, slip int) widget.Prose {
	line := widget.Prose{s.Theme.Muted.Says(name + " "), s.Theme.Text.Says(parts.ShortDay(s.Look, w, s.at)), s.mark(s.unpublishes(strings.ToLower(name)))}
	return append(line, s.slip(slip)...)
}

// warning says what is overdue. A later ETA is told by the answers.
func (s Sheet) warning() []widget.Prose {
	why := s.Row.Attention(s.at)
	if why == "" || why == model.Slipped {
		return nil
	}
	return s.warned(0, s.Say(string(why)))
}

// latestNotes is how many notes stand under the answers; older ones are in the
// timeline.
const latestNotes = 2

// answers are the questions with their answers, and what was last written for the customer.
func (s Sheet) answers() []widget.Prose {
	pairs := s.Words.Answered(s.p, s.at, parts.Speaker{Catalogue: s.Words})
	for i := len(s.p.Notes) - 1; i >= max(0, len(s.p.Notes)-latestNotes); i-- {
		note := s.p.Notes[i]
		pairs = append(pairs, [2]string{s.Say("detail.note", s.Words.OfficeDay(note.At, s.at)), note.Text.String()})
	}
	return s.pairs("answers", pairs, LeastAnswer)
}

// The narrowest columns beside labels: sentences need more room than numbers.
const (
	LeastAnswer = 36
	leastFact   = 16
)

// pairs are labels and what belongs to them: in two columns, or where the second
// would have less than least cells each label on a line of its own. part names them
// among those of the page.
func (s Sheet) pairs(part string, pairs [][2]string, least int) []widget.Prose {
	labels := widget.Map(pairs, func(pair [2]string) string { return pair[0] })
	indent := like(s, part, widget.Widest(labels...)+3)
	stacked := s.width-indent < least
	if stacked {
		indent = 2
	}
	var lines []widget.Prose
	for _, pair := range pairs {
		label := widget.Prose{s.Theme.Muted.Says(pair[0])}
		if stacked {
			lines, label = append(lines, label), nil
		}
		lines = append(lines, widget.Beside(label, indent, s.Theme.Text, pair[1], s.width)...)
	}
	return lines
}

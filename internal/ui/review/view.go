package review

import (
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// reviewSheet writes the page of a review: the five points, and both records in
// two columns.
type reviewSheet struct {
	*screen.Env
	r     model.Review
	at    time.Time
	width int
}

// lines is the whole page. The columns are named above the first group.
func (s reviewSheet) lines() []widget.Prose {
	lines := s.points()
	know, see := s.Say("review.know"), s.Say("review.see")
	for _, group := range []reviewGroup{ // both records, thing by thing
		{"review.facts", s.facts()},
		{"review.events", s.events()},
		{"review.ledger", s.ledger()},
		{"review.notes", s.notes()},
		{"review.internal", s.inner()},
	} {
		if len(group.rows) > 0 {
			lines = append(append(lines, nil), s.columns(group, know, see)...)
			know, see = "", ""
		}
	}
	return lines
}

// points is the final checkpoint: each point with a sign, why it passed or
// failed, and the command that mends it.
func (s reviewSheet) points() []widget.Prose {
	var lines []widget.Prose
	indent := widget.Widest(widget.Map(pointNames, func(name string) string { return s.Say("review.point." + name) })...) + 4
	for _, point := range s.r.Points {
		sign := s.Theme.Delivered.Says(theme.SignDone + " ")
		if !point.Passed {
			sign = s.Theme.Attention.Says(theme.SignFailed + " ")
		}
		lead := widget.Prose{sign, s.Theme.Text.Says(s.Say("review.point." + point.Point))}
		at := indent
		if s.width-indent < shipment.LeastAnswer {
			lines = append(lines, lead)
			lead, at = nil, 2
		}
		ink := s.Theme.Text
		if point.Passed {
			ink = s.Theme.Muted
		}
		for _, d := range append([]model.Defect{{Reason: point.Reason, Mend: point.Mend}}, point.Also...) {
			lines = append(lines, widget.Beside(lead, at, ink, d.Reason.Tell(s.Words, s.at), s.width)...)
			lead = nil
			if !d.Mend.IsZero() {
				for _, mend := range s.mends(d.Mend) {
					sign := widget.Prose{widget.Blank(at), s.Theme.Muted.Says(theme.SignMoved + " ")}
					lines = append(lines, widget.Beside(sign, at+2, s.Theme.Key, mend, s.width)...)
				}
			}
		}
	}
	return lines
}

// mends are the ways of mending a defect; whoever may not publish what it takes keeps it
// back.
func (s reviewSheet) mends(m model.Remark) []string {
	all := []string{s.mend(m)}
	if hold := model.HoldInstead(m); !hold.IsZero() && s.Staff.Role == model.Manager {
		all = append(all, hold.Tell(s.Words, s.at))
	}
	return all
}

// mend is the command that mends a defect, and the key that does the same here;
// before a command that the reader may not give stands who can.
func (s reviewSheet) mend(m model.Remark) string {
	command := m.Tell(s.Words, s.at)
	if b, ok := mendKeys[m.Key]; ok && s.Staff.May(b) {
		return s.Say("review.mend", b.Help().Key, command)
	}
	if s.Staff.Role == model.Manager && !slices.Contains(managersMend, m.Key) {
		return s.Say("review.mend.by", s.Say("command.role."+string(model.Operations)), command)
	}
	return command
}

// managersMend are the mends that are commands of managers too.
var managersMend = []string{"mend.check_isolation", "mend.verify", "mend.event_withdraw"}

var mendKeys = map[string]widget.Binding{
	"mend.event_post": screen.KeyPost, "mend.event_publish": screen.KeyPublish, "mend.event_withdraw": screen.KeyWithdraw,
	"mend.reschedule_eta": screen.KeyReschedule, "mend.reschedule_etd": screen.KeyReschedule, "mend.note_publish": screen.KeyNote,
}

// reviewGroup is a division of the two columns.
type reviewGroup struct {
	key  string // of its name
	rows []reviewRow
}

// reviewRow is one thing as the office knows it, and as the customer sees it;
// when the customer does not, why says why not.
type reviewRow struct {
	label, known, seen string
	why                string
}

// The columns of the page: labels and times have so many cells, and where two
// columns would have less than least each thing has lines of its own.
const (
	reviewLabel = 16
	leastColumn = 22
)

// columns sets a group: label, what we know, what they see, under these names of the
// columns.
func (s reviewSheet) columns(group reviewGroup, know, see string) []widget.Prose {
	each := (s.width - reviewLabel - 5) / 2
	if each < leastColumn {
		return s.stacked(group)
	}
	t := s.Theme
	lines := []widget.Prose{{
		t.Strong.Says(widget.Fit(s.Say(group.key), reviewLabel+2)), t.Muted.Says(widget.Fit(know, each)),
		t.Border.Says(" │ "), t.Muted.Says(widget.Clip(see, each)),
	}}
	for _, row := range group.rows {
		lines = append(lines, s.twoColumns(row, each)...)
	}
	return lines
}

// styles are how the two sides of a row are written: what is withheld steps
// back, what differs stands out.
func (s reviewSheet) styles(row reviewRow) (known, seen theme.Style) {
	switch {
	case row.why != "":
		return s.Theme.Muted, s.Theme.Muted
	case row.known != row.seen:
		return s.Theme.Text, s.Theme.Attention
	default:
		return s.Theme.Text, s.Theme.Text
	}
}

func (s reviewSheet) twoColumns(row reviewRow, each int) []widget.Prose {
	known, seen := s.styles(row)
	labels := widget.Wrap(row.label, reviewLabel)
	left, right := widget.Wrap(row.known, each), widget.Wrap(s.shown(row), each)
	lines := make([]widget.Prose, max(len(labels), len(left), len(right)))
	labels, left, right = widget.Filled(labels, len(lines)), widget.Filled(left, len(lines)), widget.Filled(right, len(lines))
	for i := range lines {
		lines[i] = widget.Prose{
			s.Theme.Muted.Says(widget.Fit(labels[i], reviewLabel) + "  "), known.Says(widget.Fit(left[i], each)),
			s.Theme.Border.Says(" │ "), seen.Says(right[i]),
		}
	}
	return lines
}

// shown is the right side of a row.
func (s reviewSheet) shown(row reviewRow) string {
	switch {
	case row.why != "":
		return theme.SignMissing + " " + row.why
	case row.seen == "":
		return theme.UnknownDate
	default:
		return row.seen
	}
}

// stacked sets a group where there is no room for two columns: what the
// customer sees is said where it differs.
func (s reviewSheet) stacked(group reviewGroup) []widget.Prose {
	lines := []widget.Prose{{s.Theme.Strong.Says(s.Say(group.key))}}
	for _, row := range group.rows {
		known, seen := s.styles(row)
		text := row.known
		if row.label != "" {
			text = row.label + "  " + text
		}
		sign, differs := s.Theme.Delivered.Says(theme.SignDone), row.why != "" || row.known != row.seen
		if differs {
			sign = seen.Says(theme.SignMissing)
		}
		lines = append(lines, widget.Beside(widget.Prose{sign}, 2, known, text, s.width)...)
		if differs {
			lines = append(lines, widget.Beside(nil, 2, seen, s.Say("review.see.short", s.shown(row)), s.width)...)
		}
	}
	return lines
}

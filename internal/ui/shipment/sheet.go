package shipment

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// narrowSheet is the width from which a sheet has room for columns.
const narrowSheet = 58

// Sheet is what a shipment's page is written from: one published record, as
// seen at one moment, in the language and ink of the session. Its methods are
// the parts of the page; they compute and keep nothing.
type Sheet struct {
	*widget.Look
	p     model.Published
	Row   model.Row
	at    time.Time
	width int
	// office is the record behind p, on the pages of staff; nil on those of
	// customers. kept is what of it they do not see, unpublished its fields.
	office      *model.Shipment
	kept        *model.KeptBack
	unpublished []string
	// columns are how the parts of the page are set, by name. They are shared with the
	// sheet that this one is compared with; nil where none ever is. What a shipment
	// was before is set in the columns of what it is now, so that a column which became
	// wider does not make every line of it another one.
	columns map[string]any
}

// NewSheet is a sheet of width cells for p at now.
func NewSheet(look *widget.Look, p model.Published, now time.Time, width int) Sheet {
	p = p.Named(look.Words.Place)
	return Sheet{Look: look, p: p, Row: model.RowOf(p), at: now, width: max(width, 12)}
}

// sheet is the one for what was read, with the office's record behind it where there
// is one.
func (r *reading) sheet(look *widget.Look, now time.Time, width int) Sheet {
	s := NewSheet(look, r.Published, now, width)
	s.columns = map[string]any{}
	if r.office != nil {
		s.office, s.kept = r.office, r.office.Keeps()
		s.unpublished = s.kept.Fields()
	}
	return s
}

// tight says that there is no room for columns: tables become lists.
func (s Sheet) tight() bool { return s.width < narrowSheet }

// day is a day as the language writes it, and a dash when it is not known.
func (s Sheet) day(w model.When) string {
	if w.IsZero() {
		return theme.UnknownDate
	}
	return s.Words.Day(w, s.at)
}

// moment is a time at a place in its zone; empty when it is not known.
func (s Sheet) moment(w model.When, at model.Place) string { return s.Words.Moment(w, at, s.at) }

// milestone is the name of a milestone that was reported.
func (s Sheet) milestone(m model.Milestone) string { return s.Say("milestone." + string(m)) }

// ahead is the name of a milestone that was not: no language should claim in
// passing that it has happened.
func (s Sheet) ahead(m model.Milestone) string { return s.Say("detail.ahead." + string(m)) }

// slip says behind a date by how many days it moved, such as `+3d`.
func (s Sheet) slip(days int) widget.Prose {
	if days == 0 {
		return nil
	}
	return widget.Prose{widget.Plain(" "), parts.Slip(s.Look, &s.Theme.Ink, days)}
}

// like is how a part of the page was set before, and its own way for whoever comes
// first.
func like[T any](s Sheet, part string, own T) T {
	if set, ok := s.columns[part].(T); ok {
		return set
	}
	if s.columns != nil {
		s.columns[part] = own
	}
	return own
}

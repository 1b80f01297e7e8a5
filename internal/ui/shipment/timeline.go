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

// entry is one line of the timeline, ready to be set in columns.
type entry struct {
	sign  theme.Phrase
	when  string
	name  theme.Phrase
	ship  string         // on which it happened
	about []widget.Prose // what belongs to it, each piece kept whole
	text  string         // written for the customer
	inner string         // written for the office; only on its own pages
	at    time.Time
	done  bool
}

// timeline is what happened and what is expected, in one list.
func (s Sheet) timeline() []widget.Prose {
	entries := s.entries()
	if len(entries) == 0 {
		return widget.Paragraph(s.Theme.Muted, s.Say("detail.timeline.empty"), s.width)
	}
	set, columns := s.listed, s.columnsOf(entries)
	if columns.about >= leastAbout {
		set = func(e entry) []widget.Prose { return s.inColumns(e, columns) }
	}
	return slices.Concat(widget.Map(entries, set)...)
}

// entries are the steps of the model's timeline, and between them by their
// time older notes and changed dates that no event reported.
func (s Sheet) entries() []entry {
	var entries []entry
	ship := ""
	for _, step := range model.Timeline(s.p, s.at) {
		e := s.entry(step)
		if e.ship != "" && e.ship != ship { // said once, until it is another one
			ship = e.ship
			e.about = append(s.pieces(s.Theme.Muted, ship), e.about...)
		}
		entries = append(entries, e)
	}
	for _, line := range s.p.Ledger {
		if !line.From.IsZero() && !s.reported(line) && (s.office == nil || line.WithdrawnAt.IsZero()) {
			entries = insertEntry(entries, s.rescheduled(line))
		}
	}
	older := s.p.Notes // those that do not stand under the answers, of which the office's page has none
	if s.office == nil {
		older = older[:max(0, len(older)-latestNotes)]
	}
	for _, note := range older {
		entries = insertEntry(entries, entry{
			sign: s.Theme.Accent.Says(theme.SignNote), when: s.Words.OfficeMoment(note.At, s.at), at: note.At,
			name: s.Theme.Text.Says(s.Say("detail.step.note")), text: note.Text.String(), done: true,
		})
	}
	if s.office != nil {
		entries = s.officeEntries(entries)
	}
	return entries
}

// insertEntry puts e behind the last thing that had happened by then.
func insertEntry(entries []entry, e entry) []entry {
	at := 0
	for i, other := range entries {
		if other.done && !other.at.After(e.at) {
			at = i + 1
		}
	}
	return slices.Insert(entries, at, e)
}

// entry is one step. What only the office knows of it is added on its own pages.
func (s Sheet) entry(step model.Step) entry {
	t := s.Theme
	e := entry{
		when: s.moment(step.At, step.Place), at: step.At.Instant(), text: step.Text.String(), done: step.State == model.StepDone,
		name: t.Text.Says(s.ahead(step.Milestone)),
	}
	switch step.State {
	case model.StepDone:
		e.sign, e.name.Text = t.Delivered.Says(theme.SignDone), s.milestone(step.Milestone)
		e.ship = parts.Vessel(step.Vessel, step.Voyage)
		e.about = s.pieces(t.Muted, step.Place.String(), s.boxes(step.Containers))
	case model.StepExpected:
		e.sign = t.Active.Says(theme.SignExpected)
		e.about = s.pieces(t.Muted, strings.Join(widget.Present(step.Place.Short(), s.Say("detail.step.estimated")), ", "))
	case model.StepLate:
		late := s.Say("days", max(1, model.DayOf(s.at).DaysAfter(step.At)))
		e.sign = t.Attention.Says(theme.SignLate)
		e.about = append(s.pieces(t.Muted, step.Place.Short()), s.pieces(t.Attention, s.Say("detail.step.late", late))...)
	case model.StepMissing:
		e.sign, e.name.Style, e.about = t.Muted.Says(theme.SignMissing), t.Muted, s.pieces(t.Muted, s.Say("detail.step.missing"))
	case model.StepUpcoming:
		e.sign, e.name.Style, e.about = t.Muted.Says(theme.SignUpcoming), t.Muted, s.pieces(t.Muted, s.Say("detail.step.upcoming"))
	}
	if e.done && step.Milestone.IsChange() {
		s.changed(&e, step)
	}
	if s.office != nil {
		s.annotate(&e, step)
	}
	return e
}

// changed makes the entry that of a changed date: when it was said, from when to
// when.
func (s Sheet) changed(e *entry, step model.Step) {
	var from model.When
	for _, line := range s.p.Ledger {
		if line.Kind.Change() == step.Milestone && tells(line, step.Event, step.At) && !line.From.IsZero() {
			from = line.From
		}
	}
	e.sign, e.at, e.ship = s.Theme.Changed.Says(theme.SignMoved), step.Said, ""
	e.when = s.Words.OfficeMoment(step.Said, s.at)
	e.about = []widget.Prose{s.change(from, step.At)}
}

// tells says that the event which changed a date tells what the line does.
func tells(line model.PublishedLine, event string, to model.When) bool {
	if line.Event != "" || line.Withdrawal {
		return line.Event == event
	}
	return line.To.Date().Equal(to.Date())
}

// reported says whether an event of the timeline tells what the line does.
func (s Sheet) reported(line model.PublishedLine) bool {
	return slices.ContainsFunc(s.p.Timeline, func(e model.PublishedEvent) bool {
		return e.Milestone == line.Kind.Change() && tells(line, e.ID, e.At)
	})
}

func (s Sheet) rescheduled(line model.PublishedLine) entry {
	e := entry{
		sign: s.Theme.Changed.Says(theme.SignMoved), when: s.Words.OfficeMoment(line.PublishedAt, s.at), at: line.PublishedAt,
		name: s.Theme.Text.Says(s.milestone(line.Kind.Change())), about: []widget.Prose{s.change(line.From, line.To)},
		text: s.Words.Reason(line, s.at), done: true,
	}
	if !line.WithdrawnAt.IsZero() {
		e.sign, e.name.Style = s.Theme.Muted.Says(theme.SignTaken), s.Theme.Muted
	}
	return e
}

// change is from when to when a date moved, and by how many days.
func (s Sheet) change(from, to model.When) widget.Prose {
	if from.IsZero() {
		return widget.Prose{s.Theme.Text.Says(s.day(to))}
	}
	line := widget.Prose{s.Theme.Text.Says(s.Say("detail.step.moved", s.day(from), s.day(to)))}
	return append(line, s.slip(to.DaysAfter(from))...)
}

// boxes names containers: two by their numbers, more by their count.
func (s Sheet) boxes(numbers []model.Text) string {
	if len(numbers) > 2 {
		return s.Say("detail.boxes", len(numbers))
	}
	return strings.Join(widget.Map(numbers, func(n model.Text) string { return widget.Tied(model.FormatContainer(n)) }), ", ")
}

func (s Sheet) pieces(in theme.Style, texts ...string) []widget.Prose {
	return widget.Map(widget.Present(texts...), func(text string) widget.Prose { return widget.Prose{in.Says(text)} })
}

// timelineColumns are the widths of a timeline's columns.
type timelineColumns struct{ when, name, about int }

// gutter is the space between two columns.
const gutter = 2

func (s Sheet) columnsOf(entries []entry) timelineColumns {
	var c timelineColumns
	for _, e := range entries {
		c.when, c.name = max(c.when, widget.Cells(e.when)), max(c.name, widget.Cells(e.name.Text))
	}
	c = like(s, "timeline", c)
	c.about = s.width - c.when - c.name - 2 - 2*gutter
	if room := c.name + c.about; c.about < leastAbout && room >= leastName+leastAbout && !s.tight() {
		c.name, c.about = room-leastAbout, leastAbout // long names take two lines
	}
	return c
}

// The narrowest columns of names and of what belongs to them.
const (
	leastName  = 16
	leastAbout = 19 // such as 01 Jun → 04 Jun +3d
)

// inColumns sets an entry as sign, time, name and what belongs to it; the text
// stands below, from the name's column on.
func (s Sheet) inColumns(e entry, c timelineColumns) []widget.Prose {
	lead := widget.Prose{e.sign, widget.Plain(" "), s.Theme.Text.Says(widget.Fit(e.when, c.when)), widget.Blank(gutter)}
	names, about := widget.Wrap(e.name.Text, c.name), s.flowed(e.about, c.about)
	lines := make([]widget.Prose, max(len(names), len(about)))
	names, about = widget.Filled(names, len(lines)), widget.Filled(about, len(lines))
	for i := range lines {
		name := widget.Prose{e.name.Style.Says(widget.Fit(names[i], c.name)), widget.Blank(gutter)}
		lines[i], lead = slices.Concat(lead, name, about[i]), widget.Prose{widget.Blank(2 + c.when + gutter)}
	}
	return append(lines, s.told(e, 2+c.when+gutter)...)
}

// flowed are pieces on lines, and one that is too long for a line on as many as it
// takes.
func (s Sheet) flowed(pieces []widget.Prose, width int) []widget.Prose {
	var lines []widget.Prose
	for _, line := range widget.Flow(pieces, theme.Between, width) {
		if line.Cells() <= width || len(line) == 0 {
			lines = append(lines, line)
		} else {
			lines = append(lines, widget.Paragraph(line[0].Style, line.Tied(), width)...)
		}
	}
	return lines
}

// listed sets an entry where there is no room for columns: its name, and below
// it when and where.
func (s Sheet) listed(e entry) []widget.Prose {
	lines := widget.Beside(widget.Prose{e.sign}, 2, e.name.Style, e.name.Text, s.width)
	pieces := e.about
	if e.when != "" {
		pieces = append([]widget.Prose{{s.Theme.Text.Says(e.when)}}, pieces...)
	}
	if e.when == "" && len(pieces) == 1 { // one line tells it all
		last := &lines[len(lines)-1]
		if whole := slices.Concat(*last, widget.Prose{widget.Plain(theme.Between)}, pieces[0]); whole.Cells() <= s.width {
			*last, pieces = whole, nil
		}
	}
	return slices.Concat(lines, widget.Indent(s.flowed(pieces, s.width-2), 2), s.told(e, 2))
}

// told is the entry's text for the customer, and on the pages of staff the one
// for the office.
func (s Sheet) told(e entry, indent int) []widget.Prose {
	var lines []widget.Prose
	if e.text != "" {
		lines = widget.Beside(nil, indent, s.Theme.Muted, e.text, s.width)
	}
	if e.inner != "" {
		lines = append(lines, widget.Beside(nil, indent, s.Theme.Late, e.inner, s.width)...)
	}
	return lines
}

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
	var lines []widget.Prose
	columns := s.columnsOf(entries)
	for _, e := range entries {
		if columns.about < leastAbout {
			lines = append(lines, s.listed(e)...)
		} else {
			lines = append(lines, s.inColumns(e, columns)...)
		}
	}
	return lines
}

// entries are the steps of the model's timeline, and between them by their
// time older notes and changed dates that no event reported.
func (s Sheet) entries() []entry {
	var entries []entry
	ship := ""
	for _, step := range model.Timeline(s.p, s.at) {
		e := s.entry(step)
		if s.office != nil {
			e = s.annotated(e, step)
		}
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
	for _, note := range s.olderNotes() {
		entries = insertEntry(entries, s.noted(note))
	}
	if s.office != nil {
		entries = s.officeEntries(entries)
	}
	return entries
}

// olderNotes are the notes that do not stand under the answers; on a page
// without answers all of them.
func (s Sheet) olderNotes() []model.PublishedNote {
	if s.office != nil {
		return s.p.Notes
	}
	return s.p.Notes[:max(0, len(s.p.Notes)-latestNotes)]
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

func (s Sheet) entry(step model.Step) entry {
	e := entry{
		when: s.moment(step.At, step.Place), at: step.At.Instant(), text: step.Text.String(),
		name: s.Theme.Muted.Says(s.ahead(step.Milestone)),
	}
	switch step.State {
	case model.StepDone:
		return s.doneEntry(e, step)
	case model.StepExpected:
		e.sign, e.name.Style = s.Theme.Active.Says(theme.SignExpected), s.Theme.Text
		e.about = s.pieces(s.Theme.Muted, strings.Join(widget.Present(step.Place.Short(), s.Say("detail.step.estimated")), ", "))
	case model.StepLate:
		e.sign, e.name.Style = s.Theme.Attention.Says(theme.SignLate), s.Theme.Text
		late := s.Say("days", max(1, model.DayOf(s.at).DaysAfter(step.At)))
		e.about = s.pieces(s.Theme.Attention, s.Say("detail.step.late", late))
		if !step.Place.IsZero() {
			e.about = append(s.pieces(s.Theme.Muted, step.Place.Short()), e.about...)
		}
	case model.StepMissing:
		e.sign, e.about = s.Theme.Muted.Says(theme.SignMissing), s.pieces(s.Theme.Muted, s.Say("detail.step.missing"))
	case model.StepUpcoming:
		e.sign, e.about = s.Theme.Muted.Says(theme.SignUpcoming), s.pieces(s.Theme.Muted, s.Say("detail.step.upcoming"))
	}
	return e
}

func (s Sheet) doneEntry(e entry, step model.Step) entry {
	e.done = true
	e.sign = s.Theme.Delivered.Says(theme.SignDone)
	e.name = s.Theme.Text.Says(s.milestone(step.Milestone))
	if step.Milestone.IsChange() {
		return s.changedEntry(e, step)
	}
	e.ship = parts.Vessel(step.Vessel, step.Voyage)
	e.about = s.pieces(s.Theme.Muted, step.Place.String(), s.boxes(step.Containers))
	return e
}

// changedEntry is a changed date: when it was said, from when to when.
func (s Sheet) changedEntry(e entry, step model.Step) entry {
	kind := model.KindETA
	if step.Milestone == model.ETDChanged {
		kind = model.KindETD
	}
	var from model.When
	for _, line := range s.p.History(kind) {
		if tells(line, step.Event, step.At) && !line.From.IsZero() {
			from = line.From
		}
	}
	e.sign, e.at = s.Theme.Changed.Says(theme.SignMoved), step.Said
	e.when = s.Words.HouseMoment(step.Said, s.at)
	e.about = []widget.Prose{s.change(from, step.At)}
	return e
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
	milestone := model.ETAChanged
	if line.Kind == model.KindETD {
		milestone = model.ETDChanged
	}
	return slices.ContainsFunc(s.p.Timeline, func(e model.PublishedEvent) bool {
		return e.Milestone == milestone && tells(line, e.ID, e.At)
	})
}

func (s Sheet) rescheduled(line model.PublishedLine) entry {
	name := model.ETAChanged
	if line.Kind == model.KindETD {
		name = model.ETDChanged
	}
	e := entry{
		sign: s.Theme.Changed.Says(theme.SignMoved), when: s.Words.HouseMoment(line.PublishedAt, s.at), at: line.PublishedAt,
		name: s.Theme.Text.Says(s.milestone(name)), about: []widget.Prose{s.change(line.From, line.To)},
		text: s.reason(line), done: true,
	}
	if !line.WithdrawnAt.IsZero() {
		e.sign, e.name.Style = s.Theme.Muted.Says(theme.SignTaken), s.Theme.Muted
	}
	return e
}

func (s Sheet) noted(note model.PublishedNote) entry {
	return entry{
		sign: s.Theme.Accent.Says(theme.SignNote), when: s.Words.HouseMoment(note.At, s.at), at: note.At,
		name: s.Theme.Text.Says(s.Say("detail.step.note")), text: note.Text.String(), done: true,
	}
}

// change is from when to when a date moved, and by how many days.
func (s Sheet) change(from, to model.When) widget.Prose {
	if from.IsZero() {
		return widget.Prose{s.Theme.Text.Says(s.day(to))}
	}
	line := widget.Prose{s.Theme.Text.Says(s.Say("detail.step.moved", s.day(from), s.day(to)))}
	if slip := s.slip(to.DaysAfter(from)); slip.Text != "" {
		line = append(line, widget.Plain(" "), slip)
	}
	return line
}

// boxes names containers: two by their numbers, more by their count.
func (s Sheet) boxes(numbers []model.Text) string {
	if len(numbers) > 2 {
		return s.Say("detail.boxes", len(numbers))
	}
	var names []string
	for _, n := range numbers {
		names = append(names, widget.Tied(model.FormatContainer(n)))
	}
	return strings.Join(names, ", ")
}

func (s Sheet) pieces(in theme.Style, texts ...string) []widget.Prose {
	var pieces []widget.Prose
	for _, text := range widget.Present(texts...) {
		pieces = append(pieces, widget.Prose{in.Says(text)})
	}
	return pieces
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
	names, about := widget.Wrap(e.name.Text, c.name), []widget.Prose{}
	for _, piece := range widget.Flow(e.about, theme.Between, c.about) {
		about = append(about, s.broken(piece, c.about)...)
	}
	var lines []widget.Prose
	for i := range max(len(names), len(about)) {
		line, name := lead, ""
		if i < len(names) {
			name = names[i]
		}
		line = append(line[:len(line):len(line)], e.name.Style.Says(widget.Fit(name, c.name)), widget.Blank(gutter))
		if i < len(about) {
			line = append(line, about[i]...)
		}
		lines, lead = append(lines, line), widget.Prose{widget.Blank(2 + c.when + gutter)}
	}
	return append(lines, s.told(e, 2+c.when+gutter)...)
}

// broken is a piece on as many lines as it takes.
func (s Sheet) broken(piece widget.Prose, width int) []widget.Prose {
	if piece.Cells() <= width || len(piece) == 0 {
		return []widget.Prose{piece}
	}
	return widget.Paragraph(piece[0].Style, piece.Tied(), width)
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
		whole := append(append(widget.Prose{}, lines[len(lines)-1]...), widget.Plain(theme.Between))
		if whole = append(whole, pieces[0]...); whole.Cells() <= s.width {
			lines[len(lines)-1] = whole
			return append(lines, s.told(e, 2)...)
		}
	}
	for _, line := range widget.Flow(pieces, theme.Between, s.width-2) {
		for _, part := range s.broken(line, s.width-2) {
			lines = append(lines, part.Indent(2))
		}
	}
	return append(lines, s.told(e, 2)...)
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

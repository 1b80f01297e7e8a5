// Package parts writes the parts of a shipment that stand on one line: its row in
// a list, the strip from port to port, its status, by how much a date slipped,
// and how new it is to the visitor. It keeps nothing and loads nothing.
package parts

import (
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// Freshness is how new a row is to the visitor.
type Freshness int

// The degrees of freshness.
const (
	Known      Freshness = iota // nothing new
	SinceVisit                  // changed since the last visit
	JustNow                     // changed while looking
)

// Freshnesses is how many there are.
const Freshnesses = 3

// Flags say how a row stands on the screen.
type Flags struct {
	Selected bool
	Blurred  bool // the keys go elsewhere: the cursor is there, but quiet
	Fresh    Freshness
}

// Places are the ways in which flags place a row: among the others, under the
// cursor, under a quiet one.
const Places = 3

// Place is where flags stand among all of them.
func (f Flags) Place() int {
	switch {
	case f.Selected && f.Blurred:
		return 2
	case f.Selected:
		return 1
	default:
		return 0
	}
}

// FormatRow is a shipment as one line of exactly c.width cells.
func FormatRow(row *model.Row, c Columns, look *widget.Look, now time.Time, f Flags) string {
	ink := InkOf(look, f)
	text := bodyStyle(ink, row)
	var p widget.Brush
	Lead(&p, ink, f)
	p.Put(RefStyle(ink, row, f), widget.Fit(row.Ref.String(), c.Ref))
	putOtherwise(&p, ink, row)
	p.Put(text, " ")
	if c.Customer > 0 {
		p.Put(ink.Muted, widget.Fit(row.Partner, c.Customer)+"  ")
	}
	PutRoute(&p, look, ink, text, row, c.Route)
	p.Put(text, "  ")
	if c.Departure > 0 {
		p.Put(text, widget.Fit(ShortDay(look, row.ETD, now), c.Departure+c.Gap))
	}
	putArrival(&p, look, ink, text, row, c, now)
	if c.Actual > 0 {
		p.Put(text, " "+widget.Fit(ShortDay(look, row.ATD, now), c.Departure+c.Gap)+widget.Fit(ShortDay(look, row.ATA, now), c.Actual)+" ")
	}
	p.Put(text, " ")
	putStatus(&p, look, ink, row, now, c.Status)
	if c.Progress > 0 {
		p.Put(text, "  ")
		putTrack(&p, ink, row, c.Progress)
	}
	p.Put(text, " ")
	return p.String()
}

// putArrival writes the ETA with its slip. Where the ATA has no column of its own
// it takes the place of the ETA, and where it has, the slip is told no more: it
// would be read as that of the ATA.
func putArrival(p *widget.Brush, look *widget.Look, ink *theme.Ink, text theme.Style, row *model.Row, c Columns, now time.Time) {
	switch {
	case row.ATA.IsZero() && row.Label() != model.LabelArrived:
		putDue(p, look, ink, text, row, row.ETA, c, now)
	case c.Actual > 0:
		p.Put(text, widget.Fit(ShortDay(look, row.ETA, now), c.Arrival))
	default:
		putDue(p, look, ink, text, row, row.ATA, c, now)
	}
}

// putDue writes the day of arrival, and by how many days it is later than first
// published, in c.arrival cells.
func putDue(p *widget.Brush, look *widget.Look, ink *theme.Ink, text theme.Style, row *model.Row, due model.When, c Columns, now time.Time) {
	day := ShortDay(look, due, now)
	used := max(c.day, widget.Cells(day)) + 1
	p.Put(text, widget.Fit(day, used))
	days, _ := row.ArrivalSlip()
	slip := Slip(look, ink, days)
	p.Put(slip.Style, widget.Fit(slip.Text, c.Arrival-used))
}

// FormatPaired is a shipment as two lines of exactly c.width cells: number, status
// and departure, route, progress and arrival; see PairedFor.
func FormatPaired(row *model.Row, c Columns, look *widget.Look, now time.Time, f Flags) [2]string {
	ink := InkOf(look, f)
	text := bodyStyle(ink, row)
	gap, air := widget.Pad(c.Gap), widget.Pad(1+c.Air)
	var first, second widget.Brush
	Lead(&first, ink, f)
	first.Put(RefStyle(ink, row, f), widget.Fit(row.Ref.String(), c.Ref))
	putOtherwise(&first, ink, row)
	putStatus(&first, look, ink, row, now, c.Status)
	first.Put(text, air+widget.Fit(ShortDay(look, row.ETD, now), c.Arrival)+gap+widget.Fit(ShortDay(look, row.ATD, now), c.Actual)+" ")

	Lead(&second, ink, Flags{Selected: f.Selected, Blurred: f.Blurred})
	PutRoute(&second, look, ink, ink.Muted, row, c.Route)
	if c.Customer > 0 {
		second.Put(ink.Muted, " "+widget.Fit(row.Partner, c.Customer))
	}
	if c.Progress > 0 {
		second.Put(text, " ")
		putTrack(&second, ink, row, c.Progress)
	}
	second.Put(text, air)
	putArrival(&second, look, ink, text, row, c, now)
	second.Put(text, gap+widget.Fit(ShortDay(look, row.ATA, now), c.Actual)+" ")
	return [2]string{first.String(), second.String()}
}

// FormatEntry is a shipment as two lines of exactly c.width cells: number and
// status, route and arrival.
func FormatEntry(row *model.Row, c Columns, look *widget.Look, now time.Time, f Flags) [2]string {
	ink := InkOf(look, f)
	text := bodyStyle(ink, row)
	var first, second widget.Brush
	Lead(&first, ink, f)
	due, name := row.ETA, "ETA "
	if !row.ATA.IsZero() || row.Label() == model.LabelArrived {
		due, name = row.ATA, "ATA "
	}
	if !c.label {
		name = ""
	}
	date := widget.Cells(name) + c.Arrival
	// The number is what people look for: the status gives way to it. Where there
	// is room, status and date begin under one another.
	number := min(MostRef, widget.Cells(row.Ref.String()))
	status := max(leastStatus, min(max(c.Status, date), c.width-LeadCells-number-2))
	first.Put(RefStyle(ink, row, f), widget.Fit(row.Ref.String(), c.width-LeadCells-status-2))
	putOtherwise(&first, ink, row)
	putStatus(&first, look, ink, row, now, status)
	first.Put(text, " ")

	Lead(&second, ink, Flags{Selected: f.Selected, Blurred: f.Blurred})
	tail := max(status, date)
	PutRoute(&second, look, ink, ink.Muted, row, c.width-LeadCells-tail-2)
	second.Put(ink.Muted, " "+name)
	putDue(&second, look, ink, text, row, due, c, now)
	second.Put(text, widget.Pad(tail-date)+" ")
	return [2]string{first.String(), second.String()}
}

// putOtherwise is the sign for a shipment of which the office knows more than its
// customer sees, as on its page; a blank for all others.
func putOtherwise(p *widget.Brush, ink *theme.Ink, row *model.Row) {
	if row.Otherwise {
		p.Put(ink.Attention, theme.SignKept)
	} else {
		p.Put(ink.Text, " ")
	}
}

// InkOf is the ink for a row in this place.
func InkOf(look *widget.Look, f Flags) *theme.Ink {
	if f.Selected && !f.Blurred {
		return &look.Theme.Selected
	}
	return &look.Theme.Ink
}

// Lead is the cursor bar and the mark of a change, in leadCells cells.
func Lead(p *widget.Brush, ink *theme.Ink, f Flags) {
	switch {
	case f.Selected && f.Blurred:
		p.Put(ink.Muted, "▎")
	case f.Selected:
		p.Put(ink.Accent, "▎")
	default:
		p.Put(ink.Text, " ")
	}
	if f.Fresh == Known {
		p.Put(ink.Text, " ")
	} else {
		p.Put(ink.Changed, theme.SignFresh)
	}
	p.Put(ink.Text, " ")
}

// bodyStyle steps back for what is over.
func bodyStyle(ink *theme.Ink, row *model.Row) theme.Style {
	if row.Status == model.Done || row.Status == model.Cancelled {
		return ink.Muted
	}
	return ink.Text
}

// RefStyle is how the number of a row is written.
func RefStyle(ink *theme.Ink, row *model.Row, f Flags) theme.Style {
	if f.Selected || f.Fresh != Known {
		return ink.Strong
	}
	return bodyStyle(ink, row)
}

// PutRoute writes `Cat Lai → Long Beach`; when it is too long both names give
// way, the longer one first.
func PutRoute(p *widget.Brush, look *widget.Look, ink *theme.Ink, text theme.Style, row *model.Row, width int) {
	from, to := placeName(look, row.POL), placeName(look, row.POD)
	const arrow = 3
	if width < arrow+2 {
		p.Put(text, widget.Fit(from, width))
		return
	}
	a, b := widget.Share(widget.Cells(from), widget.Cells(to), width-arrow)
	from, a = widget.Trim(from, a)
	to, b = widget.Trim(to, b)
	p.Put(text, from)
	p.Put(ink.Muted, " → ")
	p.Put(text, to+widget.Pad(width-arrow-a-b))
}

func placeName(look *widget.Look, p model.Place) string {
	if name := look.Words.Place(p).Short(); name != "" {
		return name
	}
	return "–"
}

// Slip is by how many days a date is later, such as `+3d`, or earlier; empty for none.
func Slip(look *widget.Look, ink *theme.Ink, days int) theme.Phrase {
	switch {
	case days > 0:
		return ink.Late.Says(look.Say("list.later", strconv.Itoa(days)))
	case days < 0:
		return ink.Delivered.Says(look.Say("list.earlier", strconv.Itoa(-days)))
	default:
		return ink.Text.Says("")
	}
}

// Status is the sign and the word of a status. An overdue date puts `!` in the
// sign's place: the one thing that wants looking at.
func Status(look *widget.Look, ink *theme.Ink, row *model.Row, now time.Time) theme.Phrase {
	sign, s := StatusSign(ink, row.Label())
	if why := row.Attention(now); why == model.OverdueArrival || why == model.OverdueDeparture {
		sign, s = theme.SignLate, ink.Attention
	}
	return s.Says(sign + " " + look.Say("status."+string(row.Label())))
}

func putStatus(p *widget.Brush, look *widget.Look, ink *theme.Ink, row *model.Row, now time.Time, width int) {
	status := Status(look, ink, row, now)
	p.Put(status.Style, widget.Fit(status.Text, width))
}

// StatusSign is the sign of a status and the style of both.
func StatusSign(ink *theme.Ink, status model.Status) (string, theme.Style) {
	switch status {
	case model.Draft:
		return "·", ink.Muted
	case model.Confirmed:
		return "○", ink.Text
	case model.InTransit:
		return "▸", ink.Active
	case model.LabelArrived:
		return "●", ink.Active
	case model.Done:
		return "✓", ink.Delivered
	case model.Cancelled:
		return "×", ink.Muted
	default:
		return " ", ink.Text
	}
}

// putTrack writes how many steps of the ladder are done as a track of width
// cells.
func putTrack(p *widget.Brush, ink *theme.Ink, row *model.Row, width int) {
	done := 0
	if row.Steps > 0 {
		done = min(width, (row.StepsDone*width+row.Steps/2)/row.Steps)
	}
	_, s := StatusSign(ink, row.Label())
	p.Put(s, strings.Repeat("━", done))
	p.Put(ink.Border, strings.Repeat("┄", width-done))
}

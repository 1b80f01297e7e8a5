package shipment

import (
	"math"
	"time"

	"porthole/internal/model"
	"porthole/internal/sea"
	"porthole/internal/ui/chart"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// mapOf is the map with a line under it, or a line that says why there is none.
func (s Sheet) mapOf(width, height int) []widget.Prose {
	stays := s.p.Stays()
	way, known := wayOf(stays)
	switch {
	case s.Words.ASCII():
		return s.calm(s.Say("chart.map.ascii"))
	case s.p.Mode != model.Sea && s.p.Mode != "":
		return s.calm(s.Say("chart.map.not_by_sea"))
	case !known:
		return s.calm(s.Say("chart.map.none"))
	}
	m := chart.Map{
		Way: way, Plain: s.Theme.Chart.Plain,
		Ports: widget.Map(stays, func(stay model.Stay) string { return portName(stay.Port) }),
		Name:  func(water string) string { return s.Say("chart.passage." + water) },
	}
	sailing := false
	if m.Miles, sailing = s.sailed(way); sailing {
		m.Ship = s.Say("chart.ship")
	}
	under := s.calm(s.distance(way, m.Miles))
	height -= len(under)
	if width < chart.SmallestMapWidth || height < chart.SmallestMapHeight {
		return s.calm(s.Say("chart.map.small"))
	}
	return append(s.picture(m.Draw(width, height)), under...)
}

// calm is a sentence under the map, or in its place.
func (s Sheet) calm(text string) []widget.Prose {
	return widget.Beside(nil, 1, s.Theme.Muted, text, s.width+1)
}

// wayOf is the way by sea from call to call; false where a port has no code, or
// one that the sea does not know, or where it leads nowhere.
func wayOf(stays []model.Stay) (sea.Way, bool) {
	way, ok := sea.Between(widget.Map(stays, func(stay model.Stay) string { return stay.Port.Code.String() })...)
	return way, ok && way.Miles() > 0
}

// Within these shares of a leg a ship is shown that has left and not arrived,
// whatever the dates say.
const (
	leastSailed = 0.02
	mostSailed  = 0.98
)

// sailed is how far along the way the cargo has come, in miles, by the share of
// the time between the last departure and the next arrival; under says that a
// ship is under way with it.
func (s Sheet) sailed(way sea.Way) (miles float64, under bool) {
	calls := s.calls()
	for i := len(calls) - 1; i >= 0; i-- {
		switch {
		case s.p.Status == model.Cancelled:
			return 0, false
		case calls[i].In.Happened && i > 0 && (!calls[i].Out.Happened || i == len(calls)-1):
			return way.MilesTo(i), false
		case calls[i].Out.Happened && i < len(calls)-1:
			from, to := way.MilesTo(i), way.MilesTo(i+1)
			whole := calls[i+1].In.Now.Sub(calls[i].Out.Now)
			if calls[i].Out.Now.IsZero() || calls[i+1].In.Now.IsZero() || whole <= 0 {
				return from, false // nobody can say where
			}
			share := float64(s.at.Sub(calls[i].Out.Now)) / float64(whole)
			return from + (to-from)*min(mostSailed, max(leastSailed, share)), true
		}
	}
	return 0, false
}

// distance says how long the way is, and how much of it lies ahead.
func (s Sheet) distance(way sea.Way, gone float64) string {
	whole, ahead := s.miles(way.Miles()), s.miles(way.Miles()-gone)
	if gone <= 0 || gone >= way.Miles() {
		return s.Say("chart.miles", whole)
	}
	return s.Say("chart.miles_ahead", ahead, whole)
}

// miles is a distance as an estimate is given: to the next ten.
func (s Sheet) miles(n float64) string { return s.Words.Number(max(10, math.Round(n/10)*10)) }

// picture writes a picture in the screen's ink, a line for each of its rows.
func (s Sheet) picture(g chart.Grid) []widget.Prose {
	lines := make([]widget.Prose, g.Height)
	for y := range lines {
		lines[y] = s.pictureRow(g.Row(y))
	}
	return lines
}

// drawn is a picture above the lines of a pane; nothing where there was no room for it.
func (s Sheet) drawn(g chart.Grid, fits bool) []widget.Prose {
	if !fits {
		return nil
	}
	return append(s.picture(g), nil)
}

// pictureRow joins neighbours of one tint into one phrase; blanks at the end are
// left out.
func (s Sheet) pictureRow(row []chart.Cell) widget.Prose {
	for len(row) > 0 && (row[len(row)-1].Rune == 0 || row[len(row)-1].Rune == ' ') {
		row = row[:len(row)-1]
	}
	var line widget.Prose
	text := make([]rune, 0, len(row))
	tint := chart.Blank
	for _, cell := range row {
		if cell.Rune == 0 {
			cell = chart.Cell{Rune: ' ', Tint: tint} // a blank needs no style of its own
		}
		if cell.Tint != tint && len(text) > 0 {
			line, text = append(line, s.tint(tint).Says(string(text))), text[:0]
		}
		tint, text = cell.Tint, append(text, cell.Rune)
	}
	return append(line, s.tint(tint).Says(string(text)))
}

// tint is the style of what a cell shows.
func (s Sheet) tint(t chart.Tint) theme.Style {
	ink := s.Theme.Chart
	return [...]theme.Style{
		chart.Blank: s.Theme.Muted, chart.Land: ink.Land, chart.Shore: ink.Shore, chart.Ahead: ink.Ahead, chart.Sailed: ink.Sailed,
		chart.Ship: ink.Ship, chart.Port: ink.Port, chart.Passage: ink.Passage,
	}[t]
}

// pictures is the part of a large area in which the voyage and the map stand
// beside the page, or the map under it; zero: there is no room for them.
type pictures struct {
	width, height int
	under         bool
}

// From these sizes on an area has room for pictures. Beside them the page must
// have room for columns; under it, for the answers and some of a pane.
const (
	picturesBeside = 126 // columns
	picturesUnder  = 98  // columns, and
	picturesTall   = 34  // lines; a page of its own keeps more of them
	ownTall        = 42
	mostPage       = 100 // columns of a page beside pictures
)

// divide gives the page what pictures leave of its area.
func (d *Detail) divide(width, height int) {
	d.wholeWidth, d.wholeHeight, d.pictures = width, height, pictures{}
	d.width, d.height = width, height
	tall := ownTall
	if d.aside {
		tall = picturesTall
	}
	switch {
	case d.draft:
	case width >= picturesBeside:
		d.width = min(mostPage, (width-1)/2)
		d.pictures = pictures{width: width - 1 - d.width, height: height}
	case width >= picturesUnder && height >= tall:
		d.pictures = pictures{width: width, height: height * 2 / 5, under: true}
		d.height -= d.pictures.height + 1
	}
}

// divider is the column of the line between page and pictures; 0: there is none.
func (d *Detail) divider() int {
	if d.pictures.width == 0 || d.pictures.under || d.record == nil || d.onMap {
		return 0
	}
	return d.width
}

// withPictures puts the pictures beside the lines of the page, or under them.
func (d *Detail) withPictures(lines []string) []string {
	if d.pictures.width == 0 {
		return lines
	}
	drawn, border := d.draw(d.pictures), d.env.Theme.Border
	lines = widget.Filled(lines, d.height)
	if d.pictures.under {
		return append(append(lines, " "+border.Paint(widget.Dashes(d.width-2))), drawn...)
	}
	return widget.JoinBeside(d.env.Look, lines, 0, d.width, drawn)
}

// drawing is what was drawn last, and what for. A map takes 1 ms; it is drawn anew
// for another shipment, day, size, language or theme only.
type drawing struct {
	of    drawnFor
	lines []string
}

type drawnFor struct {
	record     *reading
	day        int64
	room       pictures
	generation int
}

// draw is the pictures in so much room; the map alone where that is under the
// page, or in place of it.
func (d *Detail) draw(room pictures) []string {
	now := d.env.Now()
	of := drawnFor{d.record, now.Unix() / int64((24 * time.Hour).Seconds()), room, d.env.Generation}
	if d.drawing == nil || d.drawing.of != of {
		s := NewSheet(d.env.Look, d.record.Published, now, room.width-d.margin()-1)
		var lines []widget.Prose
		if !room.under {
			lines = widget.Indent(s.sailing(), 1)
		}
		lines = append(lines, s.mapOf(room.width, min(room.height-len(lines), room.width*2/3))...)
		d.drawing = &drawing{of, widget.Map(lines, func(line widget.Prose) string { return line.Paint(room.width) })}
	}
	return d.drawing.lines
}

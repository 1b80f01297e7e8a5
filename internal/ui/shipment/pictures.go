package shipment

import (
	"time"

	"porthole/internal/ui/widget"
)

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
		d.drawing = &drawing{of: of}
		for _, line := range append(lines, s.mapOf(room.width, min(room.height-len(lines), room.width*2/3))...) {
			d.drawing.lines = append(d.drawing.lines, line.Paint(room.width))
		}
	}
	return d.drawing.lines
}

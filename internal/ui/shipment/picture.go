package shipment

import (
	"porthole/internal/ui/chart"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// picture writes a picture in the screen's ink, a line for each of its rows.
func (s Sheet) picture(g chart.Grid) []widget.Prose {
	lines := make([]widget.Prose, g.Height)
	for y := range lines {
		lines[y] = s.pictureRow(g.Row(y))
	}
	return lines
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
	switch t {
	case chart.Land:
		return ink.Land
	case chart.Shore:
		return ink.Shore
	case chart.Ahead:
		return ink.Ahead
	case chart.Sailed:
		return ink.Sailed
	case chart.Ship:
		return ink.Ship
	case chart.Port:
		return ink.Port
	case chart.Passage:
		return ink.Passage
	default:
		return s.Theme.Muted
	}
}

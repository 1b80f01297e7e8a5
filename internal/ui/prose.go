package ui

import (
	"strings"

	"porthole/internal/ui/theme"
)

// prose is one line of a page before it is painted: the parts of a shipment
// are written as prose, so that lines can be compared by what they say.
type prose []theme.Phrase

// plain is text in no style.
func plain(text string) theme.Phrase { return theme.Phrase{Text: text} }

// blank is n spaces.
func blank(n int) theme.Phrase { return plain(pad(n)) }

// cells is how many terminal cells the line takes.
func (p prose) cells() int {
	n := 0
	for _, part := range p {
		n += cells(part.Text)
	}
	return n
}

// plain is what the line says, without its styles.
func (p prose) plain() string {
	var b strings.Builder
	for _, part := range p {
		b.WriteString(loose(part.Text))
	}
	return b.String()
}

// content is what the line says, whatever space there is between its parts.
func (p prose) content() string { return joinedLines(p.plain()) }

// tied keeps text on one line: its spaces are no places to break it. A date
// that is torn apart is read twice.
func tied(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// loose undoes tied, when lines have been broken.
func loose(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// paint is the line for the terminal, at most width cells.
func (p prose) paint(width int) string {
	var line brush
	for _, part := range p {
		text, used := trim(part.Text, width)
		line.put(part.Style, loose(text))
		width -= used
	}
	return line.String()
}

// indent is the line moved n cells to the right.
func (p prose) indent(n int) prose {
	return append(prose{blank(n)}, p...)
}

// apart puts left and right at the two ends of a line of width cells; right is
// left out when both do not fit.
func apart(left, right prose, width int) prose {
	free := width - left.cells() - right.cells()
	if len(right) == 0 || free < 2 {
		return left
	}
	line := append(left[:len(left):len(left)], blank(free))
	return append(line, right...)
}

// beside writes text into a column of width cells next to lead, which takes
// indent cells: the first line has lead, those that follow have space.
func beside(lead prose, indent int, s theme.Style, text string, width int) []prose {
	var lines []prose
	for i, part := range wrap(text, max(1, width-indent)) {
		line := prose{blank(indent)}
		if i == 0 {
			line = append(lead[:len(lead):len(lead)], blank(indent-lead.cells()))
		}
		lines = append(lines, append(line, s.Says(part)))
	}
	return lines
}

// paragraph is text on as many lines as it takes.
func paragraph(s theme.Style, text string, width int) []prose { return beside(nil, 0, s, text, width) }

// flow puts whole pieces on lines of width cells with gap between them; a piece
// is broken only when it has no room on a line of its own.
func flow(pieces []prose, gap string, width int) []prose {
	var lines []prose
	var line prose
	for _, piece := range pieces {
		switch {
		case line == nil:
			line = piece
		case line.cells()+cells(gap)+piece.cells() <= width:
			line = append(append(line[:len(line):len(line)], plain(gap)), piece...)
		default:
			lines, line = append(lines, line), piece
		}
	}
	if line != nil {
		lines = append(lines, line)
	}
	return lines
}

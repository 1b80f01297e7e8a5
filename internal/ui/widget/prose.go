package widget

import (
	"slices"
	"strings"

	"porthole/internal/ui/theme"
	"porthole/internal/words"
)

// Prose is one line of a page before it is painted: the parts of a shipment
// are written as prose, so that lines can be compared by what they say.
type Prose []theme.Phrase

// Plain is text in no style.
func Plain(text string) theme.Phrase { return theme.Phrase{Text: text} }

// Blank is n spaces.
func Blank(n int) theme.Phrase { return Plain(Pad(n)) }

// Cells is how many terminal cells the line takes.
func (p Prose) Cells() int {
	n := 0
	for _, part := range p {
		n += Cells(part.Text)
	}
	return n
}

// Plain is what the line says, without its styles.
func (p Prose) Plain() string { return Loose(p.Tied()) }

// Tied is what the line says, with what is kept on one line.
func (p Prose) Tied() string {
	var b strings.Builder
	for _, part := range p {
		b.WriteString(part.Text)
	}
	return b.String()
}

// Content is what the line says, whatever space there is between its parts.
func (p Prose) Content() string { return JoinedLines(p.Plain()) }

// Tied keeps text on one line: its spaces are no places to break it. A date
// that is torn apart is read twice.
func Tied(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// Loose undoes tied, when lines have been broken.
func Loose(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// Paint is the line for the terminal, at most width cells.
func (p Prose) Paint(width int) string {
	var line Brush
	for _, part := range p {
		text, used := Trim(part.Text, width)
		line.Put(part.Style, Loose(text))
		width -= used
	}
	return line.String()
}

// Indent is lines moved n cells to the right.
func Indent(lines []Prose, n int) []Prose {
	return Map(lines, func(p Prose) Prose { return append(Prose{Blank(n)}, p...) })
}

// Apart puts left and right at the two ends of a line of width cells; right is
// left out when both do not fit.
func Apart(left, right Prose, width int) Prose {
	free := width - left.Cells() - right.Cells()
	if len(right) == 0 || free < 2 {
		return left
	}
	line := append(left[:len(left):len(left)], Blank(free))
	return append(line, right...)
}

// Beside writes text into a column of width cells next to lead, which takes
// indent cells: the first line has lead, those that follow have space.
func Beside(lead Prose, indent int, s theme.Style, text string, width int) []Prose {
	var lines []Prose
	for i, part := range Wrap(text, max(1, width-indent)) {
		line := Prose{Blank(indent)}
		if i == 0 {
			line = append(lead[:len(lead):len(lead)], Blank(indent-lead.Cells()))
		}
		lines = append(lines, append(line, s.Says(part)))
	}
	return lines
}

// Paragraph is text on as many lines as it takes.
func Paragraph(s theme.Style, text string, width int) []Prose { return Beside(nil, 0, s, text, width) }

// Said adds a sentence to lines, indented and no wider than is read with ease;
// nothing for an empty one.
func Said(lines []string, indent int, s theme.Style, text string, width int) []string {
	if text == "" {
		return lines
	}
	parts := Wrap(text, max(1, min(ParagraphCells, width-2*indent)))
	return append(lines, Map(parts, func(line string) string { return Pad(indent) + s.Paint(Loose(line)) })...)
}

// Filled cuts lines to n, or adds empty ones.
func Filled[T any](lines []T, n int) []T {
	lines = lines[:max(0, min(len(lines), n))]
	return append(lines, make([]T, max(0, n-len(lines)))...)
}

// Flow puts whole pieces on lines of width cells with gap between them; a piece
// is broken only when it has no room on a line of its own.
func Flow(pieces []Prose, gap string, width int) []Prose {
	var lines []Prose
	var line Prose
	for _, piece := range pieces {
		switch {
		case line == nil:
			line = piece
		case line.Cells()+Cells(gap)+piece.Cells() <= width:
			line = append(append(line[:len(line):len(line)], Plain(gap)), piece...)
		default:
			lines, line = append(lines, line), piece
		}
	}
	if line != nil {
		lines = append(lines, line)
	}
	return lines
}

// Brush writes one line from painted parts and switches styles only where they
// change.
type Brush struct {
	b  strings.Builder
	on string
}

// Put writes text in the style.
func (p *Brush) Put(s theme.Style, text string) {
	if text == "" {
		return
	}
	if s.On != p.on {
		if p.on != "" {
			p.b.WriteString(theme.Off)
		}
		p.b.WriteString(s.On)
		p.on = s.On
	}
	p.b.WriteString(text)
}

// String ends the line.
func (p *Brush) String() string {
	if p.on != "" {
		p.b.WriteString(theme.Off)
		p.on = ""
	}
	return p.b.String()
}

// Present are the texts that are not empty.
func Present(texts ...string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" })
}

// Joined are the texts that are not empty, with dots between them.
func Joined(texts ...string) string { return words.Joined(texts...) }

// JoinedLines is a text of several lines on one.
func JoinedLines(text string) string { return strings.Join(strings.Fields(text), " ") }

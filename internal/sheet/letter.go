package sheet

import (
	"html/template"
	"strings"

	"porthole/internal/words"
)

// Letter is a mail before it is set as plain text or as HTML. Both say the same, and the
// HTML looks as the page does.
type Letter struct {
	words.Catalogue
	From  string // whose mail it is; it stands first
	Parts []Part
}

// Part is a stretch of a letter: the head of a shipment, lines, questions with answers, a
// link, or a command on a line of its own, under a heading. The first link of a letter is
// its one button.
type Part struct {
	Sheet   *Sheet
	Heading string
	Lines   []string
	Listed  bool // the lines are a list
	Pairs   [][2]string
	Link    string // under its heading
	Command string
	Scan    bool // in HTML the command stands as a QR code too
}

// Text is the letter as plain text.
func (l Letter) Text() string {
	var b strings.Builder
	b.WriteString(l.From + "\n")
	for _, one := range l.Parts {
		b.WriteString("\n")
		if one.Sheet != nil {
			b.WriteString(one.Sheet.head())
		}
		if one.Heading != "" {
			b.WriteString(one.Heading + ":\n")
		}
		for _, line := range one.Lines {
			if one.Listed {
				line = "- " + indent(line, "  ")
			}
			b.WriteString(line + "\n")
		}
		for _, pair := range one.Pairs {
			b.WriteString(pair[0] + "\n  " + indent(pair[1], "  ") + "\n")
		}
		for _, alone := range []string{one.Link, one.Command} {
			if alone != "" {
				b.WriteString("\n" + alone + "\n")
			}
		}
	}
	return b.String()
}

// head is what the shipment is, as the template of that name has it.
func (s Sheet) head() string {
	arrival := s.Arrival()
	lines := []string{s.Ref(), s.Route(), s.Kind(), s.Status()}
	if warning := s.Warning(); warning != "" {
		lines = append(lines, "! "+warning)
	}
	when := arrival.Name + ": " + arrival.Text
	if arrival.Moved != "" {
		when += " (" + arrival.Moved + ")"
	}
	text := ""
	for _, line := range append(lines, when) {
		if line != "" {
			text += line + "\n"
		}
	}
	return text
}

// indent sets the second line of a text and all behind it under the first.
func indent(text, by string) string { return strings.ReplaceAll(text, "\n", "\n"+by) }

// HTML is the letter as a document without anything that a reader's program would have
// to fetch. Everything in it is escaped.
func (l Letter) HTML() string {
	var b strings.Builder
	if err := layout.ExecuteTemplate(&b, "letter", l); err != nil {
		panic(err) // the template is wrong, whatever the mail
	}
	return b.String()
}

// Style is that of the page.
func (Letter) Style() template.CSS { return style }

// Href leads where the link does, as it is: a place for a code in it is no letter of an
// address yet. It is made of what the operator has said, and of codes.
func (p Part) Href() template.HTMLAttr {
	return template.HTMLAttr(`href="` + template.HTMLEscapeString(p.Link) + `"`) //nolint:gosec // escaped
}

// QR is the command as a QR code.
func (p Part) QR() template.HTML { return scannable(p.Command) }

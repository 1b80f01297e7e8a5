package notify

import (
	"html"
	"strings"
)

// page is a letter before it is set as plain text or as HTML. Both say the same.
type page struct{ parts []part }

// part is a stretch of a letter: lines, questions with answers, or a command on
// a line of its own, under a title or a heading.
type part struct {
	title   string
	heading string
	lines   []string
	listed  bool // the lines are a list
	pairs   [][2]string
	command string
	scan    bool // in HTML the command stands as a QR code too
}

func (p *page) add(one part) { p.parts = append(p.parts, one) }

// text is the page as plain text.
func (p page) text() string {
	var b strings.Builder
	for i, one := range p.parts {
		if i > 0 {
			b.WriteString("\n")
		}
		if one.title != "" {
			b.WriteString(one.title + "\n")
		}
		if one.heading != "" {
			b.WriteString(one.heading + ":\n")
		}
		for _, line := range one.lines {
			if one.listed {
				line = "- " + indent(line, "  ")
			}
			b.WriteString(line + "\n")
		}
		for _, pair := range one.pairs {
			b.WriteString(pair[0] + "\n  " + indent(pair[1], "  ") + "\n")
		}
		if one.command != "" {
			b.WriteString("\n" + one.command + "\n")
		}
	}
	return b.String()
}

// indent sets the second line of a text and all behind it under the first.
func indent(text, by string) string { return strings.ReplaceAll(text, "\n", "\n"+by) }

const (
	styleBody    = "font-family:sans-serif;font-size:15px;line-height:1.45;max-width:40em"
	styleCommand = "font-family:monospace;font-size:15px;background:#f2f2f2;padding:8px 12px"
)

// html is the page as a document without anything that a reader's program would
// have to fetch. Everything in it is escaped.
func (p page) html(language string) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"" + html.EscapeString(language) + "\">\n<head><meta charset=\"utf-8\"></head>\n")
	b.WriteString("<body style=\"" + styleBody + "\">\n")
	for _, one := range p.parts {
		one.html(&b)
	}
	b.WriteString("</body>\n</html>\n")
	return b.String()
}

func (one part) html(b *strings.Builder) {
	element(b, "h2", "", one.title)
	element(b, "h3", "", one.heading)
	if one.listed {
		b.WriteString("<ul>\n")
	}
	for _, line := range one.lines {
		if one.listed {
			element(b, "li", "", line)
		} else {
			element(b, "p", "", line)
		}
	}
	if one.listed {
		b.WriteString("</ul>\n")
	}
	for _, pair := range one.pairs {
		b.WriteString("<p><b>" + escape(pair[0]) + "</b><br>\n" + escape(pair[1]) + "</p>\n")
	}
	element(b, "pre", styleCommand, one.command)
	if one.scan {
		b.WriteString(scannable(one.command))
	}
}

// element is one element with a text; nothing when there is none.
func element(b *strings.Builder, name, style, text string) {
	if text == "" {
		return
	}
	if style != "" {
		style = " style=\"" + style + "\""
	}
	b.WriteString("<" + name + style + ">" + escape(text) + "</" + name + ">\n")
}

// escape makes a text safe between tags and keeps its lines apart.
func escape(text string) string { return strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n") }

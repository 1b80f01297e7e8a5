package ui

import "strings"

// brush writes one line from painted parts and switches styles only where they
// change.
type brush struct {
	b  strings.Builder
	on string
}

// put writes text in the style.
func (p *brush) put(s style, text string) {
	if text == "" {
		return
	}
	if s.on != p.on {
		if p.on != "" {
			p.b.WriteString(off)
		}
		p.b.WriteString(s.on)
		p.on = s.on
	}
	p.b.WriteString(text)
}

// String ends the line.
func (p *brush) String() string {
	if p.on != "" {
		p.b.WriteString(off)
		p.on = ""
	}
	return p.b.String()
}

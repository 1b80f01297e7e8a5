package ui

import (
	"strings"

	"porthole/internal/ui/theme"
)

// brush writes one line from painted parts and switches styles only where they
// change.
type brush struct {
	b  strings.Builder
	on string
}

// put writes text in the style.
func (p *brush) put(s theme.Style, text string) {
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
func (p *brush) String() string {
	if p.on != "" {
		p.b.WriteString(theme.Off)
		p.on = ""
	}
	return p.b.String()
}

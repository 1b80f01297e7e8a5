package widget

import (
	"strings"

	"porthole/internal/ui/theme"
)

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

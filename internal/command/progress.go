package command

import (
	"fmt"
	"io"
	"strings"

	bubble "charm.land/bubbles/v2/progress"
	"charm.land/lipgloss/v2"
)

// Progress is a bar on standard error, for a person at a terminal. It writes to
// the terminal behind the guard's back, as it must go back to the start of its
// line; nothing in it comes from outside.
type Progress struct {
	to    io.Writer // nil: nobody looks
	spell func(string) string
	width int
	shown string
}

// progress makes a bar, which shows itself to a person at a terminal only.
func (s *session) progress() *Progress {
	if !s.Terminal || s.json {
		return &Progress{}
	}
	return NewProgress(s.Err, s.Width, s.Words.Spell)
}

// NewProgress makes a bar for a terminal of that width, 0: not known. spell writes signs
// as the terminal has them.
func NewProgress(to io.Writer, width int, spell func(string) string) *Progress {
	if width == 0 {
		width = 80
	}
	return &Progress{to: to, spell: spell, width: min(width, 72)}
}

// Show draws how far it is, in rows, if that looks different from before. It
// may be called as often as one likes.
func (p *Progress) Show(done, total int64) {
	if p.to == nil {
		return
	}
	line := p.bar(done, total)
	if line == p.shown {
		return
	}
	p.shown = line
	_, _ = io.WriteString(p.to, "\r"+p.spell(line))
}

// bar is one state of the line: how many of the rows there are, or while that
// is not known how many there were so far, in steps that do not flicker.
func (p *Progress) bar(done, total int64) string {
	const step = 1000
	if total <= 0 {
		return pad(fmt.Sprintf("… %d", done/step*step), p.width-1)
	}
	bar := bubble.New(bubble.WithFillCharacters('━', '┄'), bubble.WithColors(lipgloss.NoColor{}), bubble.WithWidth(p.width))
	bar.EmptyColor = lipgloss.NoColor{}
	return bar.ViewAs(float64(done) / float64(total))
}

// Clear takes the bar away, so that what follows starts on an empty line.
func (p *Progress) Clear() {
	if p.shown == "" {
		return
	}
	_, _ = io.WriteString(p.to, "\r"+strings.Repeat(" ", cells(p.shown))+"\r")
	p.shown = ""
}

package term

import (
	"fmt"
	"io"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// Screen writes views to a terminal, on demand and only what changed. Between two
// frames it holds the text of the last one and nothing else. It is not safe for
// use by several goroutines at once.
type Screen struct {
	w             io.Writer
	profile       colorprofile.Profile
	width, height int // in cells; nothing is drawn before they are known
	content       string
	links, linked [][2]string // texts that lead somewhere: in the next frame, in the last one
	given         [][2]string // what links was made from
	stale         bool        // what the terminal shows is not known: paint all of it
	asking        bool        // the background colour is to be asked for; a terminal that knows it answers on the input
	aside         []byte      // what the terminal is told with the next frame that is not on it
	modes         modes
	caret         caret
	closed        bool
	err           error
	wrote         int                 // bytes, of all frames
	spell         func(string) string // gives text as the terminal can show it
}

// caret is the terminal's cursor as it was left; x and y count from 0 and are 0
// while it is hidden. Its shape is the person's own.
type caret struct {
	hidden bool
	x, y   int
}

// NewScreen returns a screen for a terminal of that profile whose size is not
// known yet.
func NewScreen(w io.Writer, profile colorprofile.Profile) *Screen {
	return &Screen{w: w, profile: profile, stale: true, spell: func(text string) string { return text }}
}

// Resize tells the screen its size in cells. The next frame is painted in full,
// because terminals rearrange what they show when they change their size.
func (s *Screen) Resize(width, height int) {
	s.stale = s.stale || width != s.width || height != s.height
	s.width, s.height = width, height
}

// Draw brings the terminal to the view, in one write, or writes nothing when it
// is there already. It does nothing before the size is known and after Restore.
// The error is that of the writer; it stays, and nothing is written after it.
func (s *Screen) Draw(v tea.View) error {
	if s.closed || s.err != nil || s.width < 1 || s.height < 1 {
		return s.err
	}
	v.Content, v.WindowTitle = s.spell(v.Content), s.spell(v.WindowTitle)
	p := borrow(s.width, s.profile)
	s.compose(p, &v)
	s.flush(p.out)
	p.giveBack()
	return s.err
}

// Restore leaves the terminal as it was found. Nothing is written when nothing
// was drawn, and nothing is drawn after it.
func (s *Screen) Restore() error {
	if !s.closed && s.err == nil {
		s.flush(s.modes.restore(nil))
	}
	s.closed = true
	return s.err
}

func (s *Screen) flush(out []byte) {
	if len(out) == 0 {
		return
	}
	n, err := s.w.Write(out)
	s.wrote += n
	if err != nil {
		s.err = fmt.Errorf("writing to the terminal: %w", err)
	}
}

// compose puts the frame together: modes, then the rows inside a synchronized
// update with the cursor hidden, then the cursor.
func (s *Screen) compose(p *painter, v *tea.View) {
	var cleared bool
	p.out, cleared = s.modes.follow(p.out, v)
	s.stale = s.stale || cleared
	if s.asking {
		p.out, s.asking = append(p.out, askBackground...), false
	}
	p.out, s.aside = append(p.out, s.aside...), nil
	painted := s.compare(p, v.Content)
	s.place(p, v.Cursor, painted)
	if painted {
		p.out = append(p.out, syncEnd...)
	}
}

// compare paints the rows that differ from the last frame and reports whether
// there were any.
func (s *Screen) compare(p *painter, content string) bool {
	relinked := !slices.Equal(s.links, s.linked)
	if content == s.content && !s.stale && !relinked {
		return false
	}
	before, start := s.content, len(p.out)
	p.links, p.linked, p.renumbered = s.links, s.linked, 0
	if relinked {
		p.renumbered = maxLinks
	}
	p.out = append(p.out, syncBegin...)
	if !s.caret.hidden {
		p.out = append(p.out, cursorHide...)
	}
	body := len(p.out)
	if s.stale {
		p.clear()
		before, s.stale = "", false
	}
	s.content = content
	for y := range s.height {
		var was, is string
		was, before, _ = strings.Cut(before, "\n")
		is, content, _ = strings.Cut(content, "\n")
		if was != is || relinked {
			p.paintRow(y, was, is)
		}
	}
	s.linked = s.links
	if len(p.out) == body {
		p.out = p.out[:start]
		return false
	}
	p.setPen(style{})
	p.setLink(0)
	s.caret.hidden, s.caret.x, s.caret.y = true, 0, 0
	return true
}

// place puts the cursor where the view wants it.
func (s *Screen) place(p *painter, at *tea.Cursor, painted bool) {
	want := caret{hidden: at == nil}
	if at != nil {
		want.x, want.y = min(max(at.X, 0), s.width-1), min(max(at.Y, 0), s.height-1)
	}
	switch {
	case want == s.caret:
	case want.hidden:
		p.out = append(p.out, cursorHide...)
	default:
		p.out = appendPosition(p.out, want.y, want.x)
		if s.caret.hidden || painted {
			p.out = append(p.out, cursorShow...)
		}
	}
	s.caret = want
}

package widget

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/theme"
)

// The keys that move through a page of text. The root makes a double g of KeyHome
// (see press): a single one opens the glossary.
var (
	KeyUp       = Bind("key.up", "up", "k").As("↑")
	KeyDown     = Bind("key.down", "down", "j").As("↓")
	KeyHalfUp   = Bind("key.half_up", "ctrl+u").Hushed()
	KeyHalfDown = Bind("key.half_down", "ctrl+d").Hushed()
	KeyPageUp   = Bind("key.page_up", "pgup", "ctrl+b").Hushed()
	KeyPageDown = Bind("key.page_down", "pgdown", "ctrl+f", "space").As("pgdn").Hushed()
	KeyHome     = Bind("key.home", "home", "gg").Hushed()
	KeyEnd      = Bind("key.end", "end", "G").Hushed()
	KeyScroll   = Bind("detail.key.scroll", "up", "k", "down", "j").As("↑↓")
)

// Leaps are the keys that move by more than a line, for help.
func Leaps() []Binding {
	return []Binding{KeyPageUp, KeyPageDown, KeyHalfUp, KeyHalfDown, KeyHome, KeyEnd}
}

// Step is by how many lines or rows a key moves a place, of which so many are a page
// and half a page; false for every other key.
func Step(msg tea.KeyPressMsg, page, half int) (by int, used bool) {
	for _, step := range []struct {
		key *Binding
		by  int
	}{{&KeyDown, 1}, {&KeyUp, -1}, {&KeyPageDown, page}, {&KeyPageUp, -page}, {&KeyHalfDown, half}, {&KeyHalfUp, -half}} {
		if step.key.Hit(msg) {
			return step.by, true
		}
	}
	return 0, false
}

// Scroll is the place in a text of which only a part is in sight, and the keys
// that move it. A viewport holds the place. The lines are the owner's, which shows
// those from Top on: the viewport's View takes 230 µs for a page, and 1 µs is
// enough for a part of a slice. Its lines are empty, for it measures them.
type Scroll struct {
	port  viewport.Model
	lines int
}

// Fit says how many lines the text has, and how many of them there is room for.
// The place stays, as far as there is text for it.
func (s *Scroll) Fit(height, lines int) {
	s.port.SetHeight(max(1, height))
	if lines != s.lines {
		s.lines = lines
		s.port.SetContentLines(make([]string, lines))
	}
	s.To(s.Top())
}

// Key takes the keys that scroll. A page leaves two lines of the one before in
// sight.
func (s *Scroll) Key(msg tea.KeyPressMsg) bool {
	by, used := Step(msg, max(1, s.port.Height()-2), s.port.Height()/2)
	switch {
	case used:
		s.To(s.Top() + by)
	case KeyHome.Hit(msg):
		s.port.GotoTop()
	case KeyEnd.Hit(msg):
		s.port.GotoBottom()
	default:
		return false
	}
	return true
}

// Wheel takes a turn of the wheel.
func (s *Scroll) Wheel(msg tea.MouseWheelMsg) { s.To(s.Top() + WheelLines(msg)) }

// Top is the first line in sight.
func (s *Scroll) Top() int { return s.port.YOffset() }

// To brings the line to the top, or as far up as there is text below it.
func (s *Scroll) To(line int) { s.port.SetYOffset(line) }

// Below is how many lines are out of sight below.
func (s *Scroll) Below() int { return max(0, s.lines-s.Top()-s.port.Height()) }

// Shown are those of the lines that are in sight.
func (s *Scroll) Shown(lines []string) []string {
	return lines[min(s.Top(), len(lines)):min(s.Top()+s.port.Height(), len(lines))]
}

// Rule is a rule that says where the place is, and at its end how many lines are
// out of sight below.
func (s *Scroll) Rule(look *Look, width int) string {
	below := ""
	if n := s.Below(); n > 0 {
		below = look.Theme.Muted.Paint("↓ " + look.Words.Count(n))
	}
	return PlaceRule(look, width, Place{s.Top(), s.port.Height(), s.lines}, below)
}

// Place is which part of something longer is in sight: from Top on, Shown of Total;
// a total of 0 is not known.
type Place struct{ Top, Shown, Total int }

// PlaceRule is a rule in which the part that is in sight is drawn heavier, with
// painted text at its end.
func PlaceRule(look *Look, width int, p Place, text string) string {
	room := width - 2
	if text != "" {
		room -= 1 + Cells(text)
	}
	at, heavy := 0, 0
	if p.Total > p.Shown && room > 0 {
		heavy = max(1, room*p.Shown/p.Total)
		at = (room - heavy) * min(p.Top, p.Total-p.Shown) / (p.Total - p.Shown)
	}
	var line Brush
	line.b.Grow(4*width + len(text))
	line.Put(theme.Style{}, " ")
	line.Put(look.Theme.Border, Dashes(at))
	line.Put(look.Theme.Muted, strings.Repeat("━", heavy))
	line.Put(look.Theme.Border, Dashes(room-at-heavy))
	if text != "" {
		line.Put(theme.Style{}, " ")
		line.Put(theme.Style{}, text)
	}
	return line.String()
}

// WheelLines is how far a turn of the wheel moves a cursor: down is positive.
func WheelLines(msg tea.MouseWheelMsg) int {
	return map[tea.MouseButton]int{tea.MouseWheelUp: -3, tea.MouseWheelDown: 3}[msg.Button]
}

// Moved is a mouse event in the coordinates of a part of the window.
func Moved(msg tea.MouseMsg, dx, dy int) tea.MouseMsg {
	switch m := msg.(type) {
	case tea.MouseClickMsg:
		m.X, m.Y = m.X-dx, m.Y-dy
		return m
	case tea.MouseWheelMsg:
		m.X, m.Y = m.X-dx, m.Y-dy
		return m
	default:
		return msg
	}
}

// Stale is how long a page is good while nothing changes: days go by, dates
// become overdue.
const Stale = time.Minute

// Rule is a line across, with a little air at both ends.
func Rule(look *Look, width int) string {
	return " " + look.Theme.Border.Paint(Dashes(width-2))
}

package widget

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// The keys that move through a page of text.
var (
	KeyUp       = Bind("key.up", "up", "k").As("↑")
	KeyDown     = Bind("key.down", "down", "j").As("↓")
	KeyPageUp   = Bind("key.page_up", "pgup", "ctrl+b").Hushed()
	KeyPageDown = Bind("key.page_down", "pgdown", "ctrl+f", "space").As("pgdn").Hushed()
	KeyHome     = Bind("key.home", "home").Hushed()
	KeyEnd      = Bind("key.end", "end", "G").Hushed()
	KeyScroll   = Bind("detail.key.scroll", "up", "k", "down", "j").As("↑↓")
)

// ScrollKey is by how many lines a key scrolls a text of so many; false for any
// other key.
func ScrollKey(msg tea.KeyPressMsg, page, lines int) (by int, used bool) {
	switch {
	case KeyUp.Hit(msg):
		return -1, true
	case KeyDown.Hit(msg):
		return 1, true
	case KeyPageUp.Hit(msg):
		return -page, true
	case KeyPageDown.Hit(msg):
		return page, true
	case KeyHome.Hit(msg):
		return -lines, true
	case KeyEnd.Hit(msg):
		return lines, true
	default:
		return 0, false
	}
}

// WheelLines is how far a turn of the wheel scrolls: down is positive.
func WheelLines(msg tea.MouseWheelMsg) int {
	switch msg.Button {
	case tea.MouseWheelUp:
		return -3
	case tea.MouseWheelDown:
		return 3
	default:
		return 0
	}
}

// Stale is how long a page is good while nothing changes: days go by, dates
// become overdue.
const Stale = time.Minute

// Rule is a line across, with a little air at both ends.
func Rule(look *Look, width int) string {
	return " " + look.Theme.Border.Paint(Dashes(width-2))
}

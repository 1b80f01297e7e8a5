package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// The keys that move through a page of text.
var (
	keyUp       = bind("key.up", "up", "k").as("↑")
	keyDown     = bind("key.down", "down", "j").as("↓")
	keyPageUp   = bind("key.page_up", "pgup", "ctrl+b").hushed()
	keyPageDown = bind("key.page_down", "pgdown", "ctrl+f", "space").as("pgdn").hushed()
	keyHome     = bind("key.home", "home").hushed()
	keyEnd      = bind("key.end", "end", "G").hushed()
	keyScroll   = bind("detail.key.scroll", "up", "k", "down", "j").as("↑↓")
)

// scrollKey is by how many lines a key scrolls a text of so many; false for any
// other key.
func scrollKey(msg tea.KeyPressMsg, page, lines int) (by int, used bool) {
	switch {
	case keyUp.hit(msg):
		return -1, true
	case keyDown.hit(msg):
		return 1, true
	case keyPageUp.hit(msg):
		return -page, true
	case keyPageDown.hit(msg):
		return page, true
	case keyHome.hit(msg):
		return -lines, true
	case keyEnd.hit(msg):
		return lines, true
	default:
		return 0, false
	}
}

// wheelLines is how far a turn of the wheel scrolls: down is positive.
func wheelLines(msg tea.MouseWheelMsg) int {
	switch msg.Button {
	case tea.MouseWheelUp:
		return -3
	case tea.MouseWheelDown:
		return 3
	default:
		return 0
	}
}

// stale is how long a page is good while nothing changes: days go by, dates
// become overdue.
const stale = time.Minute

// rule is a line across, with a little air at both ends.
func rule(look *Look, width int) string {
	return " " + look.theme.Border.Paint(dashes(width-2))
}

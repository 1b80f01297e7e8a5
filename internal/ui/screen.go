package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// screen is one page on the root's stack. Only the root calls it, always from
// the program's one goroutine, so that it keeps its state in plain fields; what
// takes time goes into a command, which must not touch the screen but carry
// copies, and comes back as a message of the screen's own.
type screen interface {
	// open returns the commands that load what the screen shows. It is called
	// once, after the first resize, when the screen comes on the stack.
	open() tea.Cmd
	// resize gives the screen its area: the window without the bottom line.
	resize(width, height int)
	// key offers a key press. What is not used goes on to the root's own keys.
	key(msg tea.KeyPressMsg) (cmd tea.Cmd, used bool)
	// update takes every other message, those meant for other screens too: mouse
	// events for the screen on top, answers to loads, refresh, restyled.
	update(msg tea.Msg) tea.Cmd
	// view is at most height lines of at most width cells.
	view() []string
	// bindings are the keys that work now, the most useful first: the bottom
	// line shows as many as fit, and help shows all.
	bindings() []widget.Binding
}

// typist is a screen in which text is typed. While it takes text, letters are
// not keys of the root.
type typist interface {
	takesText() bool
	// caret is where the cursor stands; nil when it is drawn with the text.
	caret() *tea.Cursor
}

// shut lets go of what a screen holds outside of itself, when it is closed.
func shut(s screen) {
	if c, ok := s.(interface{ close() }); ok {
		c.close()
	}
}

// companion is a shipment's page (newDetail) as the list uses it: beside the
// list in a wide window it follows the cursor; alone it is a screen like others.
// Beside the list its mouse events are already in its own coordinates.
type companion interface {
	screen
	// show goes on to another shipment and returns the commands that load it; the
	// same one again changes nothing. Pane and place stay.
	show(ref model.Text) tea.Cmd
	// focus says whether the keys go here, for a page beside the list.
	focus(on bool)
	// beside makes it the right half of a wide window: no way back is shown.
	beside(on bool)
}

// The keys of more than one chapter.
var (
	keyNotices = widget.Bind("key.notices", "m").Hushed()
	keyReload  = widget.Bind("key.reload", "r").Hushed()
)

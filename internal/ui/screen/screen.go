// Package screen is what every screen is and knows: the [Screen] interface, the
// [Env] that all screens of a session share, the messages between them, the goals
// that they name to be opened, and what staff may do. It has no screen of its own.
package screen

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// Screen is one page on the root's stack. Only the root calls it, always from
// the program's one goroutine, so that it keeps its state in plain fields; what
// takes time goes into a command, which must not touch the screen but carry
// copies, and comes back as a message of the screen's own.
type Screen interface {
	// Open returns the commands that load what the screen shows. It is called
	// once, after the first resize, when the screen comes on the stack.
	Open() tea.Cmd
	// Resize gives the screen its area: the window without the bottom line.
	Resize(width, height int)
	// Key offers a key press. What is not used goes on to the root's own keys.
	Key(msg tea.KeyPressMsg) (cmd tea.Cmd, used bool)
	// Update takes every other message, those meant for other screens too: mouse
	// events for the screen on top, answers to loads, refresh, restyled.
	Update(msg tea.Msg) tea.Cmd
	// View is at most height lines of at most width cells.
	View() []string
	// Bindings are the keys that work now, the most useful first: the bottom
	// line shows as many as fit, and help shows all.
	Bindings() []widget.Binding
}

// Waiter is a screen that waits for answers now and then.
type Waiter interface{ Waiting() bool }

// Typist is a screen in which text is typed. While it takes text, letters are
// not keys of the root.
type Typist interface {
	TakesText() bool
	// Caret is where the cursor stands; nil when it is drawn with the text.
	Caret() *tea.Cursor
}

// Chooser is a screen on which one shipment is chosen, or shown: its number, zero for
// none, and its record where that is at hand.
type Chooser interface {
	Chosen() (ref model.Text, record *model.Published)
}

// The keys of more than one chapter.
var (
	KeyNotices = widget.Bind("key.notices", "m").Hushed()
	KeyReload  = widget.Bind("key.reload", "r").Hushed()
)

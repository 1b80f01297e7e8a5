package pager

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// The keys that long lists share.
var (
	KeyOpen     = widget.Bind("key.open", "enter", "right").As("↵")
	KeyListUp   = widget.KeyUp.Hushed()
	KeyListDown = widget.KeyDown.Hushed()
	KeyFind     = widget.Bind("office.key.find", "/")
	KeyAll      = widget.Bind("office.key.all", "tab")
	KeyPartners = widget.Bind("office.key.partners", "f")
	KeyAnyone   = widget.Bind("office.key.anyone", "esc")
)

// Moving are the keys that move the cursor, for help.
func Moving() []widget.Binding {
	return append([]widget.Binding{KeyListUp, KeyListDown}, widget.Leaps()...)
}

// ElsewhereKeys lead from a list of the staff's to other lists; narrowed says that it
// is of one customer alone.
func ElsewhereKeys(narrowed bool) []widget.Binding {
	keys := []widget.Binding{KeyFind, KeyAll, KeyPartners}
	if narrowed {
		keys = append(keys, KeyAnyone)
	}
	return keys
}

// Elsewhere takes these keys.
func Elsewhere(msg tea.KeyPressMsg, from screen.Screen, narrowed bool) (tea.Cmd, bool) {
	switch {
	case KeyAll.Hit(msg):
		return screen.GoTo(screen.Goal{To: screen.ToList}), true
	case KeyFind.Hit(msg):
		return screen.GoTo(screen.Goal{To: screen.ToSearch}), true
	case KeyPartners.Hit(msg):
		return screen.GoTo(screen.Goal{To: screen.ToPartners, From: from}), true
	case narrowed && KeyAnyone.Hit(msg):
		return func() tea.Msg { return screen.Call(func() tea.Cmd { return from.Update(screen.Narrowed{}) }) }, true
	default:
		return nil, false
	}
}

// Heights from which the list has its less needed parts.
const (
	AmplyFrom = 18 // narrow: three lines of the foot, so that sentences are whole
	FullFrom  = 14 // two lines of it
	BriefFrom = 10 // one line of it
)

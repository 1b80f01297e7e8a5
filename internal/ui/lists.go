package ui

import "porthole/internal/ui/widget"

// The keys that long lists share.
var (
	keyOpen     = widget.Bind("key.open", "enter", "right").As("↵")
	keyListUp   = widget.KeyUp.Hushed()
	keyListDown = widget.KeyDown.Hushed()
	keyFocus    = widget.Bind("key.focus", "enter", "right", "tab").As("↵")
	keyUnfocus  = widget.Bind("key.to_list", "esc", "q", "left").As("esc")
	keyFind     = widget.Bind("office.key.find", "/")
	keyAll      = widget.Bind("office.key.all", "tab")
	keyPartners = widget.Bind("office.key.partners", "f")
	keyAnyone   = widget.Bind("office.key.anyone", "esc")
)

// moving are the keys that move the cursor, for help.
func moving() []widget.Binding {
	return []widget.Binding{keyListUp, keyListDown, widget.KeyPageUp, widget.KeyPageDown.Hushed(), widget.KeyHome, widget.KeyEnd}
}

// Heights from which the list has its less needed parts.
const (
	amplyFrom = 18 // narrow: three lines of the foot, so that sentences are whole
	fullFrom  = 14 // two lines of it
	briefFrom = 10 // one line of it
)

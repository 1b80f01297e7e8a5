package pager

import "porthole/internal/ui/widget"

// The keys that long lists share.
var (
	KeyOpen     = widget.Bind("key.open", "enter", "right").As("↵")
	KeyListUp   = widget.KeyUp.Hushed()
	KeyListDown = widget.KeyDown.Hushed()
	KeyFocus    = widget.Bind("key.focus", "enter", "right", "tab").As("↵")
	KeyUnfocus  = widget.Bind("key.to_list", "esc", "q", "left").As("esc")
	KeyFind     = widget.Bind("office.key.find", "/")
	KeyAll      = widget.Bind("office.key.all", "tab")
	KeyPartners = widget.Bind("office.key.partners", "f")
	KeyAnyone   = widget.Bind("office.key.anyone", "esc")
)

// Moving are the keys that move the cursor, for help.
func Moving() []widget.Binding {
	return []widget.Binding{KeyListUp, KeyListDown, widget.KeyPageUp, widget.KeyPageDown.Hushed(), widget.KeyHome, widget.KeyEnd}
}

// Heights from which the list has its less needed parts.
const (
	AmplyFrom = 18 // narrow: three lines of the foot, so that sentences are whole
	FullFrom  = 14 // two lines of it
	BriefFrom = 10 // one line of it
)

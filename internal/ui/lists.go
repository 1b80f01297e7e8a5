package ui

// The keys that long lists share.
var (
	keyOpen     = bind("key.open", "enter", "right").as("↵")
	keyListUp   = keyUp.hushed()
	keyListDown = keyDown.hushed()
	keyFocus    = bind("key.focus", "enter", "right", "tab").as("↵")
	keyUnfocus  = bind("key.to_list", "esc", "q", "left").as("esc")
	keyFind     = bind("office.key.find", "/")
	keyAll      = bind("office.key.all", "tab")
	keyPartners = bind("office.key.partners", "f")
	keyAnyone   = bind("office.key.anyone", "esc")
)

// moving are the keys that move the cursor, for help.
func moving() []binding {
	return []binding{keyListUp, keyListDown, keyPageUp, keyPageDown.hushed(), keyHome, keyEnd}
}

// Heights from which the list has its less needed parts.
const (
	amplyFrom = 18 // narrow: three lines of the foot, so that sentences are whole
	fullFrom  = 14 // two lines of it
	briefFrom = 10 // one line of it
)

package widget

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Form is a few fields below one another, of which one has the keys.
type Form struct {
	Look   *Look
	Inputs []*Input
	At     int
	caret  *tea.Position // in the lines of the last view; nil: no text is typed
	began  []string      // what was in the fields at first
	Asks   bool          // whether it is left although something is in it
}

// Watch notes what is in the fields, which is nothing that could be lost.
func (f *Form) Watch() { f.began = f.content() }

func (f *Form) content() (all []string) {
	for _, in := range f.Inputs {
		text := in.Text.Text
		if in.Pasted != nil {
			text = in.Pasted.Text()
		}
		all = append(all, text+" "+strconv.Itoa(in.At))
	}
	return all
}

// Leaves reports whether the form can be left: nothing is lost by it, or the person
// was asked.
func (f *Form) Leaves() bool {
	if f.Asks || slices.Equal(f.began, f.content()) {
		return true
	}
	f.Asks = true
	return false
}

// The keys of a form.
var (
	KeyField  = Bind("office.key.field", "down", "tab", "up", "shift+tab").As("↑↓")
	KeyChange = Bind("office.key.change", "left", "right").As("←→")
)

// Shown are the fields that have a meaning now.
func (f *Form) Shown() []*Input {
	return slices.DeleteFunc(slices.Clone(f.Inputs), func(in *Input) bool { return in.Hidden != nil && in.Hidden() })
}

// Current is the field with the keys; nil when there is none.
func (f *Form) Current() *Input {
	shown := f.Shown()
	if len(shown) == 0 {
		return nil
	}
	f.At = min(max(f.At, 0), len(shown)-1)
	return shown[f.At]
}

// Typing says that letters go into a text.
func (f *Form) Typing() bool {
	in := f.Current()
	return in != nil && in.Options == nil
}

// Key takes a key of the field that has them, or goes to another field. Within options
// that stand below one another an arrow moves first; at their end it goes on.
func (f *Form) Key(msg tea.KeyPressMsg) bool {
	in := f.Current()
	f.Asks = false
	if in == nil {
		return false
	}
	by := map[string]int{"up": -1, "left": -1, "shift+tab": -1, "down": 1, "right": 1, "tab": 1}[msg.String()]
	n := len(f.Shown())
	switch {
	case in.Tall && by != 0 && msg.Code != tea.KeyTab && in.choose(by):
	case KeyField.Hit(msg):
		f.At = (f.At + n + by) % n
	case in.Pasted != nil:
		if msg.Code != tea.KeyBackspace {
			return false
		}
		in.Pasted.Drop()
	case in.Options == nil:
		return in.Text.Key(msg)
	case KeyChange.Hit(msg):
		in.choose(by)
	default:
		return in.seekKey(msg)
	}
	return true
}

// Paste puts text into the field that takes it; one for lines takes whatever has several,
// and the result is false when it has no room for them.
func (f *Form) Paste(text string) bool {
	for i, in := range f.Shown() {
		if in.Pasted != nil && (i == f.At || strings.Contains(text, "\n")) {
			f.At = i
			f.Asks = false
			return in.Pasted.Add(text)
		}
	}
	if f.Typing() {
		f.Current().Text.Add(strings.ReplaceAll(text, "\n", " "))
	}
	return true
}

// Click gives the keys to the field on a line of the form.
func (f *Form) Click(line, width int) {
	at := 0
	for i, in := range f.Shown() {
		drawn, _ := f.input(in, i == f.At, f.labels(width), width)
		n := len(drawn)
		if line >= at && line < at+n {
			f.At = i
			if in.Tall && n > 1 {
				all := in.sought()
				in.At = all[min(in.first(all)+line-at, len(all)-1)]
			}
			return
		}
		at += n
	}
}

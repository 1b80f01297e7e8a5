package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/theme"
)

// input is one field of a form: a choice among some things, or typed text.
type input struct {
	label   string          // key of the catalogue
	options func() []string // what can be chosen; nil: text is typed
	tall    bool            // the options stand below one another
	at      int             // the option chosen
	text    field
	empty   func() string // what an empty text stands for; nil: nothing
	read    func() string // how the text is understood; nil, or empty: as it is
	hidden  func() bool   // for now the field has no meaning; nil: it always has
	changed func()        // is told when another option was chosen
}

// typed is what was typed, without blanks around it.
func (in *input) typed() string { return strings.TrimSpace(in.text.text) }

// choose goes by some options further and says whether that was possible.
func (in *input) choose(by int) bool {
	n := len(in.options())
	to := in.at + by
	if !in.tall && n > 0 {
		to = (to + n) % n
	}
	if to < 0 || to >= n || to == in.at {
		return false
	}
	in.at = to
	if in.changed != nil {
		in.changed()
	}
	return true
}

// form is a few fields below one another, of which one has the keys.
type form struct {
	look   *Look
	inputs []*input
	at     int
}

// The keys of a form.
var (
	keyField     = bind("office.key.field", "down", "tab", "up", "shift+tab").as("↑↓")
	keyChange    = bind("office.key.change", "left", "right").as("←→")
	keyFieldNext = bind("office.key.field", "down", "tab")
	keyFieldPrev = bind("office.key.field", "up", "shift+tab")
)

// shown are the fields that have a meaning now.
func (f *form) shown() []*input {
	var shown []*input
	for _, in := range f.inputs {
		if in.hidden == nil || !in.hidden() {
			shown = append(shown, in)
		}
	}
	return shown
}

// current is the field with the keys; nil when there is none.
func (f *form) current() *input {
	shown := f.shown()
	if len(shown) == 0 {
		return nil
	}
	f.at = min(max(f.at, 0), len(shown)-1)
	return shown[f.at]
}

// typing says that letters go into a text.
func (f *form) typing() bool {
	in := f.current()
	return in != nil && in.options == nil
}

// key takes a key of the field that has them, or goes to another field.
func (f *form) key(msg tea.KeyPressMsg) bool {
	in := f.current()
	if in == nil {
		return false
	}
	if in.tall && in.tallKey(msg) {
		return true
	}
	switch {
	case keyFieldNext.hit(msg):
		f.at = (f.at + 1) % len(f.shown())
	case keyFieldPrev.hit(msg):
		f.at = (f.at + len(f.shown()) - 1) % len(f.shown())
	case in.options == nil:
		return in.text.key(msg)
	case keyChange.hit(msg):
		in.choose(map[string]int{"left": -1, "right": 1}[msg.String()])
	default:
		return false
	}
	return true
}

// tallKey moves within options that stand below one another; at their end the
// key goes on to the next field.
func (in *input) tallKey(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "up", "left":
		return in.choose(-1)
	case "down", "right":
		return in.choose(1)
	default:
		return false
	}
}

// paste puts text into the field that takes it.
func (f *form) paste(text string) {
	if f.typing() {
		f.current().text.add(strings.ReplaceAll(text, "\n", " "))
	}
}

// click gives the keys to the field on a line of the form.
func (f *form) click(line, width int) {
	at := 0
	for i, in := range f.shown() {
		n := len(f.input(in, i == f.at, f.labels(width), width))
		if line >= at && line < at+n {
			f.at = i
			if in.tall && n > 1 {
				in.at = min(in.first()+line-at, len(in.options())-1)
			}
			return
		}
		at += n
	}
}

// labels is the width of the column of labels in a form of width cells.
func (f *form) labels(width int) int {
	widest := 0
	for _, in := range f.shown() {
		widest = max(widest, cells(f.look.say(in.label)))
	}
	return min(widest, max(8, width/3))
}

// view is the form's lines, each at most width cells, and the last line of the
// field that has the keys.
func (f *form) view(width int) (lines []string, at int) {
	current := f.current()
	for _, in := range f.shown() {
		lines = append(lines, f.input(in, in == current, f.labels(width), width)...)
		if in == current {
			at = len(lines) - 1
		}
	}
	return lines, at
}

// The form's measures: text that is typed is shown on so many lines at most, and
// so many options below one another.
const (
	inputLines  = 4
	optionLines = 6
)

// input is one field: its label, and beside it what is in it; below it where
// there is no room beside.
func (f *form) input(in *input, focused bool, labels, width int) []string {
	t := f.look.theme
	bar, label := " ", t.Muted
	if focused {
		bar, label = t.Accent.Paint("▎"), t.Key
	}
	room := width - labels - 5
	if room < 14 {
		lines := []string{bar + " " + label.Paint(clip(f.look.say(in.label), width-2))}
		for _, line := range f.value(in, focused, width-5) {
			lines = append(lines, bar+"   "+line)
		}
		return lines
	}
	var lines []string
	for i, line := range f.value(in, focused, room) {
		left := pad(labels)
		if i == 0 {
			left = label.Paint(fit(f.look.say(in.label), labels))
		}
		lines = append(lines, bar+" "+left+"  "+line)
	}
	return lines
}

func (f *form) value(in *input, focused bool, width int) []string {
	switch {
	case in.options == nil:
		return f.typedLines(in, focused, width)
	case in.tall:
		return f.tallLines(in, focused, width)
	}
	options := in.options()
	if in.at >= len(options) {
		in.at = 0
	}
	if len(options) == 0 {
		return []string{""}
	}
	s := f.look.theme.Text
	if !focused || len(options) == 1 {
		return []string{s.Paint(clip(options[in.at], width))}
	}
	k := f.look.theme.Key
	return []string{k.Paint("◂ ") + f.look.theme.Strong.Paint(clip(options[in.at], width-4)) + k.Paint(" ▸")}
}

// typedLines is a text: its end, when it is long, and how it is understood.
func (f *form) typedLines(in *input, focused bool, width int) []string {
	t := f.look.theme
	caret := ""
	if focused {
		caret = t.Accent.Paint("▏")
	}
	if in.text.text == "" {
		stands := ""
		if in.empty != nil {
			stands = in.empty()
		}
		return []string{caret + t.Muted.Paint(clip(stands, width-1))}
	}
	parts := wrap(in.text.text, max(1, width-1))
	parts = parts[max(0, len(parts)-inputLines):]
	lines := make([]string, len(parts))
	for i, part := range parts {
		lines[i] = t.Strong.Paint(part)
	}
	last := len(lines) - 1
	if focused && strings.HasSuffix(in.text.text, " ") && cells(parts[last]) < width-1 {
		lines[last] += " "
	}
	lines[last] += caret
	if in.read == nil {
		return lines
	}
	if means := in.read(); means != "" && means != in.typed() {
		lines = append(lines, t.Muted.Paint(clip(theme.SignMoved+" "+means, width)))
	}
	return lines
}

// first is the first of the options in sight.
func (in *input) first() int {
	return max(0, min(in.at-optionLines/2, len(in.options())-optionLines))
}

// tallLines is a stretch of the options round the chosen one.
func (f *form) tallLines(in *input, focused bool, width int) []string {
	t := f.look.theme
	options := in.options()
	from := in.first()
	var lines []string
	for i := from; i < min(len(options), from+optionLines); i++ {
		sign, s := "  ", t.Text
		if i == in.at {
			sign, s = "▸ ", t.Strong
			if focused {
				s = t.Accent
			}
		}
		lines = append(lines, s.Paint(sign+clip(options[i], width-2)))
	}
	return lines
}

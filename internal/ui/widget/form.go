package widget

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
)

// Input is one field of a form: a choice among some things, typed text, or lines that
// are pasted.
type Input struct {
	Label   string          // key of the catalogue
	Options func() []string // what can be chosen; nil: text is typed
	Tall    bool            // the options stand below one another
	At      int             // the option chosen
	Text    Field
	Empty   func() string // what an empty text stands for; nil: nothing
	Read    func() string // how the text is understood; nil, or empty: as it is
	Hidden  func() bool   // for now the field has no meaning; nil: it always has
	Pasted  *Pasted       // nil: it is not for lines
	seek    string        // typed into a choice: only what has it is chosen from
}

// Typed is what was typed, without blanks around it.
func (in *Input) Typed() string { return strings.TrimSpace(in.Text.Text) }

// Pasted is lines that are pasted, part by part, and not typed. There are Limit bytes of
// them at most; Shown is what the field says of them.
type Pasted struct {
	Limit int
	Shown func() []string
	parts []string
}

// Text is all that was pasted: each part begins a line.
func (p *Pasted) Text() string {
	return strings.Join(p.parts, "")
}

// Add puts a part behind the others, and reports whether there was room for it.
func (p *Pasted) Add(text string) bool {
	if len(p.Text())+len(text) >= p.Limit {
		return false
	}
	p.parts = append(p.parts, strings.TrimSuffix(text, "\n")+"\n")
	return true
}

// Drop takes the last part out.
func (p *Pasted) Drop() { p.parts = p.parts[:max(0, len(p.parts)-1)] }

// Choice is a field in which one of the things is chosen that are under these keys.
func Choice(look *Look, label string, keys ...string) *Input {
	say := func(key string) string { return look.Say(key) }
	return &Input{Label: label, Options: func() []string { return Map(keys, say) }}
}

// sought are the options that have what was typed into the choice, by their places.
func (in *Input) sought() (all []int) {
	for i, option := range in.Options() {
		if strings.Contains(model.Fold(option), model.Fold(in.seek)) {
			all = append(all, i)
		}
	}
	return all
}

// choose goes by some options further and says whether that was possible.
func (in *Input) choose(by int) bool {
	all := in.sought()
	n := len(all)
	to := slices.Index(all, in.At) + by
	if !in.Tall && n > 0 {
		to = (to + n) % n
	}
	if to < 0 || to >= n || all[to] == in.At {
		return false
	}
	in.At = all[to]
	return true
}

// seekKey takes what is typed into a choice. What no option has is not taken.
func (in *Input) seekKey(msg tea.KeyPressMsg) bool {
	was := in.seek
	switch r, _ := utf8.DecodeRuneInString(msg.Text); {
	case msg.Code == tea.KeyBackspace && was != "":
		_, size := utf8.DecodeLastRuneInString(was)
		in.seek = was[:len(was)-size]
	case unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' && was != "":
		in.seek += msg.Text
	default:
		return false
	}
	switch all := in.sought(); {
	case len(all) == 0:
		in.seek = was
	case !slices.Contains(all, in.At):
		in.At = all[0]
	}
	return true
}

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

// labels is the width of the column of labels in a form of width cells.
func (f *Form) labels(width int) int {
	names := Map(f.Shown(), func(in *Input) string { return f.Look.Say(in.Label) })
	return min(Widest(names...), max(8, width/3))
}

// View is the form's lines, each at most width cells, and the last line of the
// field that has the keys.
func (f *Form) View(width int) (lines []string, at int) {
	current := f.Current()
	f.caret = nil
	for _, in := range f.Shown() {
		top := len(lines)
		drawn, caret := f.input(in, in == current, f.labels(width), width)
		lines = append(lines, drawn...)
		if in != current {
			in.Text.Leave()
			in.seek = ""
			continue
		}
		if at = len(lines) - 1; caret != nil {
			f.caret = &tea.Position{X: caret.X, Y: caret.Y + top}
		}
	}
	return lines, at
}

// Caret is where the cursor stands in the lines of the last view, moved by so
// much; nil where no text is typed.
func (f *Form) Caret(dx, dy int) *tea.Cursor {
	if f.caret == nil || !f.Typing() {
		return nil
	}
	return tea.NewCursor(f.caret.X+dx, f.caret.Y+dy)
}

// The form's measures: text that is typed is shown on so many lines at most, and
// so many options below one another.
const (
	inputLines  = 4
	optionLines = 6
)

// input is one field: its label, and beside it what is in it; below it where
// there is no room beside. caret is in what is typed; nil: it is no text.
func (f *Form) input(in *Input, focused bool, labels, width int) (lines []string, caret *tea.Position) {
	t := f.Look.Theme
	bar, style, label := " ", t.Muted, f.Look.Say(in.Label)
	if focused {
		bar, style = t.Accent.Paint("▎"), t.Key
	}
	room, indent, first := width-labels-5, labels+4, style.Paint(Fit(label, labels))+"  "
	if room < 14 {
		room, indent, first = width-5, 4, Pad(2)
		lines = append(lines, bar+" "+style.Paint(Clip(label, width-2)))
	}
	value, caret := f.value(in, focused, room)
	if caret != nil {
		caret.X, caret.Y = caret.X+indent, caret.Y+len(lines)
	}
	for _, line := range value {
		lines = append(lines, bar+" "+first+line)
		first = Pad(indent - 2)
	}
	return lines, caret
}

func (f *Form) value(in *Input, focused bool, width int) (lines []string, caret *tea.Position) {
	t := f.Look.Theme
	switch {
	case in.Pasted != nil:
		return Map(in.Pasted.Shown(), func(line string) string { return t.Text.Paint(Clip(line, width)) }), nil
	case in.Options == nil:
		return f.typedLines(in, focused, width)
	case in.Tall:
		return f.tallLines(in, focused, width), nil
	}
	options := in.Options()
	if in.At >= len(options) {
		in.At = 0
	}
	switch {
	case len(options) == 0:
		return []string{""}, nil
	case !focused || len(options) == 1:
		return []string{t.Text.Paint(Clip(options[in.At], width))}, nil
	}
	typed := ""
	if in.seek != "" && Cells(options[in.At])+Cells(in.seek)+8 <= width {
		typed = t.Muted.Paint("  / " + in.seek)
	}
	return []string{t.Key.Paint("◂ ") + t.Strong.Paint(Clip(options[in.At], width-4)) + t.Key.Paint(" ▸") + typed}, nil
}

// typedLines is a text: its lines round the caret, when it is long, and how it is
// understood.
func (f *Form) typedLines(in *Input, focused bool, width int) (lines []string, caret *tea.Position) {
	t := f.Look.Theme
	if in.Text.Text == "" {
		stands := ""
		if in.Empty != nil {
			stands = in.Empty()
		}
		return []string{t.Muted.Paint(Clip(stands, width))}, &tea.Position{}
	}
	parts := Wrap(in.Text.Text, max(1, width-1))
	line, column := len(parts)-1, 0
	if focused {
		line, column = in.Text.Caret(parts)
	}
	from := max(0, min(line-inputLines/2, len(parts)-inputLines))
	for _, part := range parts[from:min(len(parts), from+inputLines)] {
		lines = append(lines, t.Strong.Paint(part))
	}
	if in.Read != nil {
		if means := in.Read(); means != "" && means != in.Typed() {
			lines = append(lines, t.Muted.Paint(Clip(theme.SignMoved+" "+means, width)))
		}
	}
	return lines, &tea.Position{X: min(column, width-1), Y: line - from}
}

// first is the first in sight of these options.
func (in *Input) first(all []int) int {
	return max(0, min(slices.Index(all, in.At)-optionLines/2, len(all)-optionLines))
}

// tallLines is a stretch of the options round the chosen one.
func (f *Form) tallLines(in *Input, focused bool, width int) (lines []string) {
	t := f.Look.Theme
	options, all := in.Options(), in.sought()
	from := in.first(all)
	for _, i := range all[from:min(len(all), from+optionLines)] {
		sign, s := "  ", t.Text
		if i == in.At {
			sign, s = "▸ ", t.Strong
			if focused {
				s = t.Accent
			}
		}
		lines = append(lines, s.Paint(sign+Clip(options[i], width-2)))
	}
	return lines
}

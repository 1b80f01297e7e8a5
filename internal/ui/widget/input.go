package widget

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
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

package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// reader is a page of text that scrolls: help, glossary.
type reader struct {
	env        *screen.Env
	heading    string // key of the catalogue
	write      func(look *widget.Look, width int) []string
	toggle     widget.Binding // the key that opened it closes it too
	lines      []string
	generation int
	scroll     widget.Scroll
	width      int
	height     int
}

// readerFrame is the lines that a reader does not scroll: heading and rule.
const readerFrame = 2

func (p *reader) Open() tea.Cmd { return nil }

func (p *reader) Resize(width, height int) {
	p.width, p.height = width, height
	p.fill()
}

func (p *reader) Bindings() []widget.Binding {
	closing := widget.Bind("key.back", p.toggle.Keys()...).As(p.toggle.Help().Key).Hushed()
	return append(append([]widget.Binding{widget.KeyUp, widget.KeyDown}, widget.Leaps()...), closing)
}

func (p *reader) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.toggle.Hit(msg) {
		return p.env.GoBack(), true
	}
	return nil, p.scroll.Key(msg)
}

func (p *reader) Update(msg tea.Msg) tea.Cmd {
	if wheel, ok := msg.(tea.MouseWheelMsg); ok {
		p.scroll.Wheel(wheel)
	}
	return nil
}

// fill writes the page's lines, for another width or language.
func (p *reader) fill() {
	p.lines, p.generation = p.write(p.env.Look, p.width), p.env.Generation
	p.scroll.Fit(p.height-readerFrame, len(p.lines))
}

func (p *reader) View() []string {
	if p.generation != p.env.Generation {
		p.fill()
	}
	lines := []string{" " + p.env.Theme.Title.Paint(widget.Clip(p.env.Say(p.heading), p.width-2)), p.scroll.Rule(p.env.Look, p.width)}
	return append(lines, p.scroll.Shown(p.lines)...)
}

// openHelp shows every key that works on the present screen, and what the signs
// mean.
func (r *Root) openHelp() tea.Cmd {
	here, common := r.top().Bindings(), r.common()
	return r.push(&reader{
		env: r.env, heading: "help.title", toggle: keyHelp,
		write: func(look *widget.Look, width int) []string { return helpPage(look, width, here, common) },
	})
}

// helpSigns are the signs that the screens draw, with what the catalogue says of
// each.
func helpSigns(look *widget.Look) [][2]string {
	return [][2]string{
		{"▎", "help.sign.cursor"},
		{theme.SignFresh, "help.sign.changed"},
		{parts.Slip(look, &look.Theme.Ink, 3).Text, "help.sign.slip"},
		{theme.SignLate, "help.sign.attention"},
		{theme.StripPassed + theme.StripSailed + theme.StripHere + theme.StripToSail + theme.StripAhead, "help.sign.strip"},
		{theme.StripSailed + theme.StripSailed + theme.StripToSail, "help.sign.progress"},
		{theme.SignDone, "help.sign.done"},
		{theme.SignExpected, "help.sign.expected"},
		{theme.SignUpcoming, "help.sign.upcoming"},
		{theme.SignMissing, "help.sign.missing"},
		{theme.SignMoved, "help.sign.moved"},
	}
}

// helpPage is the help for these bindings, one below the other.
func helpPage(look *widget.Look, width int, here, common []widget.Binding) []string {
	lines := []string{""}
	for _, group := range []struct {
		heading  string
		bindings []widget.Binding
	}{{"help.here", here}, {"help.everywhere", common}} {
		lines = append(lines, " "+look.Theme.Muted.Paint(widget.Clip(look.Say(group.heading), width-2)))
		for _, b := range group.bindings {
			lines = append(lines, widget.HelpLines(look, width, widget.KeysOf(look, b), widget.LongOf(look, b))...)
		}
		lines = append(lines, "")
	}
	lines = append(lines, " "+look.Theme.Muted.Paint(widget.Clip(look.Say("help.signs"), width-2)))
	for _, sign := range helpSigns(look) {
		lines = append(lines, widget.HelpLines(look, width, sign[0], look.Say(sign[1]))...)
	}
	return look.AskWhom(append(lines, ""), 1, width)
}

// glossaryTerms are the trade's terms in the order of a shipment's way.
var glossaryTerms = []string{
	"FCL", "LCL", "TEU", "CFS", "CY", "VGM", "HBL", "MBL", "POL", "POD", "ETD", "ETA", "ATD", "ATA", "Gate-in", "Gate-out",
	"Transshipment", "Demurrage", "Detention", "UN/LOCODE", "SCAC", "IMO",
}

// glossaryKey is where the catalogue explains a term, such as "glossary.gate_in".
func glossaryKey(term string) string {
	return "glossary." + strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(term, "UN/"), "-", "_"))
}

// openGlossary explains the terms.
func (r *Root) openGlossary() tea.Cmd {
	r.firstG = r.env.Now()
	return r.push(&reader{env: r.env, heading: "glossary.title", toggle: keyGlossary, write: glossaryPage})
}

func glossaryPage(look *widget.Look, width int) []string {
	return append([]string{""}, slices.Concat(widget.Map(glossaryTerms, func(term string) []string {
		return widget.HelpLines(look, width, term, look.Say(glossaryKey(term)))
	})...)...)
}

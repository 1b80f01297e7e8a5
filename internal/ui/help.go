package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// openHelp shows every key that works on the present screen, and what the signs
// mean.
func (r *Root) openHelp() tea.Cmd {
	here, common := r.top().Bindings(), r.common()
	return r.push(&reader{
		look: r.env.Look, heading: "help.title", toggle: keyHelp,
		write: func(look *widget.Look, width int) []string { return helpPage(look, width, here, common) },
	})
}

// helpSigns are the signs that the screens draw, with what the catalogue says of
// each.
func helpSigns(look *widget.Look) [][2]string {
	return [][2]string{
		{"▎", "help.sign.cursor"},
		{theme.SignFresh, "help.sign.changed"},
		{parts.SlipText(look, 3), "help.sign.slip"},
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

package ui

import (
	tea "charm.land/bubbletea/v2"

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

// sections of the help page that explain signs: sign and key of the catalogue.
var helpSigns = [][2]string{
	{"▎", "help.sign.cursor"},
	{"•", "help.sign.changed"},
	{"+3d", "help.sign.slip"},
	{"!", "help.sign.attention"},
	{"●━◐┄○", "help.sign.strip"},
	{"▪▪▪▫▫", "help.sign.progress"},
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
			lines = append(lines, widget.HelpLine(look, width, widget.KeysOf(b), widget.LongOf(look, b)))
		}
		lines = append(lines, "")
	}
	lines = append(lines, " "+look.Theme.Muted.Paint(widget.Clip(look.Say("help.signs"), width-2)))
	for _, sign := range helpSigns {
		lines = append(lines, widget.Wrapped(look, width, sign[0], look.Say(sign[1]))...)
	}
	lines = append(lines, "")
	for _, line := range look.WhomToAsk(width - 2) {
		lines = append(lines, " "+line)
	}
	return lines
}

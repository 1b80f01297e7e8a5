package ui

import (
	tea "charm.land/bubbletea/v2"
)

// openHelp shows every key that works on the present screen, and what the signs
// mean.
func (r *Root) openHelp() tea.Cmd {
	here, common := r.top().bindings(), r.common()
	return r.push(&reader{
		look: r.env.Look, heading: "help.title", toggle: keyHelp,
		write: func(look *Look, width int) []string { return helpPage(look, width, here, common) },
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
func helpPage(look *Look, width int, here, common []binding) []string {
	lines := []string{""}
	for _, group := range []struct {
		heading  string
		bindings []binding
	}{{"help.here", here}, {"help.everywhere", common}} {
		lines = append(lines, " "+look.theme.Muted.Paint(clip(look.say(group.heading), width-2)))
		for _, b := range group.bindings {
			lines = append(lines, helpLine(look, width, keysOf(b), longOf(look, b)))
		}
		lines = append(lines, "")
	}
	lines = append(lines, " "+look.theme.Muted.Paint(clip(look.say("help.signs"), width-2)))
	for _, sign := range helpSigns {
		lines = append(lines, wrapped(look, width, sign[0], look.say(sign[1]))...)
	}
	lines = append(lines, "")
	for _, line := range look.whomToAsk(width - 2) {
		lines = append(lines, " "+line)
	}
	return lines
}

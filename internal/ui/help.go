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
		lines = append(lines, " "+look.theme.muted.paint(clip(look.say(group.heading), width-2)))
		for _, b := range group.bindings {
			lines = append(lines, helpLine(look, width, keysOf(b), longOf(look, b)))
		}
		lines = append(lines, "")
	}
	lines = append(lines, " "+look.theme.muted.paint(clip(look.say("help.signs"), width-2)))
	for _, sign := range helpSigns {
		lines = append(lines, wrapped(look, width, sign[0], look.say(sign[1]))...)
	}
	lines = append(lines, "")
	for _, line := range look.whomToAsk(width - 2) {
		lines = append(lines, " "+line)
	}
	return lines
}

// helpColumn is the width of the keys beside their explanation.
const helpColumn = 19

func helpLine(look *Look, width int, left, right string) string {
	column := min(helpColumn, width/3)
	return "   " + look.theme.key.paint(fit(left, column)) + " " + clip(right, width-column-4)
}

// wrapped is helpLine with as many lines as the explanation needs.
func wrapped(look *Look, width int, left, right string) []string {
	column := min(helpColumn, width/3)
	var lines []string
	for _, part := range wrap(right, width-column-5) {
		lines = append(lines, helpLine(look, width, left, part))
		left = ""
	}
	return lines
}

// longOf says what a key does, in a sentence where the catalogue has one.
func longOf(look *Look, b binding) string {
	if look.words.Has(b.does + ".long") {
		return look.say(b.does + ".long")
	}
	return look.say(b.does)
}

// keysOf writes all keys of a binding as people know them.
func keysOf(b binding) string {
	text := ""
	for i, k := range b.keys {
		if i > 0 {
			text += " "
		}
		text += keyName(k)
	}
	return text
}

func keyName(k string) string {
	switch k {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "enter":
		return "↵"
	case "pgdown":
		return "pgdn"
	default:
		return k
	}
}

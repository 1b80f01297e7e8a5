package ui

import (
	tea "charm.land/bubbletea/v2"
)

// openHelp shows every key that works on the present screen, and what the signs
// mean.
func (r *Root) openHelp() tea.Cmd {
	here, common := r.top().bindings(), r.common()
	return goTo(&reader{
		env: r.env, heading: "help.title", toggle: keyHelp,
		write: func(e *env, width int) []string { return helpPage(e, width, here, common) },
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
func helpPage(e *env, width int, here, common []binding) []string {
	lines := []string{""}
	for _, group := range []struct {
		heading  string
		bindings []binding
	}{{"help.here", here}, {"help.everywhere", common}} {
		lines = append(lines, " "+e.theme.muted.paint(clip(e.say(group.heading), width-2)))
		for _, b := range group.bindings {
			lines = append(lines, helpLine(e, width, keysOf(b), longOf(e, b)))
		}
		lines = append(lines, "")
	}
	lines = append(lines, " "+e.theme.muted.paint(clip(e.say("help.signs"), width-2)))
	for _, sign := range helpSigns {
		lines = append(lines, wrapped(e, width, sign[0], e.say(sign[1]))...)
	}
	lines = append(lines, "")
	for _, line := range e.whomToAsk(width - 2) {
		lines = append(lines, " "+line)
	}
	return lines
}

// helpColumn is the width of the keys beside their explanation.
const helpColumn = 19

func helpLine(e *env, width int, left, right string) string {
	column := min(helpColumn, width/3)
	return "   " + e.theme.key.paint(fit(left, column)) + " " + clip(right, width-column-4)
}

// wrapped is helpLine with as many lines as the explanation needs.
func wrapped(e *env, width int, left, right string) []string {
	column := min(helpColumn, width/3)
	var lines []string
	for _, part := range wrap(right, width-column-5) {
		lines = append(lines, helpLine(e, width, left, part))
		left = ""
	}
	return lines
}

// longOf says what a key does, in a sentence where the catalogue has one.
func longOf(e *env, b binding) string {
	if e.words.Has(b.does + ".long") {
		return e.say(b.does + ".long")
	}
	return e.say(b.does)
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

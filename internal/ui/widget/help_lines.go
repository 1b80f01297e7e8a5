package widget

import "strings"

// helpColumn is the width of the keys beside their explanation.
const helpColumn = 19

// HelpLines explain a key, a sign or a term, on as many lines as it takes. Where
// the column is too narrow for it, it has a line of its own.
func HelpLines(look *Look, width int, left, right string) []string {
	column := min(helpColumn, width/3)
	var lines []string
	if Cells(left) > column {
		lines, left = append(lines, "   "+look.Theme.Key.Paint(Clip(left, width-3))), ""
	}
	for _, part := range Wrap(right, width-column-5) {
		lines = append(lines, "   "+look.Theme.Key.Paint(Fit(left, column))+" "+part)
		left = ""
	}
	return lines
}

// LongOf says what a key does, in a sentence where the catalogue has one.
func LongOf(look *Look, b Binding) string {
	if look.Words.Has(b.Help().Desc + ".long") {
		return look.Say(b.Help().Desc + ".long")
	}
	return look.Say(b.Help().Desc)
}

// keySigns are the keys that are written as signs.
var keySigns = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "↵", "pgdown": "pgdn"}

// KeysOf writes all keys of a binding as people know them.
func KeysOf(look *Look, b Binding) string {
	var names []string
	for _, k := range b.Keys() {
		if sign, ok := keySigns[k]; ok {
			k = sign
		}
		names = append(names, look.Words.Key(k))
	}
	if last := len(names) - 1; last > 4 {
		return names[0] + " … " + names[last]
	}
	return strings.Join(names, " ")
}

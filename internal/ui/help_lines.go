package ui

// helpColumn is the width of the keys beside their explanation.
const helpColumn = 19

func helpLine(look *Look, width int, left, right string) string {
	column := min(helpColumn, width/3)
	return "   " + look.theme.Key.Paint(fit(left, column)) + " " + clip(right, width-column-4)
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

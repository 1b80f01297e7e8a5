package widget

// helpColumn is the width of the keys beside their explanation.
const helpColumn = 19

// HelpLine is one line of a help page.
func HelpLine(look *Look, width int, left, right string) string {
	column := min(helpColumn, width/3)
	return "   " + look.Theme.Key.Paint(Fit(left, column)) + " " + Clip(right, width-column-4)
}

// Wrapped is helpLine with as many lines as the explanation needs.
func Wrapped(look *Look, width int, left, right string) []string {
	column := min(helpColumn, width/3)
	var lines []string
	for _, part := range Wrap(right, width-column-5) {
		lines = append(lines, HelpLine(look, width, left, part))
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

// KeysOf writes all keys of a binding as people know them.
func KeysOf(b Binding) string {
	text := ""
	for i, k := range b.Keys() {
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

package widget

// JoinBeside puts lines beside others, of which those from top on are width cells
// wide then, with a line between them.
func JoinBeside(look *Look, lines []string, top, width int, beside []string) []string {
	divider := look.Theme.Border.Paint("│")
	for i := top; i < len(lines); i++ {
		lines[i] += Pad(width-Cells(lines[i])) + divider
		if at := i - top; at < len(beside) {
			lines[i] += beside[at]
		}
	}
	return lines
}

// SplitRule is a rule from which the lines between columns of these widths hang.
func SplitRule(look *Look, widths ...int) string {
	text := ""
	for i, width := range widths {
		if i > 0 {
			text += "┬"
		}
		text += Dashes(width)
	}
	return " " + look.Theme.Border.Paint(text)
}

package widget

// JoinBeside puts a shipment's page beside the lines of a list, from the line
// top on.
func JoinBeside(look *Look, lines []string, top, width int, beside []string) []string {
	divider := look.Theme.Border.Paint("│")
	for i := top; i < len(lines); i++ {
		line := lines[i] + Pad(width-Cells(lines[i])) + divider
		if at := i - top; at < len(beside) {
			line += beside[at]
		}
		lines[i] = line
	}
	return lines
}

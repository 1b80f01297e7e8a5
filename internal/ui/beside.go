package ui

// joinBeside puts a shipment's page beside the lines of a list, from the line
// top on.
func joinBeside(look *Look, lines []string, top, width int, beside []string) []string {
	divider := look.theme.Border.Paint("│")
	for i := top; i < len(lines); i++ {
		line := lines[i] + pad(width-cells(lines[i])) + divider
		if at := i - top; at < len(beside) {
			line += beside[at]
		}
		lines[i] = line
	}
	return lines
}

package command

import (
	"slices"
	"strings"

	"porthole/internal/intake"
)

// describeImport says to a person what became of the rows, and of a dry run how they
// were read.
func (s *session) describeImport(r intake.Report) []string {
	var lines []string
	for _, l := range slices.Concat(r.Summary(s.Words), r.Readings(s.Words), r.Problems(s.Words)) {
		indent := strings.Repeat(" ", l.Indent)
		lines = append(lines, indent+s.flow(l.Text, indent+"  "))
	}
	return lines
}

// flow breaks a sentence at the edge of a terminal; in a file it stays a line.
func (s *session) flow(text, indent string) string {
	if s.Width == 0 {
		return text
	}
	return s.wrap(text, indent)
}

package command

import (
	"strings"

	"porthole/internal/intake"
)

// describeReading says how a list was read, before it counts: what each heading was
// taken for, the order of dates, the sign before decimals, the zone, and the first
// shipments as they would be taken.
func (s *session) describeReading(r *intake.Reading) []string {
	var lines []string
	if len(r.Headings) > 0 {
		lines = append(lines, "", s.Words.Say("command.import.headings"))
	}
	for _, h := range r.Headings {
		lines = append(lines, "  "+s.flow(s.headingRead(h), "    "))
	}
	lines = append(lines, "")
	for _, c := range r.Dates {
		lines = append(lines, s.flow(s.Words.Say("command.import.dates."+c.Read, c.Column, c.Proof, c.Place), "  "))
	}
	for _, c := range r.Numbers {
		key := map[string]string{".": "point", ",": "comma"}[c.Read]
		if key == "" {
			key = c.Read
		}
		lines = append(lines, s.flow(s.Words.Say("command.import.numbers."+key, c.Column, c.Proof, c.Place), "  "))
	}
	lines = append(lines, s.flow(s.Words.Say("command.import.zone", r.Zone), "  "))
	if len(r.Samples) == 0 {
		return lines
	}
	lines = append(lines, "", s.Words.Say("command.import.samples"))
	for _, sample := range r.Samples {
		at := sample.Path
		if at == "" {
			at = s.Words.Say("command.import.row", sample.Place)
		}
		lines = append(lines, "  "+s.flow(at+"  "+sampleText(sample), "    "))
	}
	return lines
}

// headingRead is a heading with what it was taken for.
func (s *session) headingRead(h intake.HeadingRead) string {
	taken := strings.Join(h.Columns, ", ")
	switch {
	case taken == "":
		taken = s.Words.Say("command.import.left_out")
	case h.Unit != "":
		taken += " (" + h.Unit + ")"
	}
	return strings.TrimSpace(h.Sheet+" ") + h.Heading + " → " + taken
}

// sampleText is a shipment in one line.
func sampleText(sample intake.Sample) string {
	values := make([]string, len(sample.Values))
	for i, cell := range sample.Values {
		values[i] = cell.Column + " " + cell.Value
	}
	return strings.Join(values, " · ")
}

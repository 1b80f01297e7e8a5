package command

import (
	"strconv"
	"strings"

	"porthole/internal/intake"
)

// describeImport says to a person what became of the rows: how many, and what
// there is to mend, each reason once with the rows that it concerns.
func (s *session) describeImport(r intake.Report) []string {
	lines := []string{s.Words.Say("command.import.done", r.Rows, r.Taken, r.Unchanged, r.RefusedRows())}
	if r.DryRun {
		lines = append(lines, s.Words.Say("command.import.dry_run"))
	}
	if r.Reading != nil {
		lines = append(lines, s.describeReading(r.Reading)...)
	}
	if len(r.Sheets) > 1 {
		sheets := make([]string, len(r.Sheets))
		for i, read := range r.Sheets {
			sheets[i] = read.Name + " (" + strconv.Itoa(read.Rows) + ")"
		}
		lines = append(lines, s.flow(s.Words.Say("command.import.sheets", strings.Join(sheets, ", ")), "  "))
	}
	switch next := r.Next; {
	case next.Row > 0:
		lines = append(lines, s.Words.Say("command.import.left", r.Left, next.Row))
	case next.Path != "":
		lines = append(lines, s.Words.Say("command.import.left_messages", r.Left, next.Path))
	case r.Stopped:
		lines = append(lines, s.Words.Say("command.import.stopped"))
	}
	if r.RefusedTotal > 0 {
		lines = append(lines, "", s.Words.Say("command.import.refused", r.RefusedRows()))
		lines = append(lines, s.causes(r.Refusals(s.Words), r.RefusedTotal-len(r.Refused))...)
	}
	if r.WarningsTotal > 0 {
		lines = append(lines, "", s.Words.Say("command.import.warnings", r.WarningsTotal))
		lines = append(lines, s.causes(r.Remarks(s.Words), r.WarningsTotal-len(r.Warnings))...)
	}
	return lines
}

// causes sets one line for each reason, and the hint below the last of those
// that share it. rest is how many lines of the report were not kept.
func (s *session) causes(list []intake.Cause, rest int) []string {
	var lines []string
	for i, cause := range list {
		lines = append(lines, "  "+s.flow(strings.TrimSpace(s.places(cause)+" "+cause.String()), "    "))
		if last := i+1 == len(list); cause.Hint != "" && (last || list[i+1].Hint != cause.Hint) {
			lines = append(lines, "    "+s.flow(cause.Hint, "    "))
		}
	}
	if rest > 0 {
		lines = append(lines, "  "+s.Words.Say("command.import.rest", rest))
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

// places says where in the file a reason was found.
func (s *session) places(c intake.Cause) string {
	return strings.TrimSpace(c.Sheet + " " + s.placesInSheet(c))
}

func (s *session) placesInSheet(c intake.Cause) string {
	switch {
	case len(c.Rows) == 1:
		return s.Words.Say("command.import.row", c.Rows[0])
	case len(c.Rows) > 1:
		return s.Words.Say("command.import.rows", len(c.Rows), intake.Stretches(c.Rows))
	case len(c.Paths) == 1:
		return c.Paths[0]
	case len(c.Paths) > 1:
		return s.Words.Say("command.import.messages", len(c.Paths), few(c.Paths))
	default:
		return ""
	}
}

// few are the first of many, with a sign that there are more.
func few(parts []string) string {
	if len(parts) > intake.PlacesTold {
		parts = append(parts[:intake.PlacesTold:intake.PlacesTold], "…")
	}
	return strings.Join(parts, ", ")
}

package intake

import (
	"cmp"
	"strconv"
	"strings"

	"porthole/internal/words"
)

// Line is a line of a report as a person reads it: how far it is set in, and what it
// says. What does not fit goes on two cells further in.
type Line struct {
	Indent int
	Text   string
}

// Summary says how many rows were taken, and what is not in.
func (r Report) Summary(c words.Catalogue) []Line {
	lines := []Line{{0, c.Say("command.import.done", r.Rows, r.Taken, r.Unchanged, r.RefusedRows())}}
	if r.DryRun {
		lines = append(lines, Line{0, c.Say("command.import.dry_run")})
	}
	switch next := r.Next; {
	case next.Row > 0:
		lines = append(lines, Line{0, c.Say("command.import.left", r.Left, next.Row)})
	case next.Path != "":
		lines = append(lines, Line{0, c.Say("command.import.left_messages", r.Left, next.Path)})
	case r.Stopped:
		lines = append(lines, Line{0, c.Say("command.import.stopped")})
	}
	return lines
}

// Problems is what there is to mend, each reason once with the rows that it concerns.
func (r Report) Problems(c words.Catalogue) (lines []Line) {
	if r.RefusedTotal > 0 {
		lines = append(lines, Line{}, Line{0, c.Say("command.import.refused", r.RefusedRows())})
		lines = append(lines, causes(c, r.Refusals(c), r.RefusedTotal-len(r.Refused))...)
	}
	if r.WarningsTotal > 0 {
		lines = append(lines, Line{}, Line{0, c.Say("command.import.warnings", r.WarningsTotal)})
		lines = append(lines, causes(c, r.Remarks(c), r.WarningsTotal-len(r.Warnings))...)
	}
	return lines
}

// causes sets one line for each reason, and the hint below the last of those
// that share it. rest is how many lines of the report were not kept.
func causes(c words.Catalogue, list []Cause, rest int) (lines []Line) {
	for i, cause := range list {
		lines = append(lines, Line{2, strings.TrimSpace(cause.places(c) + " " + cause.String())})
		if last := i+1 == len(list); cause.Hint != "" && (last || list[i+1].Hint != cause.Hint) {
			lines = append(lines, Line{4, cause.Hint})
		}
	}
	if rest > 0 {
		lines = append(lines, Line{2, c.Say("command.import.rest", rest)})
	}
	return lines
}

// Readings says how a list was read, before it counts: what each heading was taken for,
// the order of dates, the sign before decimals, the zone, and the first shipments as
// they would be taken.
func (r Report) Readings(c words.Catalogue) (lines []Line) {
	if r.Reading != nil {
		lines = r.Reading.describe(c)
	}
	if len(r.Sheets) > 1 {
		sheets := each(r.Sheets, func(read SheetRead) string { return read.Name + " (" + strconv.Itoa(read.Rows) + ")" })
		lines = append(lines, Line{0, c.Say("command.import.sheets", strings.Join(sheets, ", "))})
	}
	return lines
}

func (r *Reading) describe(c words.Catalogue) (lines []Line) {
	if len(r.Headings) > 0 {
		lines = append(lines, Line{}, Line{0, c.Say("command.import.headings")})
	}
	for _, h := range r.Headings {
		lines = append(lines, Line{2, h.describe(c)})
	}
	lines = append(lines, Line{})
	for _, d := range r.Dates {
		lines = append(lines, Line{0, c.Say("command.import.dates."+d.Read, d.Column, d.Proof, d.Place)})
	}
	for _, n := range r.Numbers {
		key := cmp.Or(map[string]string{".": "point", ",": "comma"}[n.Read], n.Read)
		lines = append(lines, Line{0, c.Say("command.import.numbers."+key, n.Column, n.Proof, n.Place)})
	}
	lines = append(lines, Line{0, c.Say("command.import.zone", r.Zone)})
	if len(r.Samples) > 0 {
		lines = append(lines, Line{}, Line{0, c.Say("command.import.samples")})
	}
	for _, s := range r.Samples {
		at := cmp.Or(s.Path, c.Say("command.import.row", s.Place))
		lines = append(lines, Line{2, at + "  " + s.describe()})
	}
	return lines
}

// describe is a heading with what it was taken for.
func (h HeadingRead) describe(c words.Catalogue) string {
	taken := strings.Join(h.Columns, ", ")
	switch {
	case taken == "":
		taken = c.Say("command.import.left_out")
	case h.Unit != "":
		taken += " (" + h.Unit + ")"
	}
	return strings.TrimSpace(h.Sheet+" "+h.Heading) + " → " + taken
}

// describe is a shipment in one line.
func (s Sample) describe() string {
	return strings.Join(each(s.Values, func(cell SampleCell) string { return cell.Column + " " + cell.Value }), " · ")
}

// places says where in the file a reason was found.
func (c Cause) places(in words.Catalogue) string {
	where := ""
	switch {
	case len(c.Rows) == 1:
		where = in.Say("command.import.row", c.Rows[0])
	case len(c.Rows) > 1:
		where = in.Say("command.import.rows", len(c.Rows), stretches(c.Rows))
	case len(c.Paths) == 1:
		where = c.Paths[0]
	case len(c.Paths) > 1:
		where = in.Say("command.import.messages", len(c.Paths), few(c.Paths))
	}
	return strings.TrimSpace(c.Sheet + " " + where)
}

// few are the first of many, with a sign that there are more.
func few(parts []string) string {
	if len(parts) > placesTold {
		parts = append(parts[:placesTold:placesTold], "…")
	}
	return strings.Join(parts, ", ")
}

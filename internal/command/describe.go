package command

import (
	"slices"
	"strings"

	"porthole/internal/model"
)

// page is a record being set for a person: lines under headings.
type page struct {
	*session
	lines []string

	kept        *model.KeptBack // of the office's own view; else nil
	unpublished []string        // its fields
}

// set adds the lines of a record: what it is, the answers, then what stands behind
// them.
func (d *page) set(p model.Published, partner string) {
	p = p.Named(d.Words.Place)
	d.head(p, partner)
	d.officeView()
	d.answers(p)
	d.dates(p)
	d.facts(p)
	d.containers(p)
	d.legs(p)
	d.timeline(p)
	d.ledger(p)
	d.notes(p)
}

// add sets one line in the width of the terminal.
func (d *page) add(line string) {
	if d.Width > 0 {
		line = trimmed(line, d.Width)
	}
	d.lines = append(d.lines, strings.TrimRight(line, " "))
}

func (d *page) heading(key string) {
	d.lines = append(d.lines, "")
	d.add(d.Words.Say(key))
}

// table sets rows under the heading of key; nothing without rows.
func (d *page) table(key string, columns []column, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	d.heading(key)
	width := 0
	if d.Width > 0 {
		width = max(1, d.Width-2)
	}
	for line := range strings.Lines(tabulated(width, columns, rows)) {
		d.add("  " + strings.TrimRight(line, "\n"))
	}
}

func (d *page) head(p model.Published, partner string) {
	d.add(joined("  ", p.Ref.String(), d.mark(d.status(model.RowOf(p).Label()), "status"), partner))
	mode := d.named("mode.", string(p.Mode))
	if p.Mode == model.Sea && p.Load != "" {
		mode = "" // full and less than container load say as much
	}
	kind := joined(" ", mode, string(p.Load), d.named("direction.", string(p.Direction)))
	d.add(joined(" · ", kind, d.boxes(p.Containers), d.route(model.RowOf(p))))
}

// named is the catalogue's word for a value; empty for an empty one.
func (s *session) named(area, value string) string {
	if value == "" {
		return ""
	}
	return s.Words.Say(area + value)
}

// boxes counts containers by their type: `2 × 40' dry`.
func (d *page) boxes(containers []model.PublishedContainer) string {
	var order []string
	count := map[string]int{}
	for _, c := range containers {
		kind := d.Words.ContainerType(c.Type)
		if count[kind] == 0 {
			order = append(order, kind)
		}
		count[kind]++
	}
	return strings.Join(each(order, func(kind string) string {
		if kind == "" {
			return d.Words.Say("command.boxes", count[kind])
		}
		return d.Words.Count(count[kind]) + " × " + kind
	}), ", ")
}

func (d *page) answers(p model.Published) {
	var questions, given []string
	for _, pair := range d.Words.Answered(p, d.Now(), d.Words) {
		questions, given = append(questions, pair[0]), append(given, pair[1])
	}
	d.lines = append(d.lines, "")
	if d.Width > 0 && d.Width < 60 {
		for i, question := range questions {
			d.lines = append(d.lines, question, "  "+d.wrap(given[i], "  "))
		}
		return
	}
	d.lines = append(d.lines, d.pairs(0, questions, given)...)
}

// dates are days, so that they stand in columns: the times are in the timeline.
func (d *page) dates(p model.Published) {
	day := func(w model.When) string { return d.Words.Day(w, d.Now()) }
	etd, atd := d.mark(orDash(day(p.ETD)), "etd"), d.mark(orDash(day(p.ATD)), "atd")
	eta, ata := d.arrival(model.RowOf(p))
	eta, ata = d.mark(orDash(eta), "eta"), d.mark(orDash(ata), "ata")
	wide := max(cells(etd), cells(eta))
	d.lines = append(d.lines, "")
	d.add("ETD " + pad(etd, wide) + "  ATD " + atd)
	d.add("ETA " + pad(eta, wide) + "  ATA " + ata)
}

// facts are what the shipment is, as far as it is known.
func (d *page) facts(p model.Published) {
	r, c := p.References, p.Cargo
	var labels, values []string
	for _, fact := range [][2]string{
		{"HBL", r.HBL.String()},
		{"MBL", r.MBL.String()},
		{d.Words.Say("command.fact.booking"), r.Booking.String()},
		{"PO", strings.Join(each(r.PO, model.Text.String), ", ")},
		{d.Words.Say("command.fact.carrier"), p.Carrier.String()},
		{d.Words.Say("command.fact.vessel"), d.mark(joined(" ", p.Vessel.String(), p.Voyage.String()), "vessel", "voyage")},
		{"POL", p.POL.String()},
		{"POD", p.POD.String()},
		{d.Words.Say("command.fact.pickup"), p.Pickup.String()},
		{d.Words.Say("command.fact.dropoff"), p.Dropoff.String()},
		{d.Words.Say("command.fact.cargo"), d.cargo(c)},
	} {
		if fact[1] != "" {
			labels, values = append(labels, fact[0]), append(values, fact[1])
		}
	}
	if len(labels) == 0 {
		return
	}
	d.heading("command.section.facts")
	for _, line := range d.pairs(2, labels, values) {
		d.lines = append(d.lines, "  "+line)
	}
}

func (d *page) cargo(c model.Cargo) string {
	var parts []string
	if c.Packages != nil {
		parts = append(parts, d.Words.Say("command.packages", *c.Packages))
	}
	if c.WeightKg != nil {
		parts = append(parts, d.Words.Number(*c.WeightKg)+" kg")
	}
	if c.VolumeCbm != nil {
		parts = append(parts, d.Words.Number(*c.VolumeCbm)+" m³")
	}
	return joined(" · ", append(parts, c.Commodity.String())...)
}

// joined puts those texts together that there are.
func joined(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" }), between)
}

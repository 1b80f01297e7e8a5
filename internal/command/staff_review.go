package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// review is the manager's page of one shipment: what the office knows, what the
// customer sees, what is withheld, and the final checkpoint. It fails when a
// point does.
func (s *session) review() *cobra.Command {
	return command("review REF", exactly("REF"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		r, err := d.Review(ctx, cleaned(args[0]))
		if err != nil {
			return err
		}
		return s.verdict(model.Passed(r.Points), s.jsonReview(r), func() error { return s.describeReview(r) })
	}))
}

func (s *session) jsonReview(r model.Review) jsonReview {
	return jsonReview{r.Office.Ref.String(), model.Passed(r.Points), each(r.Points, s.jsonPoint)}
}

func (s *session) jsonPoint(p model.Point) jsonPoint {
	return jsonPoint{
		Point: p.Point, Passed: p.Passed, Reason: s.tell(p.Reason), Mend: known(s.tell(p.Mend)),
		Also: each(p.Also, func(d model.Defect) jsonDefect { return jsonDefect{s.tell(d.Reason), known(s.tell(d.Mend))} }),
	}
}

// describeReview writes the page: whose it is, both records line by line, what
// is withheld, and the five points with what mends them.
func (s *session) describeReview(r model.Review) error {
	d := &page{session: s}
	d.add(joined("  ", r.Office.Ref.String(), s.status(r.Shown.Status), r.PartnerName.String()))
	d.table("command.section.records", []column{
		{head: ""},
		{head: s.Words.Say("command.col.we_know"), min: 14},
		{head: s.Words.Say("command.col.they_see"), min: 14},
	}, s.bothRecords(r))
	d.withheld("command.section.withheld", r.Office, r.Withheld)
	d.heading("command.section.checkpoint")
	for _, p := range r.Points {
		d.point(p)
	}
	return d.write()
}

// withheld sets what customers do not see, under the heading of key.
func (d *page) withheld(key string, office model.Shipment, list []model.Withheld) {
	d.table(key, []column{
		{head: d.Words.Say("command.col.field"), min: 8},
		{head: d.Words.Say("command.col.what"), min: 14},
		{head: d.Words.Say("command.col.why"), min: 14},
	}, each(list, func(w model.Withheld) []string { return []string{w.Field, d.withheldText(office, w), d.tell(w.Why)} }))
}

// withheldText is what a withheld thing says; an event is told as the others are.
func (s *session) withheldText(office model.Shipment, w model.Withheld) string {
	for _, e := range office.Events {
		if w.Field == "event "+e.ID {
			return s.eventLine(e.At, e.Place, e.Milestone, e.Text)
		}
	}
	return w.What.String()
}

// bothRecords are the office's record and the customer's beside each other.
func (s *session) bothRecords(r model.Review) [][]string {
	office, shown := model.Inside(r.Office), r.Shown
	var rows [][]string
	both := func(name, known, seen string) {
		if known != "" || seen != "" {
			rows = append(rows, []string{name, orDash(known), orDash(seen)})
		}
	}
	both(s.Words.Say("command.field.status"), s.status(office.Status), s.named("status.", string(shown.Status)))
	for _, date := range []struct {
		name        string
		known, seen model.When
		at          model.Place
	}{
		{"ETD", office.ETD, shown.ETD, office.POL},
		{"ATD", office.ATD, shown.ATD, office.POL},
		{"ETA", office.ETA, shown.ETA, office.POD},
		{"ATA", office.ATA, shown.ATA, office.POD},
	} {
		both(date.name, s.Words.Moment(date.known, date.at, s.Now()), s.Words.Moment(date.seen, date.at, s.Now()))
	}
	both("POL", office.POL.String(), shown.POL.String())
	both("POD", office.POD.String(), shown.POD.String())
	both(s.Words.Say("command.fact.vessel"), joined(" ", office.Vessel.String(), office.Voyage.String()),
		joined(" ", shown.Vessel.String(), shown.Voyage.String()))
	return append(rows, s.bothTimelines(office, shown)...)
}

// bothTimelines are the events, those that the customer sees in both columns.
func (s *session) bothTimelines(office, shown model.Published) [][]string {
	seen := map[string]model.PublishedEvent{}
	for _, e := range shown.Timeline {
		seen[e.ID] = e
	}
	var rows [][]string
	for _, e := range office.Timeline {
		there := "–"
		if visible, ok := seen[e.ID]; ok {
			there = s.eventLine(visible.At, visible.Place, visible.Milestone, visible.Text)
		}
		rows = append(rows, []string{e.ID, s.eventLine(e.At, e.Place, e.Milestone, e.Text), there})
	}
	return rows
}

// eventLine is an event in one line: `09 May 18:22 ICT Gate-in: All in`.
func (s *session) eventLine(at model.When, place model.Place, m model.Milestone, text model.Text) string {
	what := joined(": ", s.Words.Say("milestone."+string(m)), text.String())
	return joined(" ", s.Words.Moment(at, place, s.Now()), what)
}

// sign is the mark of what is as it should be, or is not.
func sign(good bool) string {
	if good {
		return "✓"
	}
	return "✗"
}

// point writes one point of the checkpoint, and each thing that is not as it
// should be with the command that mends it.
func (d *page) point(p model.Point) {
	name := d.Words.Say("command.point." + p.Point)
	d.lines = append(d.lines, "  "+sign(p.Passed)+" "+d.wrap(name+": "+d.tell(p.Reason), "    "))
	d.mended(p.Mend)
	for _, defect := range p.Also {
		d.lines = append(d.lines, "    "+d.wrap(d.tell(defect.Reason), "    "))
		d.mended(defect.Mend)
	}
}

// mended writes the command that mends something. It is never broken or cut: it
// is there to be pasted. What the reader may not do says first who can.
func (d *page) mended(r model.Remark) {
	command := d.tell(r)
	if command == "" {
		return
	}
	line := d.Prefix + " " + command
	hold := ""
	if who := d.others(command); who != "" {
		line = d.Words.Say("command.role."+string(who)) + ": " + line
		hold = d.tell(model.HoldInstead(r))
	}
	d.lines = append(d.lines, "      "+line)
	if hold != "" && d.may(model.ActWithdraw) {
		d.lines = append(d.lines, "      "+d.Prefix+" "+hold)
	}
}

// others is whose command it is before all others, when the principal does not
// have it; empty when they do, or when it is no command of ours.
func (s *session) others(command string) model.Role {
	e := entryOf(strings.Fields(command))
	if e.path == "" || s.may(e.act) {
		return ""
	}
	return e.act.First()
}

// entryOf is the command that is typed; zero: there is none.
func entryOf(typed []string) (found entry) {
	for _, e := range entries() {
		path := strings.Fields(e.path)
		if len(path) > len(strings.Fields(found.path)) && len(path) <= len(typed) && slices.Equal(path, typed[:len(path)]) {
			found = e
		}
	}
	return found
}

// write writes the page.
func (d *page) write() error { return d.out.line(strings.Join(d.lines, "\n")) }

// doctor says why an account sees what it sees, and what mends what is wrong.
func (s *session) doctor() *cobra.Command {
	return command("doctor ACCOUNT", exactly("ACCOUNT"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		email, err := model.ParseEmail(args[0])
		if err != nil {
			return err
		}
		findings, err := d.Doctor(ctx, email)
		if err != nil {
			return naming(err, email)
		}
		if s.json {
			return s.print(object{{"account", email}, {"healthy", model.Healthy(findings)}, {"findings", each(findings, s.jsonFinding)}})
		}
		page := &page{session: s}
		for _, f := range findings {
			page.finding(f)
		}
		return page.write()
	}))
}

func (s *session) jsonFinding(f model.Finding) jsonFinding {
	return jsonFinding{f.Check, f.OK, s.tell(f.Key), known(s.tell(f.Mend))}
}

// finding writes one line of the diagnosis, and under it what mends it.
func (d *page) finding(f model.Finding) {
	d.lines = append(d.lines, sign(f.OK)+" "+d.wrap(d.tell(f.Key), "  "))
	d.mended(f.Mend)
}

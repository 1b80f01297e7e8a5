package sheet

import (
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Sheet is a published shipment as it stands at Now, in the words of a language.
type Sheet struct {
	words.Catalogue
	Forwarder model.Forwarder
	Row       model.Row
	Now       time.Time
	p         model.Published
}

// New is the sheet of a shipment.
func New(p model.Published, forwarder model.Forwarder, now time.Time, say words.Catalogue) Sheet {
	p = p.Named(say.Place)
	return Sheet{Catalogue: say, Forwarder: forwarder, Row: model.RowOf(p), Now: now, p: p}
}

// Fact is something with its name. Moved is by how much it changed; At is the same for
// programs.
type Fact struct{ Name, Text, At, Moved string }

// Table is rows under heads; nothing without rows. A row of one cell says more of the
// one above it.
type Table struct {
	Title string
	Heads []string
	Rows  [][]string
}

// add adds a row, with what is too long for a column of a phone below it.
func (t *Table) add(below string, row ...string) {
	t.Rows = append(t.Rows, row)
	if below != "" {
		t.Rows = append(t.Rows, []string{below})
	}
}

// Ref is the shipment's number.
func (s Sheet) Ref() string { return s.p.Ref.String() }

// Status is the status in a word, and State what it is told by beside the word.
func (s Sheet) Status() string { return s.Say("status." + string(s.Row.Label())) }

// Route is from where to where.
func (s Sheet) Route() string {
	return s.Say("mail.way", s.known(s.p.POL), s.known(s.p.POD))
}

func (s Sheet) known(p model.Place) string {
	if p.IsZero() {
		return s.Say("detail.nowhere")
	}
	return p.Short()
}

// Kind is what is shipped.
func (s Sheet) Kind() string {
	hbl := ""
	if !s.p.References.HBL.IsZero() {
		hbl = "HBL " + s.p.References.HBL.String()
	}
	return words.Joined(s.Load(s.p), s.Quantity(s.p), hbl)
}

// Warning is why somebody should look at the shipment; a later ETA is told by its date.
func (s Sheet) Warning() string {
	if why := s.Row.Attention(s.Now); why != "" && why != model.Slipped {
		return s.Say(string(why))
	}
	return ""
}

// Arrival is the date that counts for whoever waits: the actual one, else the expected.
func (s Sheet) Arrival() Fact {
	fact := Fact{Name: s.Say("web.eta")}
	when, slip, known := s.p.ETA, 0, false
	if !s.p.ATA.IsZero() {
		fact.Name, when = s.Say("web.ata"), s.p.ATA
	}
	if slip, known = s.Row.ArrivalSlip(); known {
		fact.Moved = s.moved(slip)
	}
	fact.Text, fact.At = s.day(when), when.String()
	if fact.Text == "" {
		fact.Text = s.Say("web.unknown")
	}
	return fact
}

func (s Sheet) day(w model.When) string { return s.Day(w, s.Now) }

func (s Sheet) moved(days int) string {
	switch {
	case days > 0:
		return s.Say("mail.news.later", s.Say("days", days))
	case days < 0:
		return s.Say("mail.news.earlier", s.Say("days", -days))
	}
	return ""
}

// Dates are the four dates of the voyage, as far as they are known.
func (s Sheet) Dates() []Fact {
	var facts []Fact
	for _, d := range []struct {
		name string
		when model.When
		at   model.Place
	}{{"ETD", s.p.ETD, s.p.POL}, {"ATD", s.p.ATD, s.p.POL}, {"ETA", s.p.ETA, s.p.POD}, {"ATA", s.p.ATA, s.p.POD}} {
		if !d.when.IsZero() {
			facts = append(facts, Fact{Name: d.name, Text: s.Moment(d.when, d.at, s.Now), At: d.when.String()})
		}
	}
	return facts
}

// Answers are the customer's questions with their answers.
func (s Sheet) Answers() [][2]string { return s.Answered(s.p, s.Now, s.Catalogue) }

// Notes are the remarks that were written for the customer, the last first.
func (s Sheet) Notes() []Fact {
	var notes []Fact
	for _, n := range s.p.Notes {
		note := Fact{Name: s.OfficeMoment(n.At, s.Now), Text: n.Text.String(), At: n.At.UTC().Format(time.RFC3339)}
		notes = append([]Fact{note}, notes...)
	}
	return notes
}

// Containers are the containers with what was reported of each last and, once that
// matters, until when it is free; below each what else is known of it.
func (s Sheet) Containers() Table {
	t := s.table("detail.pane.containers", "detail.box.number", "web.last", "web.free")
	if !s.p.AsksFree(s.Row.Stage(), s.Now) {
		t.Heads = t.Heads[:2]
	}
	for _, c := range s.p.Containers {
		number, seal := tied(model.FormatContainer(c.Number)), ""
		if number == "" {
			number = s.Say("detail.box.unnamed")
		}
		if !c.Seal.IsZero() {
			seal = s.Say("detail.box.seal", c.Seal)
		}
		row := []string{number, s.LastStep(c, s.Now), s.FreeUntil(s.p, c, s.Now)}
		more := append([]string{words.Joined(s.ContainerType(c.Type), seal)}, s.FreeTerms(s.p, c, s.Now)...)
		t.add(strings.TrimSpace(strings.Join(more, "\n")), row[:len(t.Heads)]...)
	}
	return t
}

// Legs are the way leg by leg, each with its vessel below it.
func (s Sheet) Legs() Table {
	t := s.table("detail.pane.legs", "web.way", "ETD", "ATD", "ETA", "ATA")
	for _, l := range s.p.Legs {
		on := strings.TrimSpace(l.Vessel.String() + " " + l.Voyage.String())
		if on == "" && l.Mode != "" {
			on = s.Say("mode." + string(l.Mode))
		}
		t.add(
			on, s.Say("mail.way", s.known(l.From), s.known(l.To)),
			s.planned(l.ETD, l.ATD, l.Open), tied(s.day(l.ATD)), s.planned(l.ETA, l.ATA, l.Open), tied(s.day(l.ATA)),
		)
	}
	return t
}

// planned is an expected date; open: the one that was planned no longer holds.
func (s Sheet) planned(w, actual model.When, open bool) string {
	if open && w.IsZero() && actual.IsZero() {
		return s.Say("detail.leg.open")
	}
	return tied(s.day(w))
}

// tied is a date or a number that is not broken.
func tied(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// Histories are every ETA and every ETD that was published, with why it changed, where
// there was more than a first one.
func (s Sheet) Histories() []Table {
	var all []Table
	for _, kind := range []model.DateKind{model.KindETA, model.KindETD} {
		lines := s.p.History(kind)
		if len(lines) == 0 || len(lines) == 1 && lines[0].From.IsZero() {
			continue
		}
		t := s.table("detail.ledger."+string(kind), "web.told", "web.from", "web.to")
		for _, l := range lines {
			reason := s.Reason(l, s.Now)
			if l.From.IsZero() && reason == "" {
				reason = s.Say("detail.ledger.first")
			}
			t.add(reason, s.OfficeMoment(l.PublishedAt, s.Now), tied(s.day(l.From)), tied(s.day(l.To)))
		}
		all = append(all, t)
	}
	return all
}

// table is one without rows. Heads that the catalogue does not have stand for themselves.
func (s Sheet) table(title string, heads ...string) Table {
	t := Table{Title: s.Say(title)}
	for _, head := range heads {
		t.Heads = append(t.Heads, s.Say(head))
	}
	return t
}

// Step is one line of the timeline.
type Step struct{ State, Sign, Name, When, At, About, Text string }

// How steps stand, as a name for programs and as a sign; the words stand beside it.
var states = map[model.StepState][2]string{
	model.StepDone: {"done", "✓"}, model.StepExpected: {"expected", "◐"}, model.StepLate: {"late", "!"},
	model.StepMissing: {"missing", "?"}, model.StepUpcoming: {"upcoming", "○"},
}

// Steps are what happened and what is expected.
func (s Sheet) Steps() []Step {
	var steps []Step
	for _, step := range model.Timeline(s.p, s.Now) {
		at := step.At.String()
		if step.Milestone.IsChange() {
			at = step.Said.UTC().Format(time.RFC3339)
		}
		state := states[step.State]
		steps = append(steps, Step{
			State: state[0], Sign: state[1], Name: s.StepName(step, s.Now), When: s.StepTime(step, s.Now), At: at,
			About: words.Joined(s.StepPlace(step), strings.ReplaceAll(tied(words.Boxes(step)), ",\u00a0", ", ")), Text: step.Text.String(),
		})
	}
	return steps
}

// Facts are everything else that is known.
func (s Sheet) Facts() []Fact {
	var facts []Fact
	refs := s.p.References
	orders := make([]string, len(refs.PO))
	for i, po := range refs.PO {
		orders[i] = po.String()
	}
	imo := ""
	if !s.p.IMO.IsZero() {
		imo = s.Say("detail.fact.imo", s.p.IMO)
	}
	for _, f := range [][2]string{
		{"detail.fact.hbl", refs.HBL.String()},
		{"detail.fact.mbl", refs.MBL.String()},
		{"detail.fact.booking", refs.Booking.String()},
		{"detail.fact.po", strings.Join(orders, ", ")},
		{"detail.fact.carrier", words.Carrier(s.p.Carrier.String())},
		{"detail.fact.vessel", words.Joined(strings.TrimSpace(s.p.Vessel.String()+" "+s.p.Voyage.String()), imo)},
		{"detail.fact.commodity", s.p.Cargo.Commodity.String()},
		{"detail.fact.measure", s.Measure(s.p.Cargo)},
		{"detail.fact.pickup", s.p.Pickup.String()},
		{"detail.fact.pol", s.p.POL.String()},
		{"detail.fact.pod", s.p.POD.String()},
		{"detail.fact.dropoff", s.p.Dropoff.String()},
		{"detail.fact.updated", s.OfficeMoment(s.p.UpdatedAt, s.Now)},
		{"detail.fact.documents", s.Documents(s.Forwarder)},
	} {
		if f[1] != "" {
			facts = append(facts, Fact{Name: s.Say(f[0]), Text: f[1]})
		}
	}
	return facts
}

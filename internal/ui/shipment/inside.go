package shipment

import (
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// internals is the upper part of the staff's page in place of the answers: what
// the shipment needs, and what customers do not see, said to be so.
func (s Sheet) internals() []widget.Prose {
	pairs := s.needs()
	if next := model.NextMilestone(*s.office); next != "" {
		place := s.Words.Place(model.DefaultPlace(*s.office, next)).Short()
		pairs = append(pairs, [2]string{s.Say("office.next"), widget.Joined(s.ahead(next), place)})
	}
	pairs = append(pairs, [2]string{s.Say("office.customer"), s.office.Partner})
	if len(s.unpublished) > 0 {
		pairs = append(pairs, [2]string{s.Say("office.seen"), s.seen()})
	}
	lines := s.pairs("needs", pairs, LeastAnswer)
	inner := s.innerPairs()
	if len(inner) == 0 {
		return lines
	}
	mark := widget.Prose{s.Theme.Late.Says(s.Say("office.internal"))}
	mark = append(mark, s.Theme.Border.Says(" "+widget.Dashes(s.width-mark.Cells()-1)))
	lines = append(lines, nil, mark)
	return append(lines, s.pairs("inner", inner, LeastAnswer)...)
}

// mark is the sign behind a value that the customer does not see.
func (s Sheet) mark(kept bool) theme.Phrase {
	if !kept {
		return theme.Phrase{}
	}
	return s.Theme.Late.Says(theme.SignKept)
}

// unpublishes says that the customer sees one of the fields otherwise.
func (s Sheet) unpublishes(fields ...string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return slices.Contains(s.unpublished, f) })
}

// seen is what the customer reads in place of the values that are marked.
func (s Sheet) seen() string {
	shown := s.kept.Shown
	var seen []string
	for _, f := range []struct{ field, text string }{
		{"status", s.Say("status." + string(model.RowOf(shown).Label()))},
		{"etd", "ETD " + s.day(shown.ETD)},
		{"atd", "ATD " + s.day(shown.ATD)},
		{"eta", "ETA " + s.day(shown.ETA)},
		{"ata", "ATA " + s.day(shown.ATA)},
	} {
		if s.unpublishes(f.field) {
			seen = append(seen, f.text)
		}
	}
	return widget.Joined(append(seen, s.Say("office.seen.marked", theme.SignKept))...)
}

// needs are the reasons why the shipment needs an update, the worst first.
func (s Sheet) needs() [][2]string {
	var pairs [][2]string
	label := s.Say("office.needs")
	for _, need := range model.Needs(*s.office, s.at, model.NeedRules{}) {
		pairs = append(pairs, [2]string{label, need.Remark().Tell(parts.Speaker{Catalogue: s.Words}, s.at)})
		label = ""
	}
	return pairs
}

// innerPairs are the texts that never leave the office.
func (s Sheet) innerPairs() [][2]string {
	pairs := s.known([][2]string{
		{"office.buy_rate", s.office.Internal.BuyRate.String()},
		{"office.remarks", s.office.Internal.Remarks.String()},
	})
	notes := s.innerNotes()
	for i := len(notes) - 1; i >= max(0, len(notes)-latestNotes); i-- {
		note := notes[i]
		about := s.Say("office.note.by", s.Words.OfficeDay(note.At, s.at), screen.LocalPart(note.By))
		pairs = append(pairs, [2]string{about, note.Text.String()})
	}
	return pairs
}

// innerNotes are the notes for the office that were not withdrawn.
func (s Sheet) innerNotes() []model.Note {
	return slices.DeleteFunc(slices.Clone(s.office.Notes), func(n model.Note) bool { return n.ForCustomer || !n.Withdrawn.IsZero() })
}

// annotate adds to a step what only the office knows of it: that customers do
// not see it, and the internal text.
func (s Sheet) annotate(e *entry, step model.Step) {
	if s.kept.Step(step) {
		e.about = append(s.pieces(s.Theme.Late, s.Say("office.unpublished")), e.about...)
	}
	for _, event := range s.office.Events {
		if e.inner == "" && !event.Internal.IsZero() && event.Withdrawn.IsZero() && event.Milestone == step.Milestone && event.At.Equal(step.At) {
			e.inner = s.Say("office.inner", event.Internal)
		}
	}
}

// officeEntries adds what only the office remembers: older internal notes, and
// events that were taken back.
func (s Sheet) officeEntries(entries []entry) []entry {
	notes := s.innerNotes()
	for _, note := range notes[:max(0, len(notes)-latestNotes)] {
		entries = insertEntry(entries, entry{
			sign: s.Theme.Late.Says(theme.SignNote), when: s.Words.OfficeMoment(note.At, s.at), at: note.At, done: true,
			name: s.Theme.Text.Says(s.Say("office.note.internal")), inner: note.Text.String(),
		})
	}
	for _, event := range s.office.Events {
		if event.Withdrawn.IsZero() {
			continue
		}
		about := s.Say("office.withdrawn", s.Words.OfficeDay(event.Withdrawn.At, s.at), screen.LocalPart(event.Withdrawn.By))
		entries = insertEntry(entries, entry{
			sign: s.Theme.Muted.Says(theme.SignTaken), when: s.moment(event.At, event.Place), at: event.Moment(), done: true,
			name:  s.Theme.Muted.Says(s.milestone(event.Milestone)),
			about: s.pieces(s.Theme.Muted, about), inner: strings.TrimSpace(event.Withdrawn.Why.String()),
		})
	}
	return entries
}

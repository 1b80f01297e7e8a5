package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// events lists what the office knows to have happened, published or not.
func (s *session) events() *cobra.Command {
	return command("events REF", exactly("REF"), func(ctx context.Context, args []string) error {
		_, record, err := s.onDesk(ctx, args[0])
		if err != nil {
			return err
		}
		events := slices.Clone(record.Events)
		slices.SortStableFunc(events, func(a, b model.Event) int { return a.Moment().Compare(b.Moment()) })
		switch {
		case s.json:
			return s.print(object{{"ref", record.Ref}, {"events", each(events, s.jsonOfficeEvent)}})
		case len(events) == 0:
			return s.err.line(s.Words.Say("command.events.none", record.Ref))
		default:
			return s.tableOfEvents(events)
		}
	})
}

func (s *session) jsonOfficeEvent(e model.Event) jsonOfficeEvent {
	return jsonOfficeEvent{
		ID: e.ID, Milestone: string(e.Milestone), Classifier: string(e.Classifier), At: e.At, Place: e.Place,
		Container: orNull(e.Container), Text: orNull(e.Text), Internal: orNull(e.Internal),
		State: stateOf(!e.Published.IsZero(), e.Withdrawn), Waiting: s.waiting(e),
		Recorded: s.stamp(e.Recorded), Published: s.stamp(e.Published), Withdrawn: s.stamp(e.Withdrawn), Held: s.held(e),
	}
}

// held is who keeps an event back on purpose; nil when nobody does.
func (s *session) held(e model.Event) *jsonHold {
	if !e.HeldAt(s.Now()) {
		return nil
	}
	return &jsonHold{*s.stamp(e.Held.Stamp), e.Held.Until}
}

// stateOf is how an event or a note of the office stands.
func stateOf(published bool, withdrawn model.Stamp) string {
	switch {
	case !withdrawn.IsZero():
		return "withdrawn"
	case published:
		return "published"
	default:
		return "internal"
	}
}

func (s *session) tableOfEvents(events []model.Event) error {
	return s.table([]column{
		{head: "ID"},
		{head: s.Words.Say("command.col.state"), min: 8},
		{head: s.Words.Say("command.col.when")},
		{head: s.Words.Say("command.col.what"), min: 12},
		{head: s.Words.Say("command.col.where"), min: 8, keep: 2},
		{head: s.Words.Say("command.col.container"), keep: 3},
		{head: s.Words.Say("command.col.text"), min: 12, keep: 5},
		{head: s.Words.Say("command.col.internal"), min: 12, keep: 4},
		{head: s.Words.Say("command.col.by"), keep: 1},
	}, each(events, func(e model.Event) []string {
		what := s.Words.Say("milestone." + string(e.Milestone))
		if e.Classifier != model.Actual && e.Classifier != "" {
			what += " (" + s.Words.Say("command.classifier."+string(e.Classifier)) + ")"
		}
		return []string{
			e.ID, s.eventState(e), s.Words.Moment(e.At, e.Place, s.Now()), what, s.Words.Place(e.Place).Short(),
			e.Container.String(), e.Text.String(), e.Internal.String(), e.Recorded.By,
		}
	}))
}

// eventState is how an event stands, in words, with the reason for which it waits or is kept back.
func (s *session) eventState(e model.Event) string {
	if e.HeldAt(s.Now()) {
		return s.tell(e.Held.Remark())
	}
	if why := s.waiting(e); why != nil {
		return joined(": ", s.Words.Say("command.state.waiting"), *why)
	}
	return s.state(!e.Published.IsZero(), e.Withdrawn)
}

// waiting is why an event waits for a person; nil when it does not.
func (s *session) waiting(e model.Event) *string {
	if !e.InDoubt() {
		return nil
	}
	why := s.tell(e.Doubt.Remark(e))
	return &why
}

// state is how something stands, in words; for what was withdrawn with the
// reason.
func (s *session) state(published bool, withdrawn model.Stamp) string {
	return joined(": ", s.Words.Say("command.state."+stateOf(published, withdrawn)), withdrawn.Why.String())
}

// notes lists the notes of a shipment, those of the office and those for the
// customer.
func (s *session) notes() *cobra.Command {
	return command("notes REF", exactly("REF"), func(ctx context.Context, args []string) error {
		_, record, err := s.onDesk(ctx, args[0])
		switch {
		case err != nil:
			return err
		case s.json:
			return s.print(object{{"ref", record.Ref}, {"notes", each(record.Notes, s.jsonOfficeNote)}})
		case len(record.Notes) == 0:
			return s.err.line(s.Words.Say("command.notes.none", record.Ref))
		default:
			return s.listNotes(record.Notes)
		}
	})
}

func (s *session) jsonOfficeNote(n model.Note) jsonOfficeNote {
	return jsonOfficeNote{
		n.ID, s.clock(n.At), known(n.By), n.Text.String(), stateOf(n.ForCustomer, n.Withdrawn), s.stamp(n.Withdrawn),
	}
}

// listNotes writes each note under a line of who and when: notes are for
// reading, and a table would cut them.
func (s *session) listNotes(notes []model.Note) error {
	var lines []string
	for i, n := range notes {
		if i > 0 {
			lines = append(lines, "")
		}
		head := joined("  ", n.ID, s.state(n.ForCustomer, n.Withdrawn), s.stamped(model.Stamp{At: n.At, By: n.By}))
		if s.Width > 0 {
			head = trimmed(head, s.Width)
		}
		lines = append(append(lines, head), s.paragraph(n.Text.String())...)
	}
	return s.lines(lines)
}

// paragraph sets a text of several lines, a little in, in the reader's width.
func (s *session) paragraph(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, "  "+s.wrap(line, "  "))
	}
	return lines
}

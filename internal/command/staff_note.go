package command

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// noteText is the text of a note, whose line breaks are kept.
func noteText(words []string) (model.Text, error) {
	text := model.Lines(strings.Join(words, " "), model.NoteCells)
	if text.IsZero() {
		return text, usage("error.usage.missing", "TEXT", "note add")
	}
	return text, nil
}

// noteAdd writes a note for the office, which no customer ever sees.
func (s *session) noteAdd() *cobra.Command {
	return command("add REF TEXT", from("REF", "TEXT"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		text, err := noteText(args[1:])
		if err != nil {
			return err
		}
		id, err := d.AddNote(ctx, cleaned(args[0]), text)
		if err != nil {
			return err
		}
		return s.done(jsonPosted{id, false}, "command.note_add.done", id, cleaned(args[0]))
	}))
}

// notePublish writes a note for the customer.
func (s *session) notePublish() *cobra.Command {
	var yes bool
	cmd := command("publish REF TEXT", from("REF", "TEXT"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		text, err := noteText(args[1:])
		if err != nil {
			return err
		}
		ref := cleaned(args[0])
		would, err := d.ProposeNote(ctx, ref, text)
		if err := s.confirmProposal(ctx, would, err, yes); err != nil {
			return err
		}
		id, err := d.PublishNote(ctx, ref, text)
		if err != nil {
			return err
		}
		return s.done(jsonPosted{id, true}, "command.note_publish.done", id, ref)
	}))
	s.publishFlags(cmd, nil, &yes)
	return cmd
}

// noteWithdraw takes a note back.
func (s *session) noteWithdraw() *cobra.Command { return s.withdrawal("note", hasNote) }

func hasNote(s model.Shipment, id string) bool {
	return slices.ContainsFunc(s.Notes, func(n model.Note) bool { return n.ID == id })
}

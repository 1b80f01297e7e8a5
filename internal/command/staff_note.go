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
		if err := s.settled(ctx, would, err, yes); err != nil {
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

// noteWithdraw takes a note back; the office keeps who did, when and why.
func (s *session) noteWithdraw() *cobra.Command {
	var reason string
	cmd := command("withdraw REF ID --reason TEXT", exactly("REF", "ID"), func(ctx context.Context, args []string) error {
		why := sentence(reason)
		if why.IsZero() {
			return usage("error.usage.missing", "--reason TEXT", "note withdraw")
		}
		d, record, ref, id, err := s.partOf(ctx, args)
		if err != nil {
			return err
		}
		if !hasNote(record, id) {
			return model.NewFault("error.note.unknown", ref, id)
		}
		if err := d.WithdrawNote(ctx, ref, id, why); err != nil {
			return err
		}
		return s.out.line(s.Words.Say("command.note_withdraw.done", id, ref))
	})
	s.textFlag(cmd, &reason, "reason", "command.flag.reason", 2)
	return cmd
}

func hasNote(s model.Shipment, id string) bool {
	return slices.ContainsFunc(s.Notes, func(n model.Note) bool { return n.ID == id })
}

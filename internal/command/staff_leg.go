package command

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// legAdd adds a leg where it joins the others.
func (s *session) legAdd() *cobra.Command {
	return s.legCommand("add REF FIELD=VALUE …", []string{"REF", "FIELD=VALUE"}, func(args []string) (model.LegEdit, error) {
		fields, err := readChanges(args, desk.LegFields())
		return model.LegEdit{Fields: fields}, err
	})
}

// legSet changes a leg, by its number in the list.
func (s *session) legSet() *cobra.Command {
	return s.legCommand("set REF N FIELD=VALUE …", []string{"REF", "N", "FIELD=VALUE"}, func(args []string) (model.LegEdit, error) {
		at, err := legNumber(args[0])
		if err != nil {
			return model.LegEdit{}, err
		}
		fields, err := readChanges(args[1:], desk.LegFields())
		return model.LegEdit{At: at, Fields: fields}, err
	})
}

// legRemove takes a leg out.
func (s *session) legRemove() *cobra.Command {
	return s.legCommand("remove REF N", []string{"REF", "N"}, func(args []string) (model.LegEdit, error) {
		at, err := legNumber(args[0])
		return model.LegEdit{At: at, Remove: true}, err
	})
}

func legNumber(typed string) (int, error) {
	at, err := strconv.Atoi(typed)
	if err != nil || at < 1 {
		return 0, usage("error.usage.leg", cleaned(typed))
	}
	return at, nil
}

// legCommand is one that changes the legs of a shipment, and needs at least the arguments
// of these names.
func (s *session) legCommand(use string, names []string, read func(args []string) (model.LegEdit, error)) *cobra.Command {
	var why reasonFlags
	var yes bool
	run := func(ctx context.Context, args []string) error {
		edit, err := read(args[1:])
		if err != nil {
			return err
		}
		if edit.Reason, err = why.read(); err != nil {
			return err
		}
		edit.Zone = s.Words.Zone()
		return s.setLeg(ctx, args[0], edit, yes)
	}
	cmd := command(use, from(names...), run)
	s.reasonFlags(cmd, &why, "command.flag.reason_set", 2)
	s.publishFlags(cmd, nil, &yes)
	return cmd
}

// setLeg changes the legs. Customers see them at once.
func (s *session) setLeg(ctx context.Context, typed string, edit model.LegEdit, yes bool) error {
	d, record, err := s.onDesk(ctx, typed)
	if err != nil {
		return err
	}
	ref := record.Ref.String()
	would, err := d.ProposeLeg(ctx, ref, edit)
	if err := s.confirmProposal(ctx, would, err, yes); err != nil {
		return err
	}
	gaps, err := d.SetLeg(ctx, ref, edit)
	if err != nil {
		return err
	}
	warnings := each(gaps, func(r model.Remark) string { return s.tell(r) })
	if !s.json {
		if err := s.err.lines(warnings); err != nil {
			return err
		}
	}
	return s.published(object{{"ref", ref}, {"legs", each(would.After.Legs, leg)}, {"warnings", warnings}}, "command.leg.done", would, ref)
}

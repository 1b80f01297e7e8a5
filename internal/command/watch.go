package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// ErrEnded is what the cause of a context is, in the sense of [errors.Is], when
// the session was ended by somebody other than its reader: the account was
// disabled, the server stops. A watch has failed then; otherwise it is done.
var ErrEnded = errors.New("the session was ended")

// changesAtOnce is how many changes are read in one go.
const changesAtOnce = 200

// watch prints a line for every change from now on.
func (s *session) watch() *cobra.Command {
	var asJSON bool
	cmd := command("watch [REF]", nil, func(ctx context.Context, args []string) error {
		err := s.follow(ctx, args, asJSON)
		switch {
		case ctx.Err() == nil || !errors.Is(err, ctx.Err()):
			return err
		case errors.Is(context.Cause(ctx), ErrEnded):
			return errRefused // whoever ended it says why
		default:
			return nil // being interrupted is how a watch ends
		}
	})
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usage("error.usage.too_many", args[1], cmd.CommandPath())
		}
		return nil
	}
	s.jsonFlag(cmd, &asJSON)
	return cmd
}

// follow waits for changes and prints them. Where a shipment is named, it must
// be one of theirs.
func (s *session) follow(ctx context.Context, args []string, asJSON bool) error {
	src, err := s.source()
	if err != nil {
		return err
	}
	since, err := src.Version(ctx) // before the look at the shipment, so that nothing falls between
	if err != nil {
		return err
	}
	only := ""
	if len(args) == 1 {
		r, err := src.record(ctx, args[0])
		if err != nil {
			return s.searchable(err, args[0])
		}
		only = r.Ref.String()
	}
	if s.Terminal && !asJSON {
		if err := s.err.line(s.Words.Say("command.watch.waiting")); err != nil {
			return err
		}
	}
	show := s.changeLine
	if asJSON {
		show = func(l listed) error { return writeJSON(s.out, s.jsonListed(l), false) }
	}
	for {
		if since, err = s.showChanges(ctx, src, since, only, show); err != nil {
			return err
		}
		if _, err = src.Watch(ctx, since); err != nil {
			return err
		}
	}
}

// showChanges prints everything that changed after since, and says up to where
// that is.
func (s *session) showChanges(
	ctx context.Context, src source, since uint64, only string, show func(listed) error,
) (uint64, error) {
	for {
		changes, err := src.Changes(ctx, since, changesAtOnce)
		if err != nil {
			return since, err
		}
		for _, change := range changes {
			since = max(since, change.Seq)
			if only != "" && change.Ref.String() != only {
				continue
			}
			if err := showChange(ctx, src, change, show); err != nil {
				return since, err
			}
		}
		if len(changes) < changesAtOnce {
			return since, nil
		}
	}
}

// showChange prints one change; one whose shipment has gone meanwhile has
// nothing left to show.
func showChange(ctx context.Context, src source, change model.Change, show func(listed) error) error {
	one, err := src.listed(ctx, change.Row)
	if errors.Is(err, model.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return show(one)
}

// changeLine is a change for a person: when, which shipment, how it stands.
func (s *session) changeLine(l listed) error {
	last, next := model.Headline(l.Row, s.Now(), s.Words)
	line := joined("  ", s.Words.HouseMoment(s.Now(), s.Now()), l.Ref.String(), l.partner, s.status(l.Label()), joined(" ", last, next))
	if s.Terminal && s.Width > 0 {
		line = trimmed(line, s.Width)
	}
	return s.out.line(line)
}

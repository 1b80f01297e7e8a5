package command

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// jsonPause is a pause of one customer; without a partner of all of them.
type jsonPause struct {
	Partner *string `json:"partner"`
	Reason  string  `json:"reason"`
	At      *string `json:"at"`
	By      string  `json:"by"`
}

// portal says which customers are shown nothing for now.
func (s *session) portal() *cobra.Command {
	return command("portal", exactly(), s.withDesk(func(_ context.Context, d *desk.Desk, _ []string) error {
		pauses, err := d.Pauses()
		return list[model.Pause, jsonPause]{"paused", s.jsonPause, "command.portal.open", s.tableOfPauses}.print(s, pauses, err)
	}))
}

func (s *session) jsonPause(p model.Pause) jsonPause {
	return jsonPause{known(p.Partner), p.Why.String(), s.clock(p.At), p.By}
}

func (s *session) tableOfPauses(list []model.Pause) error {
	return s.table([]column{
		{head: s.Words.Say("command.col.partner"), min: 8},
		{head: s.Words.Say("command.col.why"), min: 14},
		{head: s.Words.Say("command.col.when"), keep: 2},
		{head: s.Words.Say("command.col.by"), min: 10, keep: 1},
	}, each(list, func(p model.Pause) []string {
		return []string{s.whom(p.Partner), p.Why.String(), s.Words.OfficeMoment(p.At, s.Now()), p.By}
	}))
}

// whom is the customer of a pause.
func (s *session) whom(slug string) string {
	if slug == "" {
		return s.Words.Say("command.portal.all")
	}
	return slug
}

// portalPause has customers see nothing but a sentence with whom to call.
func (s *session) portalPause() *cobra.Command {
	var reason string
	cmd := command("pause [PARTNER] --reason TEXT", atMostOne, s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		if reason == "" {
			return usage("error.usage.missing", "--reason TEXT", "portal pause")
		}
		slug := firstOf(args)
		if err := d.Pause(ctx, slug, sentence(reason)); err != nil {
			return naming(err, slug)
		}
		return s.out.line(s.Words.Say("command.portal_pause.done", s.whom(slug), strings.TrimSpace("portal resume "+slug)))
	}))
	s.textFlag(cmd, &reason, "reason", "command.flag.reason_pause", 0)
	return cmd
}

// portalResume ends a pause, and says who is paused all the same.
func (s *session) portalResume() *cobra.Command {
	return command("resume [PARTNER]", atMostOne, s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		slug := firstOf(args)
		if err := d.Resume(ctx, slug); err != nil {
			return naming(err, slug)
		}
		if err := s.out.line(s.Words.Say("command.portal_resume.done", s.whom(slug))); err != nil {
			return err
		}
		left, err := d.Pauses()
		for _, p := range left {
			if err := s.err.line(s.Words.Say("command.portal.still", s.whom(p.Partner))); err != nil {
				return err
			}
		}
		return err
	}))
}

// firstOf is the argument that may be left out.
func firstOf(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return cleaned(args[0])
}

// paused is the Fault that a customer has for whatever they ask, while they are
// shown nothing.
func (s *session) paused(ctx context.Context) error {
	if s.Principal.IsStaff() {
		return nil
	}
	src, err := s.source()
	if err == nil {
		_, err = src.Version(ctx)
	}
	if errors.Is(err, model.ErrPaused) {
		return err
	}
	return nil // what else is wrong the command itself finds
}

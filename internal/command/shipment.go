package command

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// shipment prints one whole record. The holder of a code need not give its number.
func (s *session) shipment() *cobra.Command {
	var inside bool
	var then asOfFlags
	use, one := "shipment REF", exactly("REF")
	if s.Principal.IsHolder() {
		use, one = "shipment [REF]", atMostOne
	}
	cmd := command(use, one, func(ctx context.Context, args []string) error {
		ref := strings.Join(args, "")
		src, err := s.source()
		if err != nil {
			return err
		}
		if then.given() {
			return s.shipmentThen(ctx, src, ref, then)
		}
		src.outside = src.outside && !inside
		r, err := src.record(ctx, ref)
		if err != nil {
			return s.searchable(err, ref)
		}
		if s.json {
			return s.print(s.jsonSeen(src, r))
		}
		if err := s.describeSeen(r); err != nil {
			return err
		}
		return s.lastMailed(ctx, r.Ref.String())
	})
	s.jsonFlag(cmd)
	if s.Principal.IsStaff() {
		cmd.Flags().BoolVar(&inside, "office", false, s.Words.Say("command.flag.office"))
	}
	if s.may(model.ActInspect) {
		s.asOfFlags(cmd, &then)
	}
	return cmd
}

// searchable hints at a search for what is not the number of a shipment. It says
// nothing that was not typed: what is somebody else's looks like what is nobody's.
func (s *session) searchable(err error, typed string) error {
	if !errors.Is(err, model.ErrNotFound) {
		return err
	}
	text := cleaned(typed)
	if strings.TrimFunc(text, bareInShell) != "" {
		text = "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	found := model.NewFault("error.command.not_found", text)
	switch p := s.Principal; {
	case p.IsHolder():
		return err
	case p.IsPortal():
		found = model.NewFault("error.command.not_found_code", text)
	}
	return fmt.Errorf("%w: %w", found, err)
}

// bareInShell says that a character needs no quotes in a shell.
func bareInShell(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/-_.:@+=,%", r)
}

// jsonFlag gives a command its --json.
func (s *session) jsonFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&s.json, "json", s.json, s.Words.Say("command.flag.json"))
}

// lastMailed tells staff which ETA a shipment's customers were mailed last, and
// that they see another one now; nothing when none was mailed.
func (s *session) lastMailed(ctx context.Context, ref string) error {
	if !s.Principal.IsStaff() {
		return nil
	}
	office, err := s.Store.Office(s.Principal)
	if err != nil {
		return err
	}
	mailed, found, err := office.Mailed(ctx, ref)
	if err != nil || !found {
		return err
	}
	shipment, err := office.Shipment(ctx, ref)
	if err != nil {
		return err
	}
	was, on := orDash(s.Words.Day(mailed.ETA, s.Now())), s.Words.OfficeMoment(mailed.At, s.Now())
	now := model.Shown(shipment).ETA
	key := "command.mailed.differs"
	if now.Equal(mailed.ETA) {
		key = "command.mailed.same"
	}
	return s.out.line("\n" + s.Words.Say(key, was, on, orDash(s.Words.Day(now, s.Now()))))
}

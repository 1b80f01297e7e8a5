package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/words"
)

// previewed ends a preview with the exit code of what was looked at, which has
// said everything already.
type previewed struct{ exit int }

func (p *previewed) Error() string { return "the previewed command failed" }

// preview shows what a customer's account would get: the same command, through
// the same handle, in the same language, to the byte. It can only look, and the
// audit trail says who did.
func (s *session) preview() *cobra.Command {
	cmd := command("preview ACCOUNT [COMMAND …]", from("ACCOUNT"), s.lookAs)
	cmd.Flags().SetInterspersed(false) // what stands behind ACCOUNT is the command's
	return cmd
}

func (s *session) lookAs(ctx context.Context, args []string) error {
	email, err := model.ParseEmail(args[0])
	if err != nil {
		return err
	}
	screens := len(args) == 1
	if screens && (s.Screens == nil || !s.Terminal) {
		return usage("error.preview.screens", s.onTerminal(), email)
	}
	d, err := s.desk()
	if err != nil {
		return err
	}
	them, err := d.Preview(ctx, email, strings.Join(args[1:], " "))
	if err != nil {
		return naming(err, email)
	}
	if screens {
		return ended(s.Screens(ctx, them))
	}
	return ended(s.as(them).run(ctx, args[1:]))
}

// ended is how a preview ended, by the exit code of what was looked at.
func ended(exit int) error {
	if exit == ExitDone {
		return nil
	}
	return &previewed{exit}
}

// onTerminal is what to type before a command that needs a terminal.
func (s *session) onTerminal() string {
	if rest, ssh := strings.CutPrefix(s.Prefix, "ssh "); ssh {
		return "ssh -t " + rest
	}
	return s.Prefix
}

// as is what a customer would run a command with, in the place of this session:
// all of it theirs, over ssh, and only to look.
func (s *session) as(them model.Principal) Deps {
	d := s.Deps
	d.Principal, d.Local, d.Prefix = them, false, ""
	if language, chosen := words.ForTag(them.Language); s.Language != nil {
		d.Words = s.Language(them)
	} else if chosen {
		d.Words = s.Words.Speaking(language)
	}
	return d
}

// run runs a command with what it was given. It differs from Run in that a
// panic goes on to whoever looks.
func (d Deps) run(ctx context.Context, args []string) int {
	inner := newSession(d, args)
	return inner.fail(ctx, inner.execute(ctx))
}

// refuse makes a command that changes something say that it does not, in a
// preview.
func refuse(cmd *cobra.Command) {
	cmd.RunE = func(*cobra.Command, []string) error { return model.NewFault("error.preview.look_only") }
}

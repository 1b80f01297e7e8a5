package command

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// jsonNotices is what an account is mailed about. Days is null unless the level
// is eta.
type jsonNotices struct {
	Level  string `json:"level"`
	Days   *int   `json:"days"`
	Digest string `json:"digest"`
}

// noticer is what an account is mailed about, to look at and to change.
type noticer interface {
	Notices(ctx context.Context) (model.Notices, error)
	SetNotices(ctx context.Context, n model.Notices) error
}

// notices says what a customer is mailed about, and changes it.
func (s *session) notices() *cobra.Command {
	return s.noticesOf("notices [all|key|eta DAYS|off]", cobra.ArbitraryArgs, func(args []string) (noticer, string, []string, error) {
		self, err := s.Store.Self(s.Principal)
		return self, s.Principal.Account, args, err
	})
}

// mailNotices is notices for an account of a customer, by staff.
func (s *session) mailNotices() *cobra.Command {
	return s.noticesOf("notices EMAIL [all|key|eta DAYS|off]", from("EMAIL"), func(args []string) (noticer, string, []string, error) {
		d, err := s.desk()
		if err != nil {
			return nil, "", nil, err
		}
		email, err := model.ParseEmail(args[0])
		return theirNotices{d, email}, email, args[1:], err
	})
}

// theirNotices are those of a customer's account.
type theirNotices struct {
	desk  *desk.Desk
	email string
}

func (t theirNotices) Notices(ctx context.Context) (model.Notices, error) {
	n, err := t.desk.Notices(ctx, t.email)
	return n, naming(err, t.email)
}

func (t theirNotices) SetNotices(ctx context.Context, n model.Notices) error {
	return t.desk.SetNotices(ctx, t.email, n)
}

// noticesOf is a command that shows and changes the notices of the account that whose
// finds in its arguments.
func (s *session) noticesOf(
	use string, args cobra.PositionalArgs, whose func(args []string) (n noticer, account string, rest []string, err error),
) *cobra.Command {
	var digest string
	cmd := command(use, args, func(ctx context.Context, args []string) error {
		to, account, rest, err := whose(args)
		if err != nil {
			return err
		}
		n, err := to.Notices(ctx)
		if err != nil {
			return err
		}
		wanted, err := wantedNotices(n, rest, digest)
		if err != nil {
			return err
		}
		if wanted != n && s.Principal.Previewer != "" {
			return model.NewFault("error.preview.look_only")
		}
		if wanted != n {
			if err := to.SetNotices(ctx, wanted); err != nil {
				return err
			}
		}
		return s.showNotices(wanted, account)
	})
	cmd.Flags().StringVar(&digest, "digest", "", s.Words.Say("command.flag.digest"))
	return cmd
}

// wantedNotices reads what was typed; what was not stays as it is.
func wantedNotices(n model.Notices, args []string, digest string) (model.Notices, error) {
	switch strings.ToLower(digest) {
	case "":
	case "daily":
		n.Digest = true
	case "off":
		n.Digest = false
	default:
		return n, usage("error.notices.digest", digest)
	}
	if len(args) == 0 {
		return n, nil
	}
	level, known := model.ParseNoticeLevel(args[0])
	if !known {
		return n, usage("error.notices.level", args[0])
	}
	n.Level, n.Days = level, 0
	if level == model.NoticesETA && len(args) == 2 {
		days, err := strconv.Atoi(args[1])
		if err != nil || days < 0 || days > model.MaxNoticeDays {
			return n, usage("error.notices.days", args[1], model.MaxNoticeDays)
		}
		n.Days = days
	} else if len(args) > 1 {
		return n, usage("error.notices.argument", args[1])
	}
	return n, nil
}

func (s *session) showNotices(n model.Notices, account string) error {
	if s.json {
		out := jsonNotices{Level: n.Level.Name(), Digest: "off"}
		if n.Level == model.NoticesETA {
			out.Days = &n.Days
		}
		if n.Digest {
			out.Digest = "daily"
		}
		return s.print(out)
	}
	level := s.Words.Say("notices." + n.Level.Name())
	if n.Level == model.NoticesETA && n.Days > 0 {
		level = s.Words.Say("notices.eta.more", n.Days)
	}
	labels, values := []string{s.Words.Say("command.notices.level")}, []string{level}
	if n.Level != model.NoticesOff {
		when := s.Words.Say("notices.digest.off")
		if n.Digest {
			when = s.Words.Say("notices.digest.on")
		}
		labels = append(labels, s.Words.Say("command.notices.digest"), s.Words.Say("command.notices.to"))
		values = append(values, when, account)
	}
	return s.lines(s.pairs(0, labels, values))
}

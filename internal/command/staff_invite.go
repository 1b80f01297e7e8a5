package command

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
	"porthole/internal/sheet"
	"porthole/internal/store"
	"porthole/internal/words"
)

// maxInvitation is how long an invitation lasts at most.
const maxInvitation = 60 * 24 * time.Hour

// invite makes a code with which the owner of an account registers their own
// key, and prints what to send them. The code is printed this once.
func (s *session) invite() *cobra.Command {
	var expires, language string
	var asQR, byMail bool
	cmd := command("invite EMAIL", exactly("EMAIL"), func(ctx context.Context, args []string) error {
		life, err := lifeOf(expires, maxInvitation, "error.usage.expires")
		if err != nil {
			return err
		}
		tag, err := parseLanguage(language)
		if err != nil {
			return err
		}
		office, account, err := s.theirAccount(ctx, args[0])
		if err != nil {
			return err
		}
		h, err := desk.New(office).Invite(ctx, model.InvitationDraft{Email: account.Email, Life: life, Mail: byMail, Language: tag})
		if err != nil {
			return err
		}
		if s.json {
			return s.print(object{{"email", h.To}, {"code", h.Code}, {"expires_at", s.clock(h.Expires)}, {"mailed", h.Mailed}})
		}
		until := s.Words.OfficeMoment(h.Expires, s.Now())
		if err := s.err.line(s.Words.Say("command.invite.send", h.To, until)); err != nil {
			return err
		}
		if err := s.sayMailed(h); err != nil {
			return err
		}
		return s.pasteLines(asQR, s.sshAs("invite"), h.Code)
	})
	cmd.Flags().BoolVar(&byMail, "mail", false, s.Words.Say("command.flag.mail"))
	cmd.Flags().StringVar(&language, "language", "", s.Words.Say("command.flag.mail_language"))
	cmd.Flags().StringVar(&expires, "expires", "", s.Words.Say("command.flag.expires"))
	s.qrFlag(cmd, &asQR)
	return cmd
}

// sayMailed says that a code is mailed too, and whether that mail goes out.
func (s *session) sayMailed(h model.Handed) error {
	if !h.Mailed {
		return nil
	}
	if err := s.err.line(s.Words.Say("command.link.mailed")); err != nil || !h.Waits {
		return err
	}
	return s.err.line(s.Words.Say("command.outbox.unset"))
}

// languageOf reads the language of a mail; empty: the usual one.
func parseLanguage(typed string) (string, error) {
	language, known := words.ForTag(typed)
	if typed != "" && !known {
		return "", unlisted("error.usage.language", typed, words.Languages())
	}
	return string(language), nil
}

// lifeOf reads how long a code lasts, at most so long; 0: as long as usual.
func lifeOf(typed string, most time.Duration, key string) (time.Duration, error) {
	if typed == "" {
		return 0, nil
	}
	life, ok := readSpan(typed)
	if !ok || life > most {
		return 0, usage(key, typed, int(most/(24*time.Hour)))
	}
	return life, nil
}

// sshAs is the line to paste for somebody who signs in under a user name that
// means something. The host and port are those that the reader came by, or those
// of the forwarder where the reader sits at the machine itself.
func (s *session) sshAs(user string) string {
	if strings.HasPrefix(s.Prefix, "ssh ") {
		return model.SSHAs(user, s.Prefix)
	}
	return model.SSHAs(user, s.Public)
}

// invites lists invitations, the newest first.
func (s *session) invites() *cobra.Command {
	var f pageFlags
	cmd := command("invites", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) error {
		invites, next, err := office.Invitations(ctx, f.after, f.limit)
		return list[store.Invitation, jsonInvitation]{"invites", s.jsonInvitation, "command.invites.none", s.tableOfInvites}.
			page(s, "invites", invites, next, err)
	}))
	s.pageFlags(cmd, &f)
	return cmd
}

func (s *session) jsonInvitation(i store.Invitation) jsonInvitation {
	return jsonInvitation{
		ID: i.ID, Email: i.Email, State: desk.InvitationState(i, s.Now()), CreatedAt: s.clock(i.Created), By: known(i.By),
		ExpiresAt: s.clock(i.Expires), UsedAt: s.clock(i.Used), Fingerprint: known(i.UsedBy),
	}
}

func (s *session) tableOfInvites(list []store.Invitation) error {
	return s.table([]column{
		{head: "ID"},
		{head: s.Words.Say("command.col.account"), min: 16},
		{head: s.Words.Say("command.col.state")},
		{head: s.Words.Say("command.col.expires"), keep: 3},
		{head: s.Words.Say("command.col.by"), min: 10, keep: 2},
		{head: s.Words.Say("command.col.fingerprint"), keep: 1},
	}, each(list, func(i store.Invitation) []string {
		return []string{
			i.ID, i.Email, s.Words.Say("command.state." + desk.InvitationState(i, s.Now())), s.Words.OfficeMoment(i.Expires, s.Now()), i.By, i.UsedBy,
		}
	}))
}

// inviteRevoke closes an invitation that was not used yet.
func (s *session) inviteRevoke() *cobra.Command {
	return command("revoke ID", exactly("ID"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		id := cleaned(args[0])
		if err := office.RevokeInvitation(ctx, id); err != nil {
			return unknownAs(err, "error.invite.unknown", id)
		}
		return s.out.line(s.Words.Say("command.invite_revoke.done", id))
	}))
}

// qrFlag gives a command its --qr.
func (s *session) qrFlag(cmd *cobra.Command, asked *bool) {
	cmd.Flags().BoolVar(asked, "qr", false, s.Words.Say("command.flag.qr"))
}

// pasteLines are lines for somebody to paste, with the first of them as a QR
// code beside them where that is asked for.
func (s *session) pasteLines(asQR bool, lines ...string) error {
	if err := s.qr(asQR, lines[0]); err != nil {
		return err
	}
	return s.lines(lines)
}

// qr draws a text as a QR code, if that is asked for.
func (s *session) qr(asked bool, text string) error {
	if !asked {
		return nil
	}
	picture, err := sheet.Blocks(text, s.Words.ASCII())
	for _, line := range picture {
		err = errors.Join(err, s.err.line(line))
	}
	return err
}

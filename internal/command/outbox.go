package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
)

// jsonOutgoing is a mail that has not gone out. It has no text and no code.
type jsonOutgoing struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind"`
	To        string   `json:"to"`
	Refs      []string `json:"refs"`
	State     string   `json:"state"`
	CreatedAt *string  `json:"created_at"`
	NextTryAt *string  `json:"next_try_at"`
	Attempts  int      `json:"attempts"`
	Trouble   *string  `json:"trouble"`
}

// jsonOutbox is a page of the outbox, and how it stands with the mail server.
type jsonOutbox struct {
	Outbox []jsonOutgoing `json:"outbox"`
	Total  int            `json:"total"`
	Server struct {
		Set     bool    `json:"set"`
		Trouble *string `json:"trouble"`
		Since   *string `json:"since"`
	} `json:"mail_server"`
	Next *string `json:"next"`
}

// outbox lists the mail that waits.
func (s *session) outbox() *cobra.Command {
	var f pageFlags
	cmd := command("outbox", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) error {
		post, err := office.Outbox(ctx, f.after, f.limit)
		if err != nil {
			return err
		}
		if s.json {
			return s.print(s.jsonOutbox(post))
		}
		return s.showOutbox(post)
	}))
	s.pageFlags(cmd, &f)
	return cmd
}

func (s *session) jsonOutbox(post store.Post) jsonOutbox {
	out := jsonOutbox{Total: post.Total, Next: known(post.Next), Outbox: each(post.Mail, s.jsonOutgoing)}
	out.Server.Set = !post.Server.Unset
	if out.Server.Trouble = orNull(post.Server.Trouble); out.Server.Trouble != nil {
		out.Server.Since = s.clock(post.Server.Since)
	}
	return out
}

func (s *session) jsonOutgoing(m model.Outgoing) jsonOutgoing {
	return jsonOutgoing{
		ID: m.ID, Kind: string(m.Kind), To: m.To, Refs: each(m.Refs, model.Text.String), State: string(m.State),
		CreatedAt: s.clock(m.Created), NextTryAt: s.clock(m.Due), Attempts: m.Attempts, Trouble: orNull(m.Trouble),
	}
}

// showOutbox says first how it stands with the mail server, since everything
// else follows from it.
func (s *session) showOutbox(post store.Post) error {
	var err error
	switch {
	case post.Server.Unset:
		err = s.err.line(s.Words.Say("command.outbox.unset"))
	case !post.Server.Trouble.IsZero():
		err = s.err.line(s.Words.Say("command.outbox.trouble", post.Server.Trouble.String(), s.Words.OfficeMoment(post.Server.Since, s.Now())))
	}
	if err != nil {
		return err
	}
	if len(post.Mail) == 0 {
		return s.err.line(s.Words.Say("command.outbox.none"))
	}
	if err := s.tableOfOutbox(post.Mail); err != nil {
		return err
	}
	if err := s.err.line(s.Words.Say("command.outbox.total", post.Total)); err != nil {
		return err
	}
	return s.goOn("outbox", post.Next)
}

func (s *session) tableOfOutbox(list []model.Outgoing) error {
	return s.table([]column{
		{head: "ID"},
		{head: s.Words.Say("command.outbox.to"), min: 12},
		{head: s.Words.Say("command.col.shipment"), min: 10, keep: 5},
		{head: s.Words.Say("command.outbox.what"), keep: 2},
		{head: s.Words.Say("command.outbox.state")},
		{head: s.Words.Say("command.outbox.due"), keep: 3},
		{head: s.Words.Say("command.outbox.why"), min: 12, keep: 4},
	}, each(list, func(m model.Outgoing) []string {
		return []string{
			m.ID, m.To, s.refsOf(m), s.Words.Say("outgoing." + string(m.Kind)), s.Words.Say("outgoing." + string(m.State)),
			s.Words.OfficeMoment(m.Due, s.Now()), m.Trouble.String(),
		}
	}))
}

// mailList lists what an address or a customer was mailed, and what waits for them.
func (s *session) mailList() *cobra.Command {
	var f pageFlags
	cmd := command("list EMAIL|PARTNER", exactly("EMAIL|PARTNER"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		to, slug, err := mailed(args[0])
		if err != nil {
			return err
		}
		mails, next, err := office.Mails(ctx, to, slug, f.after, f.limit)
		return list[model.Outgoing, jsonMail]{"mails", s.jsonMail, "command.mails.none", s.tableOfMails}.
			page(s, "mail list "+cleaned(args[0]), mails, next, naming(err, slug))
	}))
	s.pageFlags(cmd, &f)
	return cmd
}

// mailed is who was mailed: an address, whoever has it, or a customer by its short name.
func mailed(typed string) (to, slug string, err error) {
	if strings.Contains(typed, "@") {
		to, err = model.ParseEmail(typed)
		return to, "", err
	}
	slug, err = model.ParseSlug(typed)
	return "", slug, err
}

// jsonMail is a mail, whether it waits or has left the outbox.
type jsonMail struct {
	jsonOutgoing
	LeftAt  *string `json:"left_at"` // null: it is in the outbox
	Subject *string `json:"subject"`
}

func (s *session) jsonMail(m model.Outgoing) jsonMail {
	return jsonMail{s.jsonOutgoing(m), s.clock(m.Left), orNull(m.Subject)}
}

func (s *session) tableOfMails(list []model.Outgoing) error {
	return s.table([]column{
		{head: "ID"},
		{head: s.Words.Say("command.outbox.to"), min: 12},
		{head: s.Words.Say("command.outbox.what"), keep: 2},
		{head: s.Words.Say("command.outbox.state")},
		{head: s.Words.Say("command.mails.when"), keep: 5},
		{head: s.Words.Say("command.col.shipment"), min: 10, keep: 4},
		{head: s.Words.Say("command.mails.subject"), min: 16, keep: 3},
	}, each(list, func(m model.Outgoing) []string {
		when := m.Left
		if when.IsZero() {
			when = m.Created
		}
		return []string{
			m.ID, m.To, s.Words.Say("outgoing." + string(m.Kind)), s.Words.Say("outgoing." + string(m.State)),
			s.Words.OfficeMoment(when, s.Now()), s.refsOf(m), m.Subject.String(),
		}
	}))
}

// refsOf names the first of a mail's shipments, and how many more there are.
func (s *session) refsOf(m model.Outgoing) string {
	switch len(m.Refs) {
	case 0:
		return ""
	case 1:
		return m.Refs[0].String()
	default:
		return s.Words.Say("command.outbox.more_refs", m.Refs[0].String(), len(m.Refs)-1)
	}
}

// outboxRetry has mail tried again now.
func (s *session) outboxRetry() *cobra.Command {
	return command("retry ID|all", exactly("ID"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) (err error) {
		count := 1
		if id := cleaned(args[0]); strings.EqualFold(id, "all") {
			count, err = office.RetryAllMail(ctx)
		} else {
			err = unknownAs(office.RetryMail(ctx, id), "error.mail.unknown", id)
		}
		if err != nil {
			return err
		}
		return s.out.line(s.Words.Say("command.outbox.retried", count))
	}))
}

// outboxDrop takes a mail out of the outbox.
func (s *session) outboxDrop() *cobra.Command {
	return command("drop ID", exactly("ID"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		id := cleaned(args[0])
		if err := office.DropMail(ctx, id); err != nil {
			return unknownAs(err, "error.mail.unknown", id)
		}
		return s.out.line(s.Words.Say("command.outbox.dropped", id))
	}))
}

// mailResend mails how a shipment stands to everybody who follows it.
func (s *session) mailResend() *cobra.Command {
	return command("resend REF", exactly("REF"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		to, err := office.ResendMail(ctx, args[0])
		if err != nil {
			return err
		}
		return s.done(object{{"ref", cleaned(args[0])}, {"to", to}}, "command.mail.resent", strings.Join(to, ", "))
	}))
}

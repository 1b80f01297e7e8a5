package command

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
	"porthole/internal/store"
)

// maxLink is how long a tracking code can be asked to work.
const maxLink = 366 * 24 * time.Hour

// linkCreate makes a tracking code and prints what to send: the line to paste,
// and the code for its prompt. The code is printed this once.
func (s *session) linkCreate() *cobra.Command {
	var to, expires, language string
	var bind, byMail, asQR bool
	cmd := command("create REF", exactly("REF"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		if to == "" {
			return usage("error.link.to")
		}
		life, err := lifeOf(expires, maxLink, "error.usage.link_expires")
		if err != nil {
			return err
		}
		tag, err := parseLanguage(language)
		if err != nil {
			return err
		}
		email, err := model.ParseEmail(to)
		if err != nil {
			return err
		}
		draft := store.LinkDraft{Ref: cleaned(args[0]), To: email, Language: tag, Life: life, Bind: bind, Unmailed: !byMail}
		h, made, err := d.CreateLink(ctx, draft)
		if err != nil {
			return err
		}
		return s.handOver(h, made, asQR)
	}))
	cmd.Flags().StringVar(&to, "to", "", s.Words.Say("command.flag.link_to"))
	cmd.Flags().StringVar(&expires, "expires", "", s.Words.Say("command.flag.link_expires"))
	cmd.Flags().StringVar(&language, "language", "", s.Words.Say("command.flag.link_language"))
	cmd.Flags().BoolVar(&byMail, "mail", true, s.Words.Say("command.flag.link_mail"))
	cmd.Flags().BoolVar(&bind, "bind", false, s.Words.Say("command.flag.link_bind"))
	s.qrFlag(cmd, &asQR)
	return cmd
}

// linkRenew makes a code in the place of an old one.
func (s *session) linkRenew() *cobra.Command {
	var expires string
	var asQR bool
	cmd := command("renew ID", exactly("ID"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		life, err := lifeOf(expires, maxLink, "error.usage.link_expires")
		if err != nil {
			return err
		}
		h, made, err := d.RenewLink(ctx, args[0], life)
		if err != nil {
			return unknownAs(err, "error.link.unknown", cleaned(args[0]))
		}
		return s.handOver(h, made, asQR)
	}))
	s.qrFlag(cmd, &asQR)
	cmd.Flags().StringVar(&expires, "expires", "", s.Words.Say("command.flag.link_expires"))
	return cmd
}

// handOver prints a code that was just made, with the link that opens it in a browser
// where there is a web page.
func (s *session) handOver(h model.Handed, l store.Link, asQR bool) error {
	page := ""
	if !l.Bind { // a browser has no key
		page = model.PageLink(s.Web, h.Code)
	}
	if s.json {
		return s.print(jsonCode{l.ID, h.Code, l.Ref, l.To, s.clock(l.Expires), known(page), h.Mailed})
	}
	if err := s.err.line(s.Words.Say("command.link.send", l.To, s.Words.OfficeMoment(l.Expires, s.Now()))); err != nil {
		return err
	}
	if err := s.sayMailed(h); err != nil {
		return err
	}
	if page == "" {
		return s.pasteLines(asQR, s.sshAs("track"), h.Code)
	}
	if err := s.qr(asQR, page); err != nil {
		return err
	}
	return s.lines([]string{s.sshAs("track"), h.Code, page})
}

// linkRevoke withdraws a code.
func (s *session) linkRevoke() *cobra.Command {
	return command("revoke ID", exactly("ID"), s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		l, err := d.RevokeLink(ctx, args[0])
		if err != nil {
			return unknownAs(err, "error.link.unknown", cleaned(args[0]))
		}
		return s.out.line(s.Words.Say("command.link_revoke.done", l.ID))
	}))
}

// links lists tracking codes, the newest first: of one shipment, or all.
func (s *session) links() *cobra.Command {
	var f pageFlags
	cmd := command("links [REF]", atMostOne, s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		ref := firstOf(args)
		links, next, err := d.Links(ctx, ref, f.after, f.limit)
		return list[store.Link, jsonLink]{"links", s.jsonLink, "command.links.none", s.tableOfLinks}.
			page(s, joined(" ", "links", ref), links, next, err)
	}))
	s.pageFlags(cmd, &f)
	return cmd
}

// atMostOne is for a command with one argument that may be left out.
func atMostOne(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage("error.usage.too_many", args[1], cmd.CommandPath())
	}
	return nil
}

func (s *session) tableOfLinks(list []store.Link) error {
	moment := func(t time.Time) string { return s.Words.OfficeMoment(t, s.Now()) }
	return s.table([]column{
		{head: "ID"},
		{head: s.Words.Say("command.col.shipment"), min: 16},
		{head: s.Words.Say("command.col.for"), min: 16},
		{head: s.Words.Say("command.col.state")},
		{head: s.Words.Say("command.col.expires"), keep: 5},
		{head: s.Words.Say("command.col.uses"), keep: 4, num: true},
		{head: s.Words.Say("command.col.last_use"), keep: 3},
		{head: s.Words.Say("command.col.from"), keep: 2, min: 12},
		{head: s.Words.Say("command.col.first_use"), keep: 1},
		{head: s.Words.Say("command.col.by"), min: 10, keep: 1},
	}, each(list, func(l store.Link) []string {
		return []string{
			l.ID, l.Ref, l.To, s.Words.Say("command.state." + string(l.State(s.Now()))), moment(l.Expires),
			count(l.Uses), moment(l.Last), cleaned(l.From), moment(l.First), l.By,
		}
	}))
}

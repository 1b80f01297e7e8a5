package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/words"
)

// partners lists the customers.
func (s *session) partners() *cobra.Command {
	var f pageFlags
	cmd := command("partners", exactly(), s.withOffice(func(ctx context.Context, office *store.Office, _ []string) error {
		partners, next, err := office.Partners(ctx, f.after, f.limit)
		return list[model.Partner, jsonPartner]{"partners", s.jsonPartner, "command.partners.none", s.tableOfPartners}.
			page(s, "partners", partners, next, err)
	}))
	s.pageFlags(cmd, &f)
	return cmd
}

func (s *session) jsonPartner(p model.Partner) jsonPartner {
	return jsonPartner{p.Slug, p.Name.String(), s.clock(p.Added)}
}

func (s *session) tableOfPartners(list []model.Partner) error {
	words.Sort(s.Words, list, func(p model.Partner) string { return p.Name.String() })
	return s.table([]column{
		{head: s.Words.Say("command.col.slug"), min: 8},
		{head: s.Words.Say("command.col.name"), min: 12},
		{head: s.Words.Say("command.col.added"), keep: 1},
	}, each(list, func(p model.Partner) []string {
		return []string{p.Slug, p.Name.String(), s.Words.OfficeDay(p.Added, s.Now())}
	}))
}

// partnerAdd makes a customer. A name of several words may have lost its
// quotes on the way through ssh.
func (s *session) partnerAdd() *cobra.Command {
	var name string
	cmd := command("add SLUG --name NAME", from("SLUG"), s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		slug, err := model.ParseSlug(args[0])
		if err != nil {
			return err
		}
		full := model.Line(strings.Join(append([]string{name}, args[1:]...), " "), model.NameCells)
		if name == "" || full.IsZero() {
			return usage("error.usage.missing", "--name NAME", "partner add")
		}
		partner, err := office.AddPartner(ctx, slug, full)
		if err != nil {
			return err
		}
		return s.done(s.jsonPartner(partner), "command.partner_add.done", partner.Slug, partner.Name)
	}))
	cmd.Flags().StringVar(&name, "name", "", s.Words.Say("command.flag.name"))
	return cmd
}

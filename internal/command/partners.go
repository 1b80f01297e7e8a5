package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/words"
)

// partners lists the customers.
func (s *session) partners() *cobra.Command {
	var f pageFlags
	cmd := command("partners", exactly(), func(ctx context.Context, _ []string) error {
		if err := f.check(); err != nil {
			return err
		}
		office, err := s.Store.Office(s.Principal)
		if err != nil {
			return err
		}
		list, next, err := office.Partners(ctx, f.after, f.limit)
		if err != nil {
			return err
		}
		if f.json {
			return s.print(struct {
				Partners []jsonPartner `json:"partners"`
				Next     *string       `json:"next"`
			}{each(list, s.jsonPartner), known(next)})
		}
		if len(list) == 0 {
			return s.err.line(s.Words.Say("command.partners.none"))
		}
		if err := s.tableOfPartners(list); err != nil {
			return err
		}
		return s.goOn("partners", next)
	})
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
		return []string{p.Slug, p.Name.String(), s.Words.HouseDay(p.Added, s.Now())}
	}))
}

// partnerAdd makes a customer. A name of several words may have lost its
// quotes on the way through ssh.
func (s *session) partnerAdd() *cobra.Command {
	var name string
	var asJSON bool
	cmd := command("add SLUG --name NAME", from("SLUG"), func(ctx context.Context, args []string) error {
		slug, err := model.ParseSlug(args[0])
		if err != nil {
			return err
		}
		full := model.Line(strings.Join(append([]string{name}, args[1:]...), " "), model.NameCells)
		if name == "" || full.IsZero() {
			return usage("error.usage.missing", "--name NAME", "partner add")
		}
		office, err := s.Store.Office(s.Principal)
		if err != nil {
			return err
		}
		partner, err := office.AddPartner(ctx, slug, full)
		if err != nil {
			return err
		}
		if asJSON {
			return s.print(s.jsonPartner(partner))
		}
		return s.out.line(s.Words.Say("command.partner_add.done", partner.Slug, partner.Name))
	})
	cmd.Flags().StringVar(&name, "name", "", s.Words.Say("command.flag.name"))
	s.jsonFlag(cmd, &asJSON)
	return cmd
}

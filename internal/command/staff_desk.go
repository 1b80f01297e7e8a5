package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
	"porthole/internal/words"
)

// deskList lists what needs an update, worst first.
func (s *session) deskList() *cobra.Command {
	var f pageFlags
	var partner string
	cmd := command("desk", exactly(), s.withDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
		page, err := d.Desk(ctx, model.DeskQuery{Partner: cleaned(partner), Limit: f.limit, After: f.after})
		switch {
		case err != nil:
			return naming(err, partner)
		case s.json:
			return s.print(object{{"items", each(page.Items, s.jsonDeskItem)}, {"total", page.Total}, {"next", known(page.Next)}})
		case len(page.Items) == 0:
			return s.err.line(s.Words.Say("command.desk.none"))
		}
		if err := s.tableOfDesk(page.Items); err != nil {
			return err
		}
		name := "desk"
		if partner != "" {
			name += " --partner " + cleaned(partner)
		}
		return s.goOn(name, page.Next)
	}))
	cmd.Flags().StringVar(&partner, "partner", "", s.Words.Say("command.flag.only_partner"))
	s.pageFlags(cmd, &f)
	return cmd
}

func (s *session) jsonDeskItem(item model.DeskItem) jsonDeskItem {
	return jsonDeskItem{
		Ref: item.Ref.String(), Partner: item.Partner, Status: known(item.Row.Status), NextMilestone: known(item.Next),
		Needs: each(item.Needs, func(n model.Need) jsonNeed {
			return jsonNeed{string(n.Kind)[len("need."):], n.Days, known(n.Milestone), s.tell(n.Remark()), known(s.tell(n.Mend(item.Ref)))}
		}),
	}
}

func (s *session) tableOfDesk(items []model.DeskItem) error {
	return s.table([]column{
		{head: s.Words.Say("command.col.shipment")},
		{head: s.Words.Say("command.col.partner"), min: 8, keep: 3},
		{head: s.Words.Say("command.col.status"), keep: 1},
		{head: s.Words.Say("command.col.why"), min: 24},
		{head: s.Words.Say("command.col.next"), min: 10, keep: 2},
	}, each(items, func(item model.DeskItem) []string {
		why := ""
		if worst, some := model.Worst(item.Needs); some {
			why = s.tell(worst.Remark())
		}
		if rest := len(item.Needs) - 1; rest > 0 {
			why += " " + s.Words.Say("command.desk.also", rest)
		}
		next := ""
		if item.Next != "" {
			next = s.Words.Say("milestone." + string(item.Next))
		}
		return []string{item.Ref.String(), item.Partner, s.status(item.Row.Status), why, next}
	}))
}

// freshness says for each partner how current its shipments are.
func (s *session) freshness() *cobra.Command {
	return command("freshness", exactly(), s.withDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
		partners, err := d.Freshness(ctx)
		return list[model.PartnerFreshness, jsonFreshness]{"partners", freshnessJSON, "command.partners.none", s.tableOfFreshness}.print(s, partners, err)
	}))
}

func freshnessJSON(p model.PartnerFreshness) jsonFreshness {
	return jsonFreshness{p.Partner, orNull(p.Name), p.Figure}
}

func (s *session) tableOfFreshness(list []model.PartnerFreshness) error {
	words.Sort(s.Words, list, func(p model.PartnerFreshness) string { return p.Name.String() })
	return s.table([]column{
		{head: s.Words.Say("command.col.partner"), min: 8},
		{head: s.Words.Say("command.col.name"), min: 12, keep: 1},
		{head: s.Words.Say("command.col.active"), num: true},
		{head: s.Words.Say("command.col.fresh"), num: true},
		{head: "%", num: true},
		{head: s.Words.Say("command.col.median"), num: true, keep: 2},
	}, each(list, func(p model.PartnerFreshness) []string {
		f := p.Figure
		share, median := "–", "–"
		if f.Active > 0 {
			share, median = fmt.Sprintf("%.0f", 100*f.Share), s.Words.Say("days", f.MedianDays)
		}
		return []string{p.Partner, p.Name.String(), s.Words.Count(f.Active), s.Words.Count(f.Fresh), share, median}
	}))
}

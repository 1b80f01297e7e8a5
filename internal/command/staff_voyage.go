package command

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"porthole/internal/desk"
	"porthole/internal/model"
)

// voyageFlags are what a departure or an arrival is entered with.
type voyageFlags struct {
	at, place, text   string
	connection, bound string
	publish, yes      bool
}

func (s *session) voyageDepart() *cobra.Command { return s.voyage("depart", model.Departed) }

func (s *session) voyageArrive() *cobra.Command { return s.voyage("arrive", model.Arrived) }

// voyage enters a departure or an arrival for every shipment on a vessel's
// voyage. It lists them first and asks; a script answers with --yes, and
// without it nothing is written.
func (s *session) voyage(verb string, m model.Milestone) *cobra.Command {
	var f voyageFlags
	run := s.withDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
		if f.at == "" {
			return usage("error.usage.missing", "--at TIME", "voyage "+verb)
		}
		return s.enterVoyage(ctx, d, f, m, args)
	})
	cmd := command(verb+" VESSEL VOYAGE --at TIME", from("VESSEL", "VOYAGE"), run)
	s.textFlag(cmd, &f.at, "at", "command.flag.at", 2)
	s.textFlag(cmd, &f.place, "place", "command.flag.place_voyage", 2)
	s.textFlag(cmd, &f.connection, "connection", "command.flag.connection", 2)
	s.textFlag(cmd, &f.bound, "bound", "command.flag.bound", 2)
	s.textFlag(cmd, &f.text, "text", "command.flag.text", 2)
	s.publishFlags(cmd, &f.publish, &f.yes)
	return cmd
}

func (s *session) enterVoyage(ctx context.Context, d *desk.Desk, f voyageFlags, m model.Milestone, args []string) error {
	draft, plan, err := s.planVoyage(ctx, d, f, m, args)
	if err != nil {
		return err
	}
	if !s.json && len(plan.Shipments) > 0 {
		if err := s.describePlan(plan); err != nil {
			return err
		}
	}
	concerned := concerns(plan)
	switch {
	case concerned == 0 || !f.yes && !s.asks():
		if err := s.dryVoyage(draft, plan, f, concerned); err != nil || concerned == 0 || !f.publish {
			return err
		}
		return errRefused // a script that meant to publish must not take this for done
	case !f.yes:
		if err := s.askVoyage(ctx, plan, f, concerned); err != nil {
			return err
		}
	}
	entered, err := d.PostVoyage(ctx, draft, plan, f.publish)
	if err != nil {
		return s.listedAgain(ctx, d, draft, err)
	}
	if s.json {
		return s.print(s.jsonVoyage(draft, entered, f.publish, true))
	}
	key := "command.voyage.kept"
	if f.publish {
		key = "command.voyage.published"
	}
	return s.out.line(s.Words.Say(key, concerns(entered)))
}

// listedAgain lists the shipments as they are now for somebody who said yes to
// others. It is not done for them: they look, and say it again.
func (s *session) listedAgain(ctx context.Context, d *desk.Desk, draft model.VoyageDraft, refused error) error {
	if s.json || !errors.Is(refused, model.NewFault("error.voyage.changed")) {
		return refused
	}
	plan, err := d.PlanVoyage(ctx, draft)
	if err != nil {
		return refused // it says more
	}
	if err := s.describePlan(plan); err != nil {
		return err
	}
	return refused
}

// planVoyage finds the shipments. The name of a vessel has several words; the
// voyage is the last one. A time without an offset is that of the place, or
// where none is given of the port that the shipments share.
func (s *session) planVoyage(
	ctx context.Context, d *desk.Desk, f voyageFlags, m model.Milestone, args []string,
) (model.VoyageDraft, model.VoyagePlan, error) {
	ship, _ := model.ParseShip(strings.Join(args, " "))
	other, _ := model.ParseShip(f.connection)
	draft := model.VoyageDraft{
		Vessel: ship.Vessel, Voyage: ship.Voyage, Milestone: m, Place: model.ParsePlace(f.place), Text: sentence(f.text),
		Connection: other, Bound: model.ParsePlace(f.bound),
	}
	zone := s.zoneOf(draft.Place)
	if draft.Place.Zone() == nil {
		draft.At = model.Moment(s.Now())
		first, err := d.PlanVoyage(ctx, draft)
		if err != nil {
			return draft, first, err
		}
		zone = s.zoneOfVoyage(first)
	}
	var err error
	if draft.At, err = s.happened(f.at, zone); err != nil {
		return draft, model.VoyagePlan{}, err
	}
	plan, err := d.PlanVoyage(ctx, draft)
	return draft, plan, err
}

// zoneOfVoyage is the zone of the port at which the shipments leave or arrive,
// if it is one for all of them.
func (s *session) zoneOfVoyage(plan model.VoyagePlan) *time.Location {
	var common *time.Location
	for _, one := range plan.Shipments {
		zone := s.zoneOf(one.Port)
		if common != nil && common.String() != zone.String() {
			return s.Words.Zone()
		}
		common = zone
	}
	if common == nil {
		return s.Words.Zone()
	}
	return common
}

// concerns counts the shipments that an entry does not leave alone.
func concerns(plan model.VoyagePlan) (count int) {
	for _, one := range plan.Shipments {
		if one.Skip.IsZero() {
			count++
		}
	}
	return count
}

func (s *session) describePlan(plan model.VoyagePlan) error {
	return s.table([]column{
		{head: s.Words.Say("command.col.shipment")},
		{head: s.Words.Say("command.col.partner"), min: 8},
		{head: s.Words.Say("command.col.route"), min: 10, keep: 2},
		{head: s.Words.Say("command.col.what"), min: 10, keep: 3},
		{head: s.Words.Say("command.col.status"), keep: 1},
		{head: s.Words.Say("command.col.skipped"), min: 12},
	}, each(plan.Shipments, func(one model.VoyageShipment) []string {
		return []string{one.Ref.String(), one.Partner, s.route(one.Row), s.calls(one), s.status(one.Row.Status), s.tell(one.Skip)}
	}))
}

// calls is what the entry is for a shipment, and at which port.
func (s *session) calls(one model.VoyageShipment) string {
	onto := ""
	if !one.Onto.IsZero() {
		onto = s.Words.Say("office.voyage.onto", one.Onto.Vessel.String()+" "+one.Onto.Voyage.String())
	}
	return joined(", ", s.Words.Say("detail.ahead."+string(one.Milestone)), s.Words.Place(one.Port).Short(), onto)
}

// dryVoyage says that nothing was written, and how it would be.
func (s *session) dryVoyage(draft model.VoyageDraft, plan model.VoyagePlan, f voyageFlags, concerned int) error {
	switch {
	case s.json:
		return s.print(s.jsonVoyage(draft, plan, false, false))
	case len(plan.Shipments) == 0:
		return s.err.line(s.Words.Say("command.voyage.none", draft.Vessel, draft.Voyage))
	case concerned == 0:
		return s.err.line(s.Words.Say("command.voyage.nothing"))
	}
	if err := s.sayQuestions(plan, f); err != nil {
		return err
	}
	return s.err.line(s.Words.Say("command.voyage.dry", concerned))
}

// askVoyage asks for one yes to all of it: the list, and what the lint asks.
func (s *session) askVoyage(ctx context.Context, plan model.VoyagePlan, f voyageFlags, concerned int) error {
	if err := s.sayQuestions(plan, f); err != nil {
		return err
	}
	key := "command.voyage.ask"
	if f.publish {
		key = "command.voyage.ask_publish"
	}
	return s.confirm(ctx, s.Words.Say(key, concerned))
}

// sayQuestions writes what the lint asks about a text that is to be published.
func (s *session) sayQuestions(plan model.VoyagePlan, f voyageFlags) error {
	if !f.publish {
		return nil
	}
	return s.err.lines(s.questions(plan))
}

func (s *session) questions(plan model.VoyagePlan) []string {
	return each(plan.Questions, func(q model.Question) string { return s.tell(q.Remark()) })
}

func (s *session) jsonVoyage(draft model.VoyageDraft, plan model.VoyagePlan, published, written bool) jsonVoyage {
	return jsonVoyage{
		Vessel: draft.Vessel.String(), Voyage: draft.Voyage.String(), Milestone: string(draft.Milestone),
		At: draft.At, Place: draft.Place, Written: written, Published: published,
		Shipments: each(plan.Shipments, func(one model.VoyageShipment) jsonVoyageShipment {
			return jsonVoyageShipment{one.Ref.String(), one.Partner, string(one.Milestone), one.Port, known(joined(" ", one.Onto.Vessel.String(), one.Onto.Voyage.String())), known(s.tell(one.Skip))}
		}),
		Questions: s.questions(plan),
	}
}

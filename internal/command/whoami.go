package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"porthole/internal/model"
	"porthole/internal/store"
)

// single is a shipmentReader with one shipment on it, for the holder of a tracking code.
type single struct{ *store.SharedShipment }

// Page implements shipmentReader: there is no list.
func (single) Page(context.Context, model.Query) (model.Page, error) {
	return model.Page{}, model.ErrForbidden
}

// Shipment is the one there is, by its number or by no name; ErrNotFound for any
// other.
func (p single) Shipment(ctx context.Context, ref string) (model.Published, error) {
	if ref != "" && model.Fold(ref) != model.Fold(p.Ref().String()) {
		return model.Published{}, fmt.Errorf("%w: %w", model.NewFault("error.code.other", p.Ref()), model.ErrNotFound)
	}
	return p.SharedShipment.Shipment(ctx)
}

// Changes implements shipmentReader: the latest change of the shipment, if it came after
// since.
func (p single) Changes(ctx context.Context, since uint64, _ int) ([]model.Change, error) {
	record, err := p.SharedShipment.Shipment(ctx)
	if err != nil || record.Change <= since {
		return nil, err
	}
	row := model.RowOf(record)
	return []model.Change{{Seq: record.Change, Row: row}}, nil
}

// holder says what the code of the session is for, and until when. Its holder has no
// account.
func (s *session) holder() error {
	shared, err := s.Store.SharedShipment(s.Principal)
	if err != nil {
		return err
	}
	p, language := s.Principal, string(s.Words.Language())
	if s.json {
		return s.print(object{
			{"account", nil}, {"role", p.Role}, {"partner", nil}, {"language", language}, {"ref", shared.Ref()}, {"expires_at", s.clock(shared.Until())},
		})
	}
	return s.lines(s.pairs(0, []string{
		s.Words.Say("command.who.role"), s.Words.Say("command.who.shipment"),
		s.Words.Say("command.who.until"), s.Words.Say("command.who.language"),
	}, []string{
		s.Words.Say("command.role." + string(p.Role)), shared.Ref().String(),
		s.Words.OfficeMoment(shared.Until(), s.Now()), s.Words.Say("command.language." + language),
	}))
}

// whoami says who is signed in.
func (s *session) whoami() *cobra.Command {
	return command("whoami", exactly(), func(context.Context, []string) error {
		p := s.Principal
		if p.IsHolder() {
			return s.holder()
		}
		if s.json {
			return s.print(object{{"account", p.Account}, {"role", p.Role}, {"partner", known(p.Partner)}, {"language", s.Words.Language()}})
		}
		labels := []string{s.Words.Say("command.who.account"), s.Words.Say("command.who.role")}
		values := []string{p.Account, s.Words.Say("command.role." + string(p.Role))}
		if p.Partner != "" {
			labels, values = append(labels, s.Words.Say("command.who.partner")), append(values, s.company())
		}
		labels = append(labels, s.Words.Say("command.who.language"))
		values = append(values, s.Words.Say("command.language."+string(s.Words.Language())))
		return s.lines(s.pairs(0, labels, values))
	})
}

// company names the partner of a customer.
func (s *session) company() string {
	room, err := s.Store.Room(s.Principal)
	if err != nil || room.Partner().Name.IsZero() {
		return s.Principal.Partner
	}
	return room.Partner().Name.String() + " (" + s.Principal.Partner + ")"
}

// lines writes lines to standard output.
func (s *session) lines(lines []string) error { return s.out.lines(lines) }

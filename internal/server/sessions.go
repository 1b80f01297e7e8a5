package server

import (
	"context"
	"fmt"
	"time"

	"porthole/internal/desk"
	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// Sessions furnishes the screens of whoever is known, over SSH and on a local
// terminal alike.
type Sessions struct {
	Store  *store.Store
	Now    func() time.Time   // the clock of what is shown
	Report func(error) string // logs an error that is ours and returns its id
	Public string             // the line with which anybody comes in; empty: not known
	Web    string             // the web page for tracking codes; empty: there is none
}

// Config is the session of an account: a customer's own room, or all shipments and
// the desk for staff (for customer service in their published form), and the one shipment of a tracking code's holder.
func (h Sessions) Config(ctx context.Context, p model.Principal, say words.Catalogue) (session.Config, error) {
	forwarder, err := h.Store.Directory().Forwarder(ctx)
	if err != nil {
		return session.Config{}, fmt.Errorf("reading who the forwarder is: %w", err)
	}
	config := session.Config{
		Ctx: ctx, Forwarder: forwarder, Who: model.Line(p.Account, model.NameCells),
		Language: say.For(p), Now: h.Now, Report: h.Report, Role: p.Role,
	}
	if p.IsHolder() {
		return h.holder(config, p)
	}
	if p.IsStaff() {
		return h.staff(config, p)
	}
	return h.customer(config, p)
}

func (h Sessions) staff(config session.Config, p model.Principal) (session.Config, error) {
	office, err := h.Store.Office(p)
	if err != nil {
		return session.Config{}, fmt.Errorf("opening the office: %w", err)
	}
	acts := desk.New(office)
	config.Data, config.Desk, config.Office, config.Public, config.Web = office.AllShipments(), acts, acts, h.Public, h.Web
	if p.Role.May(model.ActShipments) {
		config.Import = importer(office, acts)
	}
	if !p.Role.May(model.ActOffice) {
		config.Data = office.Outside()
	}
	self, err := h.Store.Self(p)
	if err != nil {
		return session.Config{}, fmt.Errorf("opening what belongs to the account: %w", err)
	}
	if !self.Account().Added.IsZero() { // whoever sits at the machine itself has no account
		config.Visitor = self
	}
	config.LookAs = func(ctx context.Context, account string) (session.Config, error) {
		as, err := acts.Preview(ctx, account, "")
		if err != nil {
			return session.Config{}, err
		}
		return h.preview(ctx, as, config.Language)
	}
	return config, nil
}

func (h Sessions) customer(config session.Config, p model.Principal) (session.Config, error) {
	room, err := h.Store.Room(p)
	if err != nil {
		return session.Config{}, fmt.Errorf("opening the room: %w", err)
	}
	config.Data, config.Heading = room, room.Partner().Name
	if p.Previewer != "" {
		config.Preview = model.Line(p.Account, model.NameCells)
		return config, nil
	}
	self, err := h.Store.Self(p)
	if err != nil {
		return session.Config{}, fmt.Errorf("opening what belongs to the account: %w", err)
	}
	config.Visitor = self
	return config, nil
}

// preview is the session of a customer's account for somebody of the staff: the
// same handle and the same screens, with nobody to remember the visit.
func (h Sessions) preview(ctx context.Context, as model.Principal, say words.Catalogue) (session.Config, error) {
	if as.Previewer == "" || !as.IsPortal() {
		return session.Config{}, model.ErrForbidden
	}
	if language, chosen := words.ForTag(as.Language); chosen {
		say = say.Speaking(language)
	}
	return h.Config(ctx, as, say)
}

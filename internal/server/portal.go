package server

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/command"
	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/ui"
	"porthole/internal/words"
)

// New assembles a server. It does not listen yet.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s, err := assemble(&portal{store: o.Store, now: o.Now, log: o.Log}, o)
	if err != nil {
		return nil, err
	}
	s.store = o.Store
	o.Store.OnAccountChange(s.changes.note)
	return s, nil
}

// portal is the house over a store.
type portal struct {
	store *store.Store
	now   func() time.Time
	log   *slog.Logger
}

func (h *portal) identify(key gossh.PublicKey, remote string) model.Principal {
	p := access.Identify(h.store.Directory(), key, remote)
	if !p.IsGuest() {
		h.store.Directory().Touch(p.Fingerprint, h.now())
	}
	return p
}

func (h *portal) current(p model.Principal) (model.Principal, bool) {
	if p.IsGuest() {
		return p, true
	}
	account, key, err := h.store.Directory().Lookup(p.Fingerprint)
	if err != nil || account.Disabled || key.Account != p.Account ||
		account.Email != p.Account || account.Role != p.Role || account.Partner != p.Partner {
		return model.Principal{}, false
	}
	p.Language = account.Language
	return p, true
}

func (h *portal) words(p model.Principal, environ []string) words.Catalogue {
	var zone *time.Location
	if house, err := h.store.Directory().Forwarder(context.Background()); err == nil && house.Zone != "" {
		zone, _ = time.LoadLocation(house.Zone)
	}
	return words.In(words.Choose(p.Language, environ), zone)
}

func (h *portal) screen(ctx context.Context, p model.Principal, say words.Catalogue) (tea.Model, func(), error) {
	directory := h.store.Directory()
	forwarder, err := directory.Forwarder(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("reading who the forwarder is: %w", err)
	}
	if p.IsGuest() {
		root := ui.NewGuest(ui.GuestConfig{
			Ctx: ctx, House: forwarder, Fingerprint: p.Fingerprint, Language: say, Now: h.now,
			Redeem: func(_ context.Context, code string) error { return access.Redeem(code, forwarder) }, Report: h.report,
		})
		return root, nil, nil
	}
	config := ui.Config{
		Ctx: ctx, House: forwarder, Who: model.Line(p.Account, model.NameCells),
		Language: say, Now: h.now, Report: h.report,
	}
	if err := h.furnish(&config, p); err != nil {
		return nil, nil, err
	}
	root := ui.New(config)
	return root, func() { h.leave(root) }, nil
}

// furnish gives a screen the shipments of its reader: a customer's own room, or
// the hall for staff.
func (h *portal) furnish(config *ui.Config, p model.Principal) error {
	self, err := h.store.Self(p)
	if err != nil {
		return fmt.Errorf("opening what belongs to the account: %w", err)
	}
	config.Visitor = self
	if p.IsStaff() {
		office, err := h.store.Office(p)
		if err != nil {
			return fmt.Errorf("opening the office: %w", err)
		}
		config.Data, config.Heading = office.Hall(), config.House.Name
		return nil
	}
	room, err := h.store.Room(p)
	if err != nil {
		return fmt.Errorf("opening the room: %w", err)
	}
	config.Data, config.Heading = room, room.Partner().Name
	return nil
}

// leave remembers what was seen, also for those who did not say goodbye. The
// session's context is over by then.
func (h *portal) leave(root *ui.Root) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := root.Leave(ctx); err != nil {
		h.log.Warn("could not remember a visit", "error", err)
	}
}

// report logs an error that is ours and returns its id.
func (h *portal) report(err error) string {
	id := shortID()
	h.log.Error("something went wrong on our side", "id", id, "error", err)
	return id
}

func (h *portal) run(ctx context.Context, c call, args []string) int {
	return command.Run(ctx, command.Deps{
		Store: h.store, Principal: c.who, Words: c.say, Now: h.now,
		In: c.in, Out: c.out, Err: c.err, Terminal: c.terminal, Width: c.width, Log: h.log,
	}, args)
}

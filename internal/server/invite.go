package server

import (
	"context"
	"sync"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/ui"
	"porthole/internal/words"
)

// caller is somebody at the card, from the code they typed to the account that
// they become. The key is the one that their client has proved to hold.
type caller struct {
	house *portal
	who   model.Principal
	say   words.Catalogue
	adopt func(model.Principal)

	mu    sync.Mutex
	code  store.CodeHash // of the invitation that was shown last
	asked bool
}

// guest is the card for somebody who is not known.
func (h *portal) guest(ctx context.Context, who model.Principal, say words.Catalogue, forwarder model.Forwarder, adopt func(model.Principal)) *ui.Root {
	c := &caller{house: h, who: who, say: say, adopt: adopt}
	return ui.NewGuest(ui.GuestConfig{
		Ctx: ctx, House: forwarder, Fingerprint: who.Fingerprint, Language: say, Now: h.now, Report: h.report,
		Invite: c.invitation, Accept: c.accept, Enter: c.enter,
	})
}

// invitation is what the code is for. It is shown before anything happens.
func (c *caller) invitation(ctx context.Context, typed string) (ui.Invitation, error) {
	code, err := access.ParseCode(typed)
	if err != nil {
		return ui.Invitation{}, err
	}
	invited, err := c.house.store.Directory().Invitation(ctx, code.Hash())
	if err != nil {
		return ui.Invitation{}, err
	}
	c.mu.Lock()
	c.code, c.asked = code.Hash(), true
	c.mu.Unlock()
	return ui.Invitation{Email: model.Line(invited.Email, model.NameCells), Partner: invited.Partner.Name}, nil
}

// accept registers the key and uses the invitation up.
func (c *caller) accept(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.asked || c.who.Fingerprint == "" {
		return model.ErrForbidden
	}
	key := model.Key{Fingerprint: c.who.Fingerprint, Type: c.who.KeyType}
	account, err := c.house.store.Directory().Redeem(ctx, c.code, key, c.who.Remote)
	if err != nil {
		return err
	}
	c.asked = false
	c.who.Account, c.who.Role, c.who.Partner, c.who.Language = account.Email, account.Role, account.Partner, account.Language
	return nil
}

// enter is the session of the account that was accepted.
func (c *caller) enter(ctx context.Context) (ui.Config, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	who, ok := c.house.current(c.who)
	if !ok || who.IsGuest() {
		return ui.Config{}, model.ErrForbidden
	}
	config, err := c.house.sessions().Config(ctx, who, c.say)
	if err != nil {
		return ui.Config{}, err
	}
	c.adopt(who)
	c.house.store.Directory().Touch(who.Fingerprint, c.house.now())
	return config, nil
}

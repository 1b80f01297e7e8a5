package server

import (
	"context"
	"errors"
	"sync"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/ui"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// caller is somebody at the card, from the code they typed to the account that
// they become. The key is the one that their client has proved to hold.
type caller struct {
	backend *portal
	who     model.Principal
	say     words.Catalogue
	entry   entry

	mu    sync.Mutex
	code  store.CodeHash // of the invitation that was shown last
	asked bool
}

// guest is the card for somebody who is not known.
func (h *portal) guest(ctx context.Context, who model.Principal, say words.Catalogue, forwarder model.Forwarder, at entry) *ui.Root {
	c := &caller{backend: h, who: who, say: say, entry: at}
	return ui.NewGuest(session.GuestConfig{
		Ctx: ctx, Forwarder: forwarder, Fingerprint: who.Fingerprint, Registered: h.registered(who), Language: say, Now: h.now, Report: h.report,
		Try: c.try, Accept: c.accept, Enter: c.enter,
	})
}

// registered says whether the key that somebody has proved to hold could sign
// them in: they asked for the card nevertheless. Of no other key is anything said.
func (h *portal) registered(who model.Principal) bool {
	if who.Fingerprint == "" {
		return false
	}
	account, _, err := h.store.Directory().Lookup(who.Fingerprint)
	return err == nil && !account.Disabled
}

// try finds out what the code is for. An invitation is shown before anything
// happens; a shipment is opened.
func (c *caller) try(ctx context.Context, typed string) (told session.Invitation, opened *session.Config, err error) {
	var holder model.Principal
	var code access.Code
	err = c.entry.attempt(func() (err error) {
		if code, err = access.ParseCode(typed); err != nil {
			return err
		}
		told, err = c.ask(ctx, code)
		if errors.Is(err, errWrongCode) {
			holder, err = c.backend.store.Directory().OpenLink(ctx, code.Hash(), c.entry.key, c.who.Remote)
		}
		return err
	})
	if err != nil || !told.Email.IsZero() {
		return told, nil, err
	}
	config, err := c.session(ctx, holder)
	config = c.backend.phoned(config, code)
	return told, &config, err
}

// ask is what an invitation is for.
func (c *caller) ask(ctx context.Context, code access.Code) (session.Invitation, error) {
	invited, err := c.backend.store.Directory().Invitation(ctx, code.Hash())
	if err != nil {
		return session.Invitation{}, err
	}
	c.mu.Lock()
	c.code, c.asked = code.Hash(), true
	c.mu.Unlock()
	return session.Invitation{Email: model.Line(invited.Email, model.NameCells), Partner: invited.Partner.Name}, nil
}

// accept registers the key and uses the invitation up.
func (c *caller) accept(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.asked || c.who.Fingerprint == "" {
		return model.ErrForbidden
	}
	key := model.Key{Fingerprint: c.who.Fingerprint, Type: c.who.KeyType}
	account, err := c.backend.store.Directory().Redeem(ctx, c.code, key, c.who.Remote)
	if err != nil {
		return err
	}
	c.asked = false
	c.who.Account, c.who.Role, c.who.Partner, c.who.Language = account.Email, account.Role, account.Partner, account.Language
	return nil
}

// enter is the session of the account that was accepted.
func (c *caller) enter(ctx context.Context) (session.Config, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	config, err := c.session(ctx, c.who)
	if err == nil {
		c.backend.store.Directory().Touch(c.who.Fingerprint, c.backend.now())
	}
	return config, err
}

// session is that of somebody whom a code has let in.
func (c *caller) session(ctx context.Context, p model.Principal) (session.Config, error) {
	who, ok := c.backend.current(p)
	if !ok || who.IsGuest() {
		return session.Config{}, model.ErrForbidden
	}
	config, err := c.backend.sessions().Config(ctx, who, c.say)
	if err == nil {
		err = c.entry.adopt(who)
	}
	return config, err
}

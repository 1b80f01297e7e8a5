package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/ui/session"
)

// follow opens the shipment that a typed code is for. An invitation cannot be
// used here: whoever has one is told where.
func (h *portal) follow(typed, fingerprint, remote string) (model.Principal, error) {
	ctx := context.Background()
	code, err := access.ParseCode(typed)
	if err != nil {
		return model.Principal{}, err
	}
	// Both kinds are looked at, whichever it is, so that a guess costs the same.
	_, invited := h.store.Directory().Invitation(ctx, code.Hash())
	who, err := h.store.Directory().OpenLink(ctx, code.Hash(), fingerprint, remote)
	if !errors.Is(err, errWrongCode) {
		return who, err
	}
	if invited == nil {
		return model.Principal{}, model.NewFault("error.code.invitation", model.SSHAs(userInvite, cmp.Or(h.public, model.AnyLine)))
	}
	return model.Principal{}, invited
}

// over says that the code of a holder has run out, by what the session knows.
func (h *portal) over(p model.Principal) bool { return !p.Until.IsZero() && !h.now().Before(p.Until) }

// stillHolds is the holder of a code as it is now; false when the code has ended.
func (h *portal) stillHolds(p model.Principal) (model.Principal, bool) {
	shared, err := h.store.SharedShipment(p)
	if errors.Is(err, model.ErrAway) {
		return p, true
	}
	if err != nil {
		return model.Principal{}, false
	}
	p.Until = shared.Until()
	return p, true
}

// name is the forwarder's name, and contact how to reach them; empty when that
// is not known.
func (h *portal) name() string {
	forwarder, err := h.store.Directory().Forwarder(context.Background())
	if err != nil {
		return ""
	}
	return forwarder.Name.String()
}

func (h *portal) contact() string {
	forwarder, err := h.store.Directory().Forwarder(context.Background())
	if err != nil {
		return ""
	}
	return forwarder.Contact()
}

// holder is the session of somebody with a tracking code: their one shipment.
func (h Sessions) holder(config session.Config, p model.Principal) (session.Config, error) {
	shared, err := h.Store.SharedShipment(p)
	if err != nil {
		return session.Config{}, fmt.Errorf("opening the shipment of a code: %w", err)
	}
	config.Single, config.Who, config.KeyOnly = shared, model.Text{}, h.Web != "" && shared.Bound()
	return config, nil
}

// phoned gives the session of a code's holder the link to the web page with their code.
func (h *portal) phoned(config session.Config, code access.Code) session.Config {
	if config.Single != nil && !config.KeyOnly {
		config.Page = model.PageLink(h.web, code.Plain())
	}
	return config
}

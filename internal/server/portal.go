package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/command"
	"porthole/internal/model"
	"porthole/internal/server/memory"
	"porthole/internal/store"
	"porthole/internal/ui"
	"porthole/internal/words"
)

// New assembles a server. It does not listen yet.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	s, err := assemble(&portal{store: o.Store, now: o.Now, log: o.Log, isolation: o.Isolation, public: o.Public, web: o.Web}, o)
	if err != nil {
		return nil, err
	}
	s.store = o.Store
	o.Store.OnAccountChange(s.changes.Add)
	return s, nil
}

// portal is the backend over a store.
type portal struct {
	store *store.Store
	now   func() time.Time
	log   *slog.Logger
	// isolation is the check of isolation; nil: it cannot be run here.
	isolation IsolationCheck
	public    string // what anybody types to come in; empty: not known
	web       string // the web page for tracking codes; empty: there is none
}

func (h *portal) identify(key gossh.PublicKey, remote string) (model.Principal, error) {
	p, err := access.Identify(h.store.Directory(), key, remote)
	if !p.IsGuest() {
		h.store.Directory().Touch(p.Fingerprint, h.now())
	}
	return p, err //nolint:wrapcheck // a Fault
}

func (h *portal) current(p model.Principal) (model.Principal, bool) {
	if p.IsGuest() {
		return p, true
	}
	if p.IsHolder() {
		return h.stillHolds(p)
	}
	account, key, err := h.store.Directory().Lookup(p.Fingerprint)
	if errors.Is(err, model.ErrAway) {
		return p, true // nobody has taken anything from them
	}
	if err != nil || account.Disabled || key.Account != p.Account ||
		account.Email != p.Account || account.Role != p.Role || account.Partner != p.Partner {
		return model.Principal{}, false
	}
	p.Language = account.Language
	return p, true
}

func (h *portal) words(p model.Principal, environ []string) words.Catalogue {
	zone := time.UTC
	forwarder, err := h.store.Directory().Forwarder(context.Background())
	if err == nil {
		zone = model.ZoneNamed(forwarder.Zone)
	}
	return words.In(words.Choose(p.Language, environ, forwarder.Language), zone).For(p).At(environ)
}

func (h *portal) screen(ctx context.Context, p model.Principal, say words.Catalogue, at entry) (tea.Model, func(), error) {
	if p.IsGuest() {
		forwarder, err := h.store.Directory().Forwarder(ctx)
		if err != nil {
			return nil, nil, fmt.Errorf("reading who the forwarder is: %w", err)
		}
		root := h.guest(ctx, p, say, forwarder, at)
		return root, func() { h.leave(root) }, nil
	}
	config, err := h.sessions().Config(ctx, p, say)
	if err != nil {
		return nil, nil, err
	}
	root := ui.New(h.phoned(config, at.code))
	return root, func() { h.leave(root) }, nil
}

func (h *portal) sessions() Sessions {
	return Sessions{Store: h.store, Now: h.now, Report: h.report, Public: h.public, Web: h.web}
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
func (h *portal) report(err error) string { return report(h.log, err) }

func (h *portal) run(ctx context.Context, c call, args []string) int {
	return command.Run(ctx, command.Deps{
		Store: h.store, Principal: c.who, Words: c.say, Now: h.now,
		In: c.in, Out: c.out, Err: c.err, Terminal: c.terminal, Width: c.width, Prefix: c.prefix, Public: h.public, Web: h.web, Log: h.log,
		Screens: c.screens, Frugal: memory.ForImport, Isolation: h.isolation,
		Language: func(p model.Principal) words.Catalogue { return h.words(p, c.environ) },
	}, args)
}

package guest

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// invitation is how far somebody who is not known has come with a code for an
// invitation: what it is for is shown first, and their key is registered only
// after a yes.
type invitation struct {
	ask    func(ctx context.Context, code string) (session.Invitation, error)
	accept func(ctx context.Context) error
	enter  func(ctx context.Context) (session.Config, error)
	step   inviteStep
	told   session.Invitation
}

// inviteStep is where the conversation is.
type inviteStep int

// The steps.
const (
	inviteNone    inviteStep = iota // no invitation has been shown
	inviteKeyless                   // it was, but there is no key to register
	inviteAsked                     // a yes or no is waited for
	inviteTaken                     // the key is registered
)

// The keys of the card while an invitation is shown.
var (
	keyAccept  = widget.Bind("redeem.key.yes", "y")
	keyDecline = widget.Bind("redeem.key.no", "n", "esc")
	keyEnter   = widget.Bind("redeem.key.enter", "enter").As("↵")
)

// The answers to what the card asks.
type (
	invited struct {
		code string
		told session.Invitation
		err  error
	}
	accepted struct{ err error }
)

// askInvitation finds out what the invitation with the code is for.
func (g *guest) askInvitation(code string) tea.Cmd {
	ctx, ask := g.env.Ctx, g.invitation.ask
	return func() tea.Msg {
		told, err := ask(ctx, code)
		return invited{code, told, err}
	}
}

// invited shows what the code is for. One that is none of an invitation may be
// another kind.
func (g *guest) invited(msg invited) tea.Cmd {
	if errors.Is(msg.err, model.ErrNotFound) && g.redeem != nil {
		ctx, redeem, code := g.env.Ctx, g.redeem, msg.code
		return func() tea.Msg { return redeemed{redeem(ctx, code)} }
	}
	if msg.err != nil {
		return g.answered(msg.err)
	}
	g.trying, g.err = false, nil
	g.invitation.told = msg.told
	g.invitation.step = inviteAsked
	if g.fingerprint == "" {
		g.invitation.step = inviteKeyless
	}
	return nil
}

func (g *guest) inviteKey(msg tea.KeyPressMsg) tea.Cmd {
	switch g.invitation.step {
	case inviteAsked:
		switch {
		case keyAccept.Hit(msg):
			return g.accept()
		case keyDecline.Hit(msg):
			g.invitation.step = inviteNone
			g.code.Set("")
		}
	case inviteTaken:
		if keyEnter.Hit(msg) {
			return g.goIn()
		}
	case inviteKeyless:
		return screen.GoBack
	case inviteNone:
	}
	return nil
}

// accept registers the key.
func (g *guest) accept() tea.Cmd {
	g.trying = true
	ctx, accept := g.env.Ctx, g.invitation.accept
	return func() tea.Msg { return accepted{accept(ctx)} }
}

func (g *guest) accepted(err error) tea.Cmd {
	g.trying = false
	if err != nil {
		g.invitation.step = inviteNone
		return g.answered(err)
	}
	g.invitation.step = inviteTaken
	g.code.Set("")
	return nil
}

// goIn goes on as the account, where the server can do that; else the person
// signs in again.
func (g *guest) goIn() tea.Cmd {
	enter, ctx := g.invitation.enter, g.env.Ctx
	if enter == nil {
		return screen.GoBack
	}
	g.trying = true
	return func() tea.Msg {
		config, err := enter(ctx)
		if err != nil {
			return screen.Pop{} // The key is registered: signing in again leads in.
		}
		return screen.Become{Config: config}
	}
}

// tell is the card while an invitation is shown: what it is for, the key, and
// what to press.
func (g *guest) tell(c *text) {
	t, e := g.env.Theme, g.env
	told := g.invitation.told
	if told.Partner.IsZero() {
		c.say(t.Text, e.Say("redeem.for.staff", told.Email))
	} else {
		c.say(t.Text, e.Say("redeem.for", told.Email, told.Partner))
	}
	c.gap()
	switch {
	case g.trying:
		c.say(t.Muted, e.Say("guest.trying"))
	case g.invitation.step == inviteKeyless:
		c.say(t.Attention, e.Say("redeem.keyless"))
		c.say(t.Text, e.Say("redeem.keyless.do"))
		c.say(t.Strong, e.Say("redeem.make_key"))
		c.say(t.Text, e.Say("redeem.keyless.then"))
	case g.invitation.step == inviteAsked:
		c.say(t.Text, e.Say("redeem.question"))
		c.say(t.Strong, g.fingerprint)
		c.gap()
		c.say(t.Key, e.Say("redeem.do"))
	case g.invitation.enter == nil:
		c.say(t.Delivered, e.Say("redeem.done"))
		c.say(t.Text, e.Say("redeem.sign_in"))
	default:
		c.say(t.Delivered, e.Say("redeem.done"))
		c.say(t.Key, e.Say("redeem.enter"))
	}
}

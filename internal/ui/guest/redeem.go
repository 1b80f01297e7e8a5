package guest

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// inviteStep is how far somebody who is not known has come with a code for an
// invitation: what it is for is shown first, and their key is registered only
// after a yes.
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

// tried shows what the code is for.
func (g *guest) tried(told session.Invitation, err error) tea.Cmd {
	g.trying = false
	if err != nil {
		return g.lost(err)
	}
	g.err, g.told, g.step = nil, told, inviteAsked
	if g.config.Fingerprint == "" {
		g.step = inviteKeyless
	}
	return nil
}

func (g *guest) inviteKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case g.step == inviteKeyless:
		return g.env.GoBack()
	case g.step == inviteTaken && keyEnter.Hit(msg):
		return g.goIn()
	case g.step == inviteAsked && keyAccept.Hit(msg):
		return g.accept()
	case g.step == inviteAsked && keyDecline.Hit(msg):
		g.step = inviteNone
		g.code.Set("")
	}
	return nil
}

// accept registers the key.
func (g *guest) accept() tea.Cmd {
	g.trying = true
	ctx, accept := g.env.Ctx, g.config.Accept
	return func() tea.Msg {
		err := accept(ctx)
		return screen.Call(func() tea.Cmd { return g.accepted(err) })
	}
}

func (g *guest) accepted(err error) tea.Cmd {
	g.trying = false
	if err != nil {
		g.step = inviteNone
		return g.lost(err)
	}
	g.step = inviteTaken
	g.code.Set("")
	return nil
}

// goIn goes on as the account, where the server can do that; else the person
// signs in again.
func (g *guest) goIn() tea.Cmd {
	enter, ctx := g.config.Enter, g.env.Ctx
	if enter == nil {
		return g.env.GoBack()
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
	if g.told.Partner.IsZero() {
		c.say(t.Text, e.Say("redeem.for.staff", g.told.Email))
	} else {
		c.say(t.Text, e.Say("redeem.for", g.told.Email, g.told.Partner))
	}
	c.gap()
	switch {
	case g.trying:
		c.say(t.Muted, e.Say("guest.trying"))
	case g.step == inviteKeyless:
		c.say(t.Attention, e.Say("redeem.keyless"))
		c.say(t.Text, e.Say("redeem.keyless.do"))
		c.say(t.Strong, e.Say("redeem.make_key"))
		c.say(t.Text, e.Say("redeem.keyless.then"))
	case g.step == inviteAsked:
		c.say(t.Text, e.Say("redeem.question"))
		c.say(t.Strong, g.config.Fingerprint)
		c.gap()
		c.say(t.Key, e.Say("redeem.do"))
	case g.config.Enter == nil:
		c.say(t.Delivered, e.Say("redeem.done"))
		c.say(t.Text, e.Say("redeem.sign_in"))
	default:
		c.say(t.Delivered, e.Say("redeem.done"))
		c.say(t.Key, e.Say("redeem.enter"))
	}
}

package office

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// The keys of what is done from the lists.
var (
	keyNew     = widget.Bind("office.key.new", "n")
	keyAccount = widget.Bind("office.key.account", "a")
	keyInvite  = widget.Bind("office.key.invite", "i")
	keyKeys    = widget.Bind("office.key.keys", "K")
	keyRemove  = widget.Bind("office.key.remove", "x")
	keyCode    = widget.Bind("office.key.code", "c")
	keyRenew   = widget.Bind("office.key.renew", "a")
	keyEnd     = widget.Bind("office.key.end", "x")
	keyClose   = widget.Bind("office.key.shut", "x")
	keyReopen  = widget.Bind("office.key.reopen", "x")
	keyDoctor  = widget.Bind("office.key.doctor", "D")
	keyMail    = widget.Bind("office.key.mail", "m")
	keyMails   = widget.Bind("office.key.mails", "M")
	keyRetry   = widget.Bind("office.key.retry", "t")
	keyAll     = widget.Bind("office.key.retry_all", "T").Hushed()
	keyResend  = widget.Bind("office.key.resend", "s")
	keyPause   = widget.Bind("office.key.pause", "Z").Hushed()
	keyResume  = widget.Bind("office.key.resume", "Z")
	keyCargo   = widget.Bind("office.key.cargo", "s")
	keyPage    = widget.Bind("office.key.page", "o")
	keyChoose  = widget.Bind("office.key.choose", "enter", "right").As("↵")
)

// barCells is the width of the track of what is fresh.
const barCells = 8

// NewCustomers is the list of customers with how fresh what they see is, and who looks
// in for them. From a screen of shipments it is opened to choose one of them: that
// screen is narrowed to its shipments then.
func NewCustomers(e *screen.Env, from screen.Screen) screen.Screen {
	source := e.Staff.Office
	t := newTable(e, sheet[model.Customer]{
		name: "customers",
		fetch: func(ctx context.Context, find, _ string) (pager.Batch[model.Customer], error) {
			all, err := source.Customers(ctx)
			found := foundIn(all, func(c model.Customer) bool { return model.Found(find, c.Name.String(), c.Partner) })
			words.Sort(e.Words, found, func(c model.Customer) string { return c.Name.String() })
			return pager.Batch[model.Customer]{Items: found, Total: len(found)}, err
		},
		same: func(a, b model.Customer) bool { return a.Partner == b.Partner },
		columns: []column[model.Customer]{
			{name: "customer", least: 20, most: 40, text: func(_ *screen.Env, c *model.Customer) string { return c.Name.String() }},
			{least: 1, most: 1, text: pausedSign, ink: func(ink *theme.Ink, _ *model.Customer) theme.Style { return ink.Attention }},
			{name: "fresh", least: 8, most: 14, right: true, text: freshRatio},
			{least: barCells, most: barCells, keep: 1, text: freshBar, ink: func(ink *theme.Ink, _ *model.Customer) theme.Style { return ink.Delivered }},
			{name: "updated", least: 8, most: 9, keep: 3, right: true, text: updatedDays},
			{name: "accounts", least: 8, most: 9, keep: 4, right: true, text: func(e *screen.Env, c *model.Customer) string { return e.Words.Count(c.Accounts) }},
			{name: "visit", least: 9, most: 12, keep: 5, text: func(e *screen.Env, c *model.Customer) string { return day(e, c.Visit) }},
		},
		foot:  customerFoot,
		opens: func(c *model.Customer) screen.Goal { return screen.Goal{To: screen.ToCustomer, About: c.Partner} },
		acts: []act[model.Customer]{
			{key: keyCargo, right: model.ActDesk, goal: func(c *model.Customer) screen.Goal { return shipmentsOf(c.Partner) }},
			{key: keyAccount, right: model.ActCustomers, goal: func(c *model.Customer) screen.Goal {
				return screen.Goal{To: screen.ToNewAccount, About: c.Partner}
			}},
			{key: keyNew, right: model.ActCustomers, alone: true, goal: func(*model.Customer) screen.Goal { return screen.Goal{To: screen.ToNewCustomer} }},
			{key: keyPause, right: model.ActPause, works: func(c *model.Customer) bool { return !c.Paused }, goal: func(c *model.Customer) screen.Goal {
				return screen.Goal{To: screen.ToPause, About: c.Partner}
			}},
			{key: keyResume, right: model.ActPause, works: func(c *model.Customer) bool { return c.Paused }, goal: func(c *model.Customer) screen.Goal {
				return screen.Goal{To: screen.ToResume, About: c.Partner}
			}},
		},
	})
	if from == nil {
		return t
	}
	t.acts = append([]act[model.Customer]{{key: keyPage, right: model.ActDesk, goal: t.opens}}, t.acts...)
	c := &chooser{t, from}
	t.presses = c.Key
	return c
}

// shipmentsOf is the list of a customer's shipments.
func shipmentsOf(slug string) screen.Goal {
	return screen.Goal{To: screen.ToSearch, About: "customer:" + slug}
}

// chooser is the list of customers while one is chosen.
type chooser struct {
	*table[model.Customer]
	from screen.Screen
}

func (c *chooser) Bindings() []widget.Binding {
	keys := c.table.Bindings()
	if !c.typing && len(keys) > 0 && keys[0].Same(pager.KeyOpen) {
		keys[0] = keyChoose
	}
	return keys
}

func (c *chooser) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case !c.typing && c.list.Hold(msg, c.find.Text != ""):
		return nil, true
	case !c.typing && keyChoose.Hit(msg):
		return c.choose(), true
	}
	return c.table.Key(msg)
}

func (c *chooser) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(tea.MouseMsg); ok {
		return c.list.Mouse(msg, msg.Mouse().Y-c.top(), 1, c.choose)
	}
	return c.table.Update(msg)
}

// choose goes back and narrows.
func (c *chooser) choose() tea.Cmd {
	if len(c.list.Items) == 0 {
		return nil
	}
	cmd := c.from.Update(screen.Narrowed{To: c.list.Chosen().PartnerFreshness})
	return tea.Batch(cmd, c.env.Replace(screen.Instead{Old: c}))
}

// day is when something was; nothing for never.
func day(e *screen.Env, at time.Time) string {
	if at.IsZero() {
		return theme.UnknownDate
	}
	return e.Words.OfficeDay(at, e.Now())
}

func pausedSign(_ *screen.Env, c *model.Customer) string {
	if c.Paused {
		return theme.SignLate
	}
	return ""
}

func freshRatio(e *screen.Env, c *model.Customer) string {
	if c.Figure.Active == 0 {
		return theme.UnknownDate
	}
	return e.Say("partners.ratio", c.Figure.Fresh, c.Figure.Active)
}

// freshBar is the share of what is fresh as a track.
func freshBar(_ *screen.Env, c *model.Customer) string {
	done := 0
	if c.Figure.Active > 0 {
		done = min(barCells, int(c.Figure.Share*barCells+0.5))
	}
	return strings.Repeat(theme.StripSailed, done) + strings.Repeat(theme.StripToSail, barCells-done)
}

func updatedDays(e *screen.Env, c *model.Customer) string {
	if c.Figure.Active == 0 {
		return theme.UnknownDate
	}
	return e.Say("days", c.Figure.MedianDays)
}

// customerFoot is a customer in words.
func customerFoot(e *screen.Env, c *model.Customer) string {
	paused := ""
	if c.Paused {
		paused = e.Say("customers.paused")
	}
	return widget.Joined(paused, c.Partner, e.Say("customers.accounts", c.Accounts), e.Say("customers.keys", c.Keys),
		e.Say("customers.codes", c.Codes), e.Say("customers.mailed", c.Mailed))
}

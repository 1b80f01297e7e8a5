package office

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// NewCustomer is the page of one customer: what the office knows of it, and its
// accounts with what can be done for each.
func NewCustomer(e *screen.Env, slug string) screen.Screen {
	source := e.Staff.Office
	ofAccount := func(to screen.Destination) func(*model.CustomerAccount) screen.Goal {
		return func(a *model.CustomerAccount) screen.Goal { return screen.Goal{To: to, About: a.Email} }
	}
	ofCustomer := func(to screen.Destination) func(*model.CustomerAccount) screen.Goal {
		return func(*model.CustomerAccount) screen.Goal { return screen.Goal{To: to, About: slug} }
	}
	page := &model.CustomerPage{} // as it was read last; the screen's own goroutine writes it
	paused := func(wanted bool) func(*model.CustomerAccount) bool {
		return func(*model.CustomerAccount) bool { return page.Paused == wanted }
	}
	open := func(wanted bool) func(*model.CustomerAccount) bool {
		return func(a *model.CustomerAccount) bool { return a.Disabled != wanted }
	}
	t := newTable(e, sheet[model.CustomerAccount]{
		name: "customer",
		fetch: func(ctx context.Context, find, _ string) (pager.Batch[model.CustomerAccount], error) {
			read, err := source.Customer(ctx, slug)
			found := foundIn(read.List, func(a model.CustomerAccount) bool { return model.Found(find, a.Email) })
			return pager.Batch[model.CustomerAccount]{Items: found, Total: len(found), About: read}, err
		},
		same: func(a, b model.CustomerAccount) bool { return a.Email == b.Email },
		columns: []column[model.CustomerAccount]{
			{name: "account", least: 18, most: 40, text: func(_ *screen.Env, a *model.CustomerAccount) string { return a.Email }},
			{name: "keys", least: 4, most: 5, right: true, text: func(e *screen.Env, a *model.CustomerAccount) string { return e.Words.Count(len(a.Keys)) }},
			{name: "used", least: 9, most: 12, keep: 3, text: func(e *screen.Env, a *model.CustomerAccount) string { return day(e, a.Used) }},
			{name: "notices", least: 19, most: 24, keep: 2, text: func(e *screen.Env, a *model.CustomerAccount) string {
				return e.Say("notices.level." + a.Notices.Level.Name())
			}},
			{name: "state", least: 12, most: 14, text: accountState, ink: func(ink *theme.Ink, a *model.CustomerAccount) theme.Style {
				if a.Disabled || len(a.Keys) == 0 {
					return ink.Attention
				}
				return ink.Delivered
			}},
		},
		head: func(e *screen.Env, width int) []string { return customerHead(e, page, width) },
		acts: []act[model.CustomerAccount]{
			{key: keyInvite, right: model.ActCustomers, works: open(true), goal: ofAccount(screen.ToInvite)},
			{key: keyAccount, right: model.ActCustomers, alone: true, goal: ofCustomer(screen.ToNewAccount)},
			{key: screen.KeyPreview, right: model.ActInspect, works: open(true), goal: ofAccount(screen.ToLookAs)},
			{key: keyDoctor, right: model.ActInspect, goal: ofAccount(screen.ToDoctor)},
			{key: keyMail, right: model.ActMail, goal: ofAccount(screen.ToTheirNotices)},
			{key: keyMails, right: model.ActDesk, alone: true, goal: ofCustomer(screen.ToMails)},
			{key: keyCargo, right: model.ActDesk, alone: true, goal: func(*model.CustomerAccount) screen.Goal { return shipmentsOf(slug) }},
			{key: keyCode, right: model.ActCodes, alone: true, goal: func(*model.CustomerAccount) screen.Goal { return screen.Goal{To: screen.ToNewCode} }},
			{key: keyKeys, right: model.ActCustomers, works: func(a *model.CustomerAccount) bool { return len(a.Keys) > 0 }, goal: ofAccount(screen.ToTheirKeys)},
			{key: keyClose, right: model.ActCustomers, works: open(true), goal: ofAccount(screen.ToCloseAccount)},
			{key: keyReopen, right: model.ActCustomers, works: open(false), goal: ofAccount(screen.ToOpenAccount)},
			{key: keyPause, right: model.ActPause, alone: true, works: paused(false), goal: ofCustomer(screen.ToPause)},
			{key: keyResume, right: model.ActPause, alone: true, works: paused(true), goal: ofCustomer(screen.ToResume)},
		},
	})
	t.took = func(about any) {
		if read, ok := about.(model.CustomerPage); ok {
			*page = read
		}
	}
	return t
}

// accountState is whether somebody can come in with the account.
func accountState(e *screen.Env, a *model.CustomerAccount) string {
	switch {
	case a.Disabled:
		return e.Say("command.account.disabled")
	case len(a.Keys) == 0:
		return e.Say("customer.keyless")
	default:
		return e.Say("command.state.open")
	}
}

// customerHead is the customer itself, in two or three lines.
func customerHead(e *screen.Env, p *model.CustomerPage, width int) []string {
	t := e.Theme
	if p.Partner == "" {
		return []string{"", ""}
	}
	name := widget.Prose{widget.Plain(" "), t.Strong.Says(p.Name.String()), t.Muted.Says(theme.Between + p.Partner)}
	var state widget.Prose
	if p.Paused {
		state = widget.Prose{t.Attention.Says(theme.SignLate + " " + e.Say("customers.paused"))}
	}
	fresh := ""
	if p.Figure.Active > 0 {
		fresh = e.Say("customer.fresh", p.Figure.Fresh, p.Figure.Active)
	}
	looked := e.Words.Count(p.Looked)
	if p.More {
		looked += "+"
	}
	facts := widget.Joined(fresh, e.Say("customers.codes", p.Codes), e.Say("customer.passed", e.Words.Count(p.Passed), looked))
	lines := []string{widget.Apart(name, state, width-1).Paint(width)}
	for _, line := range widget.Wrap(facts, max(1, width-2)) {
		lines = append(lines, " "+t.Text.Paint(line))
	}
	return append(lines, "")
}

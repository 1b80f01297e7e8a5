package office

import (
	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// stateInk is the style of a state of a code or an invitation.
func stateInk(ink *theme.Ink, state string) theme.Style {
	switch state {
	case "open":
		return ink.Active
	case "used":
		return ink.Delivered
	default:
		return ink.Muted
	}
}

// NewCodes is the list of tracking codes.
func NewCodes(e *screen.Env) screen.Screen {
	about := func(to screen.Destination) func(*model.Code) screen.Goal {
		return func(c *model.Code) screen.Goal { return screen.Goal{To: to, About: c.ID} }
	}
	opens := func(c *model.Code) bool { return c.State == "open" }
	return newTable(e, sheet[model.Code]{
		name:  "codes",
		fetch: paged(e.Staff.Office.Codes),
		same:  func(a, b model.Code) bool { return a.ID == b.ID },
		columns: []column[model.Code]{
			{name: "shipment", least: 16, most: 16, text: func(_ *screen.Env, c *model.Code) string { return c.Ref.String() }},
			{name: "to", least: 22, most: 40, text: func(_ *screen.Env, c *model.Code) string { return c.To }},
			{
				name: "state", least: 12, most: 12, text: func(e *screen.Env, c *model.Code) string { return e.Say("command.state." + c.State) },
				ink: func(ink *theme.Ink, c *model.Code) theme.Style { return stateInk(ink, c.State) },
			},
			{name: "expires", least: 9, most: 12, keep: 4, text: func(e *screen.Env, c *model.Code) string { return day(e, c.Expires) }},
			{name: "uses", least: 4, most: 5, keep: 3, right: true, text: func(e *screen.Env, c *model.Code) string { return e.Words.Count(c.Uses) }},
			{name: "last", least: 9, most: 12, keep: 2, text: func(e *screen.Env, c *model.Code) string { return day(e, c.Last) }},
		},
		foot: func(e *screen.Env, c *model.Code) string {
			used := e.Say("codes.unused")
			if c.Uses > 0 {
				used = e.Say("codes.used", c.Uses, e.Words.OfficeMoment(c.Last, e.Now()))
			}
			return widget.Joined(c.ID, e.Say("codes.by", screen.LocalPart(c.By)), used, e.Say("codes.until", e.Words.OfficeMoment(c.Expires, e.Now())))
		},
		opens: func(c *model.Code) screen.Goal { return screen.Goal{To: screen.ToShipment, Ref: c.Ref} },
		ref:   func(c *model.Code) model.Text { return c.Ref },
		acts: []act[model.Code]{
			{key: keyCode, right: model.ActCodes, alone: true, goal: func(c *model.Code) screen.Goal { return screen.Goal{To: screen.ToNewCode, Ref: c.Ref} }},
			{key: keyRenew, right: model.ActCodes, works: func(c *model.Code) bool { return c.State == "open" || c.State == "expired" }, goal: about(screen.ToRenewCode)},
			{key: keyEnd, right: model.ActRevoke, works: opens, goal: about(screen.ToEndCode)},
		},
	})
}

// NewInvitations is the list of invitations.
func NewInvitations(e *screen.Env) screen.Screen {
	return newTable(e, sheet[model.Invited]{
		name:  "invitations",
		fetch: paged(e.Staff.Office.Invitations),
		same:  func(a, b model.Invited) bool { return a.ID == b.ID },
		columns: []column[model.Invited]{
			{name: "account", least: 18, most: 40, text: func(_ *screen.Env, i *model.Invited) string { return i.Email }},
			{
				name: "state", least: 12, most: 12, text: func(e *screen.Env, i *model.Invited) string { return e.Say("command.state." + i.State) },
				ink: func(ink *theme.Ink, i *model.Invited) theme.Style { return stateInk(ink, i.State) },
			},
			{name: "expires", least: 16, most: 18, text: func(e *screen.Env, i *model.Invited) string { return e.Words.OfficeMoment(i.Expires, e.Now()) }},
			{name: "by", least: 8, most: 24, keep: 1, text: func(_ *screen.Env, i *model.Invited) string { return screen.LocalPart(i.By) }},
		},
		acts: []act[model.Invited]{
			{key: keyInvite, right: model.ActCustomers, alone: true, goal: func(i *model.Invited) screen.Goal {
				return screen.Goal{To: screen.ToInvite, About: i.Email}
			}},
			{key: keyEnd, right: model.ActCustomers, works: func(i *model.Invited) bool { return i.State == "open" }, goal: func(i *model.Invited) screen.Goal {
				return screen.Goal{To: screen.ToEndInvitation, About: i.ID}
			}},
			{key: keyDoctor, right: model.ActInspect, goal: func(i *model.Invited) screen.Goal { return screen.Goal{To: screen.ToDoctor, About: i.Email} }},
		},
	})
}

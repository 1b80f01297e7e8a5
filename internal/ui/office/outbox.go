package office

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// firstRef is the first of a mail's shipments; zero where it has none.
func firstRef(m *model.Outgoing) model.Text {
	if len(m.Refs) == 0 {
		return model.Text{}
	}
	return m.Refs[0]
}

// whatFor is the shipment that a mail is about, or the invitations.
func whatFor(m *model.Outgoing) screen.Goal {
	if m.Kind == model.LetterInvite {
		return screen.Goal{To: screen.ToInvitations}
	}
	return screen.Goal{To: screen.ToShipment, Ref: firstRef(m)}
}

// mailColumns are to whom a mail goes, about what, and how it stands.
func mailColumns() []column[model.Outgoing] {
	return []column[model.Outgoing]{
		{name: "to", least: 14, most: 34, text: func(_ *screen.Env, m *model.Outgoing) string { return m.To }},
		{name: "shipment", least: 16, most: 16, keep: 3, text: func(_ *screen.Env, m *model.Outgoing) string { return firstRef(m).String() }},
		{name: "what", least: 13, most: 13, keep: 2, text: func(e *screen.Env, m *model.Outgoing) string { return e.Say("outgoing." + string(m.Kind)) }},
		{
			name: "state", least: 10, most: 14, text: func(e *screen.Env, m *model.Outgoing) string { return e.Say("outgoing." + string(m.State)) },
			ink: func(ink *theme.Ink, m *model.Outgoing) theme.Style {
				switch m.State {
				case model.OutgoingFailed:
					return ink.Attention
				case model.OutgoingSent:
					return ink.Delivered
				default:
					return ink.Muted
				}
			},
		},
	}
}

// NewMails is the list of what was mailed on behalf of a customer, what waits first.
func NewMails(e *screen.Env, slug string) screen.Screen {
	source := e.Staff.Office
	return newTable(e, sheet[model.Outgoing]{
		name: "mails",
		fetch: paged(func(ctx context.Context, find, after string, limit int) ([]model.Outgoing, string, error) {
			return source.Mails(ctx, slug, find, after, limit)
		}),
		same: func(a, b model.Outgoing) bool { return a.ID == b.ID },
		columns: append(mailColumns(),
			column[model.Outgoing]{name: "when", least: 9, most: 16, keep: 4, text: func(e *screen.Env, m *model.Outgoing) string { return day(e, lastly(m)) }}),
		foot: func(e *screen.Env, m *model.Outgoing) string {
			return widget.Joined(m.ID, m.To, m.Subject.String(), e.Words.OfficeMoment(lastly(m), e.Now()), m.Trouble.String())
		},
		opens: whatFor,
		ref:   firstRef,
	})
}

// lastly is when a mail left the outbox, or came into it.
func lastly(m *model.Outgoing) time.Time {
	if m.Left.IsZero() {
		return m.Created
	}
	return m.Left
}

// NewOutbox is the list of the mail that has not gone out.
func NewOutbox(e *screen.Env) screen.Screen {
	source, server := e.Staff.Office, model.Post{}
	t := newTable(e, sheet[model.Outgoing]{
		name: "outbox",
		fetch: func(ctx context.Context, find, after string) (pager.Batch[model.Outgoing], error) {
			post, err := source.OutboxPage(ctx, after, pager.PageRows)
			found := foundIn(post.Mail, func(m model.Outgoing) bool { return model.Found(find, m.ID, m.To, firstRef(&m).String()) })
			total := post.Total
			if find != "" {
				total = 0
			}
			return pager.Batch[model.Outgoing]{Items: found, Next: post.Next, Total: total, About: post}, err
		},
		same: func(a, b model.Outgoing) bool { return a.ID == b.ID },
		columns: append(mailColumns(),
			column[model.Outgoing]{name: "due", least: 9, most: 12, keep: 4, text: func(e *screen.Env, m *model.Outgoing) string { return day(e, m.Due) }}),
		head: func(e *screen.Env, width int) []string {
			switch {
			case server.Unset:
				return widget.Said(nil, 1, e.Theme.Attention, e.Say("command.outbox.unset"), width)
			case !server.Trouble.IsZero():
				return widget.Said(nil, 1, e.Theme.Attention, e.Say("outbox.trouble", server.Trouble), width)
			default:
				return nil
			}
		},
		foot: func(e *screen.Env, m *model.Outgoing) string {
			return widget.Joined(m.ID, e.Say("outbox.since", e.Words.OfficeMoment(m.Created, e.Now())), e.Say("outbox.attempts", m.Attempts), m.Trouble.String())
		},
		opens: whatFor,
		ref:   firstRef,
		acts: []act[model.Outgoing]{
			{key: keyRetry, right: model.ActMail, goal: func(m *model.Outgoing) screen.Goal { return screen.Goal{To: screen.ToRetryMail, About: m.ID} }},
			{key: keyAll, right: model.ActMail, goal: func(*model.Outgoing) screen.Goal { return screen.Goal{To: screen.ToRetryAll} }},
			{key: keyEnd, right: model.ActMail, goal: func(m *model.Outgoing) screen.Goal { return screen.Goal{To: screen.ToDropMail, About: m.ID} }},
			{key: keyResend, right: model.ActMail, alone: true, goal: func(m *model.Outgoing) screen.Goal {
				return screen.Goal{To: screen.ToResendMail, Ref: firstRef(m)}
			}},
		},
	})
	t.took = func(about any) {
		if post, ok := about.(model.Post); ok {
			server = post
		}
	}
	return t
}

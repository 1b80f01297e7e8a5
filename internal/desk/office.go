package desk

import (
	"context"
	"strconv"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// What the screens of the office show and do beside shipments, in the types of the
// model.

// Customers are all partners, by slug, with who looks in for each of them.
func (d *Desk) Customers(ctx context.Context) ([]model.Customer, error) { return d.customers(ctx, "") }

// customers are all of them, or one.
func (d *Desk) customers(ctx context.Context, slug string) (list []model.Customer, err error) {
	if err := d.may(model.ActDesk); err != nil {
		return nil, err
	}
	fresh, err := d.office.Freshness(ctx, slug)
	if err != nil {
		return nil, err //nolint:wrapcheck // handed through
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		codes, err := r.OpenCodes()
		if err != nil {
			return err
		}
		list = make([]model.Customer, len(fresh))
		for i, f := range fresh {
			if list[i], err = r.Customer(f.Partner); err != nil {
				return err
			}
			list[i].PartnerFreshness, list[i].Codes = f, codes[f.Partner]
		}
		return nil
	})
	return list, err
}

// mostLooked is how many shipments of a customer are reviewed for its page.
const mostLooked = 100

// Customer is one of them with its accounts; ErrUnknownPartner.
func (d *Desk) Customer(ctx context.Context, slug string) (page model.CustomerPage, err error) {
	list, err := d.customers(ctx, slug)
	if err != nil {
		return page, err
	}
	if len(list) == 0 {
		return page, model.NewFault(model.ErrUnknownPartner.Key, model.Line(slug, model.NameCells).String())
	}
	page.Customer = list[0]
	items, next, err := d.Reviews(ctx, slug, "", mostLooked)
	if err != nil {
		return page, err
	}
	page.Looked, page.More = len(items), next != ""
	for _, item := range items {
		if len(item.Failed) == 0 {
			page.Passed++
		}
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		page.List, err = r.AccountsOf(slug)
		return err
	})
	return page, err
}

// found reads pages of a list until there are enough items in which a text is found.
func found[S, T any](
	after string, limit int, read func(after string) ([]S, string, error), fits func(S) (T, bool),
) (list []T, next string, err error) {
	for len(list) < limit {
		page, more, err := read(after)
		if err != nil {
			return nil, "", err
		}
		for _, one := range page {
			if item, ok := fits(one); ok {
				list = append(list, item)
			}
		}
		if next, after = more, more; more == "" {
			break
		}
	}
	return list, next, nil
}

// Codes are the tracking codes in which a text is found, the newest first.
func (d *Desk) Codes(ctx context.Context, find, after string, limit int) ([]model.Code, string, error) {
	now := d.office.Now()
	return found(after, limit, func(after string) ([]store.Link, string, error) {
		return d.Links(ctx, "", after, limit)
	}, func(l store.Link) (model.Code, bool) {
		return model.Code{
			ID: l.ID, Ref: model.Line(l.Ref, model.RefCells), To: l.To, By: l.By, State: string(l.State(now)),
			Expires: l.Expires, Last: l.Last, Uses: l.Uses,
		}, model.Found(find, l.ID, l.Ref, l.To, l.Partner, l.By)
	})
}

// MakeCode makes a tracking code, see CreateLink.
func (d *Desk) MakeCode(ctx context.Context, draft model.CodeDraft) (model.Handed, error) {
	h, _, err := d.CreateLink(ctx, store.LinkDraft{
		Ref: draft.Ref, To: draft.To, Language: draft.Language, Life: draft.Life, Unmailed: !draft.Mail,
	})
	return h, err
}

// RenewCode makes one in the place of another, see RenewLink.
func (d *Desk) RenewCode(ctx context.Context, id string) (model.Handed, error) {
	h, _, err := d.RenewLink(ctx, id, 0)
	return h, err
}

// EndCode ends a tracking code at once, see RevokeLink.
func (d *Desk) EndCode(ctx context.Context, id string) error {
	_, err := d.RevokeLink(ctx, id)
	return err
}

// Invitations are those in which a text is found, the newest first.
func (d *Desk) Invitations(ctx context.Context, find, after string, limit int) ([]model.Invited, string, error) {
	if err := d.may(model.ActCustomers); err != nil {
		return nil, "", err
	}
	now := d.office.Now()
	return found(after, limit, func(after string) ([]store.Invitation, string, error) {
		return d.office.Invitations(ctx, after, limit)
	}, func(i store.Invitation) (model.Invited, bool) {
		return model.Invited{ID: i.ID, Email: i.Email, By: i.By, State: InvitationState(i, now), Expires: i.Expires}, model.Found(find, i.ID, i.Email, i.By)
	})
}

// InviteAccount makes an invitation, see Invite. One of the staff is not invited here.
func (d *Desk) InviteAccount(ctx context.Context, draft model.InvitationDraft) (model.Handed, error) {
	a, err := d.office.Account(ctx, draft.Email)
	switch {
	case err != nil:
		return model.Handed{}, err
	case a.Role.Staff() && !d.role.May(model.ActStaff):
		return model.Handed{}, model.ErrForbidden
	}
	return d.Invite(ctx, draft)
}

// InvitationState is whether an invitation is open, used, revoked or expired at now.
func InvitationState(i store.Invitation, now time.Time) string {
	switch {
	case !i.Used.IsZero():
		return "used"
	case !i.Revoked.IsZero():
		return "revoked"
	case i.Open(now):
		return "open"
	default:
		return "expired"
	}
}

// EndInvitation closes an invitation that was not used yet; ErrNotFound.
func (d *Desk) EndInvitation(ctx context.Context, id string) error {
	return d.office.RevokeInvitation(ctx, id)
}

// AddAccount makes an account of a customer. The Faults are those of
// [store.Office.AddAccount].
func (d *Desk) AddAccount(ctx context.Context, email, slug string) error {
	_, err := d.office.AddAccount(ctx, model.Account{Email: email, Role: model.Portal, Partner: slug})
	return err
}

// OpenAccount opens a disabled account to its keys again, or closes it to them.
func (d *Desk) OpenAccount(ctx context.Context, email string, open bool) error {
	if open {
		return d.office.EnableAccount(ctx, email)
	}
	return d.office.DisableAccount(ctx, email)
}

// KeysOf are the keys of an account; ErrUnknownAccount.
func (d *Desk) KeysOf(ctx context.Context, email string) ([]model.Key, error) {
	if err := d.may(model.ActDesk); err != nil {
		return nil, err
	}
	return d.office.Keys(ctx, email)
}

// RemoveKey takes a key from an account.
func (d *Desk) RemoveKey(ctx context.Context, email, fingerprint string) error {
	return d.office.RemoveKey(ctx, email, fingerprint)
}

// AddPartner makes a partner and its empty room.
func (d *Desk) AddPartner(ctx context.Context, slug string, name model.Text) error {
	_, err := d.office.AddPartner(ctx, slug, name)
	return err
}

// OutboxPage is a page of the outbox.
func (d *Desk) OutboxPage(ctx context.Context, after string, limit int) (model.Post, error) {
	if err := d.may(model.ActDesk); err != nil {
		return model.Post{}, err
	}
	p, err := d.office.Outbox(ctx, after, limit)
	return model.Post{Mail: p.Mail, Next: p.Next, Total: p.Total, Unset: p.Server.Unset, Trouble: p.Server.Trouble}, err
}

// Mails are what was mailed on behalf of a customer in which a text is found, the latest
// first.
func (d *Desk) Mails(ctx context.Context, slug, find, after string, limit int) ([]model.Outgoing, string, error) {
	if err := d.may(model.ActDesk); err != nil {
		return nil, "", err
	}
	return found(after, limit, func(after string) ([]model.Outgoing, string, error) {
		return d.office.Mails(ctx, "", slug, after, limit)
	}, func(m model.Outgoing) (model.Outgoing, bool) {
		texts := []string{m.ID, m.To, m.Subject.String()}
		for _, ref := range m.Refs {
			texts = append(texts, ref.String())
		}
		return m, model.Found(find, texts...)
	})
}

// RetryMail has a mail tried again now, or with an empty id all of them.
func (d *Desk) RetryMail(ctx context.Context, id string) error {
	if id == "" {
		_, err := d.office.RetryAllMail(ctx)
		return err
	}
	return d.office.RetryMail(ctx, id)
}

// DropMail takes a mail out of the outbox; it is not sent.
func (d *Desk) DropMail(ctx context.Context, id string) error { return d.office.DropMail(ctx, id) }

// ResendMail mails the present state of a shipment to everybody who follows it, and
// says to whom.
func (d *Desk) ResendMail(ctx context.Context, ref string) ([]string, error) {
	return d.office.ResendMail(ctx, ref)
}

// SetForwarder sets how the company presents itself.
func (d *Desk) SetForwarder(ctx context.Context, f model.Forwarder) error {
	return d.office.SetForwarder(ctx, f)
}

// LatestAudit is Audit from the end: the entries before a cursor that have every word
// of search, the latest first.
func (d *Desk) LatestAudit(ctx context.Context, search, after string, limit int) (lines []model.AuditLine, next string, err error) {
	if err := d.may(model.ActAudit); err != nil {
		return nil, "", err
	}
	before, _ := strconv.ParseUint(after, 10, 64)
	entries, more, err := d.office.SearchAudit(ctx, store.AuditQuery{Latest: true, After: before, Limit: limit, Search: search})
	if more > 0 {
		next = strconv.FormatUint(more, 10)
	}
	return auditLines(entries), next, err
}

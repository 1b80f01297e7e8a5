package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
)

// fakeOffice is what staff do beside shipments, with a few of everything.
type fakeOffice struct {
	desk   *fakeDesk
	done   []string // what was done, in order
	paused map[string]bool
}

func newFakeOffice(d *fakeDesk) *fakeOffice { return &fakeOffice{desk: d, paused: map[string]bool{}} }

func (o *fakeOffice) did(words ...string) error {
	o.done = append(o.done, strings.Join(words, " "))
	return nil
}

func officeDay(day int) time.Time { return time.Date(2025, 5, day, 9, 30, 0, 0, ict()) }

func (o *fakeOffice) Customers(ctx context.Context) ([]model.Customer, error) {
	fresh, err := o.desk.Freshness(ctx)
	var all []model.Customer
	for i, f := range fresh {
		c := model.Customer{PartnerFreshness: f, Accounts: 2 - i%2, Keys: 3 - i, Mailed: i % 2, Codes: i, Paused: o.paused[f.Partner] || o.paused[""]}
		if i < 2 {
			c.Visit = officeDay(15 - i)
		}
		all = append(all, c)
	}
	return all, err
}

func (o *fakeOffice) Customer(ctx context.Context, slug string) (page model.CustomerPage, err error) {
	all, err := o.Customers(ctx)
	for _, c := range all {
		if c.Partner == slug {
			page = model.CustomerPage{Customer: c, Passed: 1, Looked: 2, List: []model.CustomerAccount{
				{Email: "anna@" + slug + ".example", Keys: make([]model.Key, 2), Used: officeDay(15), Notices: model.Notices{Level: model.NoticesKey}},
				{Email: "binh@" + slug + ".example"},
				{Email: "chi@" + slug + ".example", Keys: make([]model.Key, 1), Disabled: true},
			}}
		}
	}
	return page, err
}

func (o *fakeOffice) AddPartner(_ context.Context, slug string, name model.Text) error {
	return o.did("customer", slug, name.String())
}

func (o *fakeOffice) AddAccount(_ context.Context, email, slug string) error {
	return o.did("account", email, slug)
}

func (o *fakeOffice) OpenAccount(_ context.Context, email string, open bool) error {
	return o.did(map[bool]string{true: "open", false: "close"}[open], email)
}

func (o *fakeOffice) KeysOf(context.Context, string) ([]model.Key, error) {
	return []model.Key{
		{Fingerprint: "SHA256:" + strings.Repeat("a", 43), Label: model.Line("laptop", 40), Added: officeDay(2), LastUsed: officeDay(15)},
		{Fingerprint: "SHA256:" + strings.Repeat("b", 43), Label: model.Line("phone", 40), Added: officeDay(3)},
	}, nil
}

func (o *fakeOffice) RemoveKey(_ context.Context, email, fingerprint string) error {
	return o.did("key", email, fingerprint)
}

func (o *fakeOffice) Doctor(context.Context, string) ([]model.Finding, error) {
	return []model.Finding{
		{Check: "disabled", Key: model.Remark{Key: "doctor.disabled.no"}, OK: true},
		{Check: "key", Key: model.Remark{Key: "doctor.key.none"}, Mend: model.Remark{Key: "mend.invite", Args: []any{"binh@saigon-tech.example"}}},
	}, nil
}

// FindAccount takes any text for an account of the customer's.
func (o *fakeOffice) FindAccount(_ context.Context, typed, slug string) (string, error) {
	if model.Found(typed, "anna dai-phat") {
		slug = "dai-phat"
	}
	if _, err := model.ParseEmail(typed); err == nil || slug == "" {
		return typed, err
	}
	return "anna@" + slug + ".example", nil
}

// AsOf is the published form of the record as it is, or nothing on the first of May.
func (o *fakeOffice) AsOf(ctx context.Context, ref, email string, at time.Time) (seen model.AsOf, err error) {
	s, err := o.desk.Record(ctx, ref)
	seen = model.AsOf{Ref: s.Ref, Account: email, At: at, ShownThen: model.ShownThen{Record: model.Publish(s), Since: officeDay(2)}}
	if at.Before(officeDay(2)) {
		seen.Why = model.Remark{Key: "asof.no_shipment", Args: []any{s.Ref, officeDay(2)}}
	}
	return seen, err
}

func (o *fakeOffice) Notices(context.Context, string) (model.Notices, error) {
	return model.Notices{Level: model.NoticesKey}, nil
}

func (o *fakeOffice) SetNotices(_ context.Context, email string, n model.Notices) error {
	return o.did("notices", email, n.Level.Name())
}

func (o *fakeOffice) Invitations(_ context.Context, find, _ string, _ int) (list []model.Invited, _ string, _ error) {
	for i, state := range []string{"open", "used", "expired", "revoked"} {
		one := model.Invited{ID: "5f0c2a9be71" + string(rune('0'+i)), Email: []string{"anna", "binh", "chi", "dung"}[i] + "@saigon-tech.example", By: "olga@hailong.example", State: state, Expires: officeDay(20 - i)}
		if model.Found(find, one.Email) {
			list = append(list, one)
		}
	}
	return list, "", nil
}

func (o *fakeOffice) InviteAccount(_ context.Context, d model.InvitationDraft) (model.Handed, error) {
	h := model.Handed{Code: "HL-7K2M-Q9TX-4RBD", To: d.Email, Expires: officeDay(22), Mailed: d.Mail}
	return h, o.did("invite", d.Email, strconv.FormatBool(d.Mail), d.Language)
}

func (o *fakeOffice) EndInvitation(_ context.Context, id string) error { return o.did("uninvite", id) }

func (o *fakeOffice) Codes(_ context.Context, find, _ string, _ int) (list []model.Code, _ string, _ error) {
	for i, state := range []string{"open", "expired", "revoked", "replaced"} {
		one := model.Code{
			ID: "t" + string(rune('1'+i)), Ref: model.Line([]string{"SHP/202505/00080", "SHP/202505/00084"}[i%2], 40), To: "kim@longbeach.example",
			By: "olga@hailong.example", State: state, Expires: officeDay(28 - i), Last: officeDay(14), Uses: i,
		}
		if model.Found(find, one.ID, one.To, one.Ref.String()) {
			list = append(list, one)
		}
	}
	return list, "", nil
}

func (o *fakeOffice) MakeCode(_ context.Context, d model.CodeDraft) (model.Handed, error) {
	h := model.Handed{Code: "HL-7K2M-Q9TX-4RBD", To: d.To, Expires: officeDay(28), Mailed: d.Mail}
	return h, o.did("code", d.Ref, d.To, d.Language, d.Life.String(), strconv.FormatBool(d.Mail))
}

func (o *fakeOffice) RenewCode(_ context.Context, id string) (model.Handed, error) {
	return model.Handed{Code: "HL-7K2M-Q9TX-4RBD", To: "kim@longbeach.example", Expires: officeDay(28), Mailed: true}, o.did("renew", id)
}

func (o *fakeOffice) EndCode(_ context.Context, id string) error { return o.did("revoke", id) }

func (o *fakeOffice) OutboxPage(context.Context, string, int) (model.Post, error) {
	return model.Post{Total: 2, Trouble: model.Line("connection refused", 80), Mail: []model.Outgoing{
		{ID: "m12", Kind: "update", To: "anna@saigon-tech.example", Refs: []model.Text{model.Line("SHP/202505/00080", 40)}, State: model.OutgoingWaiting, Created: officeDay(15), Due: officeDay(16), Attempts: 2},
		{ID: "m14", Kind: "code", To: "kim@longbeach.example", Refs: []model.Text{model.Line("SHP/202505/00084", 40)}, State: model.OutgoingFailed, Created: officeDay(14), Trouble: model.Line("550 no such mailbox", 80), Attempts: 5},
	}}, nil
}

func (o *fakeOffice) Mails(_ context.Context, slug, find, _ string, _ int) (found []model.Outgoing, next string, err error) {
	for _, m := range []model.Outgoing{
		{ID: "m15", Kind: "invite", To: "anna@" + slug + ".example", State: model.OutgoingWaiting, Created: officeDay(16)},
		{ID: "m12", Kind: "update", To: "anna@" + slug + ".example", Refs: []model.Text{model.Line("SHP/202505/00080", 40)}, State: model.OutgoingSent, Created: officeDay(14), Left: officeDay(14), Subject: model.Line("SHP/202505/00080: ETA 28 May, was 25 May", 80)},
		{ID: "m9", Kind: "code", To: "kim@longbeach.example", Refs: []model.Text{model.Line("SHP/202505/00080", 40)}, State: model.OutgoingDropped, Created: officeDay(10), Left: officeDay(12)},
	} {
		if model.Found(find, m.To, m.Subject.String()) {
			found = append(found, m)
		}
	}
	return found, "", nil
}

func (o *fakeOffice) RetryMail(_ context.Context, id string) error { return o.did("retry", id) }
func (o *fakeOffice) DropMail(_ context.Context, id string) error  { return o.did("drop", id) }

func (o *fakeOffice) ResendMail(_ context.Context, ref string) ([]string, error) {
	return []string{"anna@saigon-tech.example"}, o.did("resend", ref)
}

func (o *fakeOffice) SetForwarder(_ context.Context, f model.Forwarder) error {
	return o.did("house", f.Name.String(), f.Zone)
}

func (o *fakeOffice) LatestAudit(_ context.Context, search, _ string, _ int) (lines []model.AuditLine, _ string, _ error) {
	for i, verb := range []string{"portal pause", "event post", "preview", "invite"} {
		one := model.AuditLine{
			Seq: uint64(40 - i), At: officeDay(16 - i), Actor: "olga@hailong.example", Remote: "192.0.2.7", Verb: verb, Subject: "SHP/202505/00080", Detail: "departed published",
		}
		if model.Found(search, one.Verb, one.Subject) {
			lines = append(lines, one)
		}
	}
	return lines, "", nil
}

func (o *fakeOffice) Pause(_ context.Context, slug string, why model.Text) error {
	o.paused[slug] = true
	return o.did("pause", slug, why.String())
}

func (o *fakeOffice) Resume(_ context.Context, slug string) error {
	delete(o.paused, slug)
	return o.did("resume", slug)
}

package desk

import (
	"cmp"
	"context"
	"crypto/rand"
	"time"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/store"
)

// invitationLife is for how long an invitation can be used, unless somebody says.
const invitationLife = 144 * time.Hour

// Preview is the principal with which a portal account's portal can be looked
// at, reading only; the audit trail has it, with the command for which it is (empty: the
// screens). The Faults are ErrUnknownAccount, "error.preview.staff" and "error.preview.disabled".
func (d *Desk) Preview(ctx context.Context, email, command string) (model.Principal, error) {
	if err := d.may(model.ActInspect); err != nil {
		return model.Principal{}, err
	}
	return d.office.Preview(ctx, email, command)
}

// Invite makes an invitation for an account that exists. The code is given here once,
// and works once. The Faults are ErrUnknownAccount and "error.account_disabled".
func (d *Desk) Invite(ctx context.Context, draft model.InvitationDraft) (model.Handed, error) {
	if err := d.may(model.ActCustomers); err != nil {
		return model.Handed{}, err
	}
	draft.Life = cmp.Or(draft.Life, invitationLife)
	made, err := access.NewCode(rand.Reader)
	if err != nil {
		return model.Handed{}, err
	}
	i, err := d.office.Invite(ctx, draft, store.FreshCode{Hash: made.Hash(), Plain: made.Plain()})
	if err != nil {
		return model.Handed{}, err
	}
	return d.handed(ctx, model.Handed{Code: made.Plain(), To: i.Email, Expires: i.Expires, Mailed: draft.Mail}), nil
}

// handed adds whether the mail with a code waits. The code is handed on whether or not
// that can be told.
func (d *Desk) handed(ctx context.Context, h model.Handed) model.Handed {
	server, err := d.office.MailServer(ctx)
	h.Waits = err == nil && h.Mailed && server.Unset
	return h
}

// Audit reads the entries of the audit trail made since a time (zero: all), the
// oldest first, those behind number after that have every word of search in one
// of their fields; at most limit (0: 500). next is the number to go on from,
// zero at the end; a page may be short and have a next all the same.
func (d *Desk) Audit(ctx context.Context, since time.Time, after uint64, limit int, search string) (lines []model.AuditLine, next uint64, err error) {
	if err := d.may(model.ActAudit); err != nil {
		return nil, 0, err
	}
	entries, next, err := d.office.SearchAudit(ctx, store.AuditQuery{Since: since, After: after, Limit: limit, Search: search})
	return auditLines(entries), next, err
}

func auditLines(entries []store.AuditEntry) (lines []model.AuditLine) {
	for _, e := range entries {
		lines = append(lines, model.AuditLine{
			Seq: e.Seq, At: e.At, Actor: e.Actor, Remote: e.Remote, Verb: e.Verb, Subject: e.Subject, Detail: e.Detail,
		})
	}
	return lines
}

// VerifyAudit checks that no entry of the audit trail was changed, taken out or
// put in. It says how many there are and the hash of the last one. The error is
// the Fault "error.store_audit" with the number of the first bad entry.
func (d *Desk) VerifyAudit(ctx context.Context) (entries uint64, head string, err error) {
	if err := d.may(model.ActAudit); err != nil {
		return 0, "", err
	}
	return d.office.VerifyAudit(ctx)
}

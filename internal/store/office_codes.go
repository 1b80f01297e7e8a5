package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/codes"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

type (
	// Link is a tracking code.
	Link = records.Link
	// Invitation is one to register a key.
	Invitation = records.Invitation
	// CodeHash is by which either is found.
	CodeHash = records.CodeHash
	// LinkDraft is a tracking code as it is asked for.
	LinkDraft = codes.Draft
	// FreshCode is a code that was just made.
	FreshCode = codes.Fresh
	// Invited is what whoever holds an invitation is asked.
	Invited = codes.Invited
)

// CreateLink makes a tracking code for one shipment and one recipient, and
// queues the mail that brings it, unless it is to go without. ErrNotFound for an unknown
// shipment, the Fault "error.email" for what is no address.
func (o *Office) CreateLink(ctx context.Context, d LinkDraft, code FreshCode) (Link, error) {
	return acted(ctx, o, model.ActCodes, "link create", func(tx *records.Tx) (Link, error) {
		s, err := shipmentNamed(tx, d.Ref)
		if err != nil {
			return Link{}, err
		}
		return codes.Create(tx, o.store.mail, s, d, code)
	})
}

// RenewLink makes a new code in the place of an old one, which opens nothing
// from that moment on; its sessions end. The new one is for the same recipient
// and begins unbound. ErrNotFound, and the Faults "error.link.revoked" and
// "error.link.replaced" (with the id of the newer one).
func (o *Office) RenewLink(ctx context.Context, id string, life time.Duration, code FreshCode) (Link, error) {
	return acted(ctx, o, model.ActCodes, "link renew", func(tx *records.Tx) (Link, error) {
		return codes.Renew(tx, o.store.mail, id, life, code)
	})
}

// RevokeLink closes a tracking code; it opens nothing from that moment on, and
// its sessions end. Managers may do so too. Nothing happens when it was revoked
// or replaced before. ErrNotFound.
func (o *Office) RevokeLink(ctx context.Context, id string) (Link, error) {
	return acted(ctx, o, model.ActRevoke, "link revoke", func(tx *records.Tx) (Link, error) { return codes.Revoke(tx, id) })
}

// Links lists tracking codes, the newest first: those to one shipment, or all
// (empty ref); those behind after, at most limit (0: 500). next is what to pass
// as after for the rest, empty at the end. ErrNotFound for an unknown shipment,
// the Fault "error.cursor" for an after that is none.
func (o *Office) Links(ctx context.Context, ref, after string, limit int) (list []Link, next string, err error) {
	return read2(ctx, o.store, func(r engine.Reader) (list []Link, next string, err error) {
		name := ref
		if name != "" {
			if name, err = lists.Of(r, engine.Office).Resolve(ref); err != nil {
				return nil, "", err //nolint:wrapcheck // the engine names the list
			}
		}
		return codes.List(r, name, after, limit)
	})
}

// Invite keeps an invitation to an account by the hash of its code, and queues the mail
// that brings the code to the account's address, if it is to be mailed: in a language
// (empty: the one that the account has chosen). Staff are invited by administrators only.
// The Faults are ErrUnknownAccount and "error.account_disabled".
func (o *Office) Invite(ctx context.Context, d model.InvitationDraft, code FreshCode) (Invitation, error) {
	return acted(ctx, o, model.ActCustomers, "invite", func(tx *records.Tx) (Invitation, error) {
		return codes.Invite(tx, o.store.mail, d, code)
	})
}

// Invitations lists invitations, the newest first, those behind after, at most
// limit (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Invitations(ctx context.Context, after string, limit int) (list []Invitation, next string, err error) {
	return read2(ctx, o.store, func(r engine.Reader) ([]Invitation, string, error) { return codes.Invitations(r, after, limit) })
}

// RevokeInvitation closes an invitation by its id; its code opens nothing from
// then on. Nothing happens when it was used or revoked before. ErrNotFound.
func (o *Office) RevokeInvitation(ctx context.Context, id string) error {
	return o.act(ctx, model.ActCustomers, "invite revoke", func(tx *records.Tx) error { return codes.RevokeInvitation(tx, id) })
}

// Package storetest is what every storage engine of Porthole has to be able to
// do, as tests. An engine is put through it by one call of [Contract]; what is
// particular to an engine, such as a killed process or a damaged file, is tested
// beside the engine.
package storetest

import (
	"context"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// Open opens the store in a folder, and makes it at the first time.
type Open func(t testing.TB, folder string, now func() time.Time) Engine

// Engine is a store, as [store.Store] is one.
type Engine interface {
	Room(p model.Principal) (Room, error)
	Office(p model.Principal) (Office, error)
	Self(p model.Principal) (Self, error)
	Directory() Directory
	OnAccountChange(fn func(email string))
	Sweep(ctx context.Context) (int, error)
	Verify(ctx context.Context) (store.Report, error)
	Close() error
}

// List is what a partner's room and the staff's hall have in common.
type List interface {
	Page(ctx context.Context, q model.Query) (model.Page, error)
	Counts(ctx context.Context) (model.Counts, error)
	Shipment(ctx context.Context, ref string) (model.Published, error)
	Version(ctx context.Context) (uint64, error)
	Watch(ctx context.Context, since uint64) (uint64, error)
	Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error)
	Forwarder(ctx context.Context) (model.Forwarder, error)
}

// Room is a partner's window.
type Room interface {
	List
	Partner() model.Partner
}

// Self is what belongs to the person who is signed in.
type Self interface {
	Account() model.Account
	Keys(ctx context.Context) ([]model.Key, error)
	AddKey(ctx context.Context, k model.Key) error
	RemoveKey(ctx context.Context, fingerprint string) error
	SetLanguage(ctx context.Context, lang string) error
	Filters(ctx context.Context) ([]model.SavedFilter, error)
	KeepFilter(ctx context.Context, f model.SavedFilter) error
	DropFilter(ctx context.Context, name model.Text) error
	LastSeen(ctx context.Context) (uint64, error)
	SetLastSeen(ctx context.Context, version uint64) error
	LastVisit(ctx context.Context) (time.Time, error)
}

// Directory finds accounts by key.
type Directory interface {
	Lookup(fingerprint string) (model.Account, model.Key, error)
	Touch(fingerprint string, at time.Time)
	Forwarder(ctx context.Context) (model.Forwarder, error)
	SeedAdmins(ctx context.Context, keys []model.Key) (int, error)
	Invitation(ctx context.Context, hash store.CodeHash) (store.Invited, error)
	Redeem(ctx context.Context, hash store.CodeHash, k model.Key, remote string) (model.Account, error)
}

// Office is the forwarder's side.
type Office interface {
	Hall() List
	AddPartner(ctx context.Context, slug string, name model.Text) (model.Partner, error)
	Partners(ctx context.Context, after string, limit int) ([]model.Partner, string, error)
	AddAccount(ctx context.Context, a model.Account) (model.Account, error)
	Account(ctx context.Context, email string) (model.Account, error)
	Accounts(ctx context.Context, after string, limit int) ([]store.AccountInfo, string, error)
	DisableAccount(ctx context.Context, email string) error
	EnableAccount(ctx context.Context, email string) error
	MoveAccount(ctx context.Context, email, partner string) error
	AddKey(ctx context.Context, email string, k model.Key) error
	RemoveKey(ctx context.Context, email, fingerprint string) error
	Keys(ctx context.Context, email string) ([]model.Key, error)
	Shipment(ctx context.Context, ref string) (model.Shipment, error)
	SetForwarder(ctx context.Context, f model.Forwarder) error
	Write(ctx context.Context, verb string, fn func(w Writer) error) error
	VerifyAudit(ctx context.Context) (uint64, string, error)
	SearchAudit(ctx context.Context, q store.AuditQuery) ([]store.AuditEntry, uint64, error)
	Desk(ctx context.Context, q model.DeskQuery) (model.DeskPage, error)
	Freshness(ctx context.Context) ([]model.PartnerFreshness, error)
	Mailed(ctx context.Context, ref string) (store.Mailed, bool, error)
	Withdraw(ctx context.Context, ref, id string, why model.Text) error
	Preview(ctx context.Context, email string) (model.Principal, error)
	AddInvitation(ctx context.Context, email string, hash store.CodeHash, life time.Duration) (store.Invitation, error)
	Invitations(ctx context.Context, after string, limit int) ([]store.Invitation, string, error)
	RevokeInvitation(ctx context.Context, id string) error
}

// Writer is one transaction of the office.
type Writer interface {
	Now() time.Time
	Stamp() model.Stamp
	Partner(slugOrName string) (model.Partner, error)
	AddPartner(slug string, name model.Text) (model.Partner, error)
	Shipment(ref string) (model.Shipment, error)
	Put(s model.Shipment) (bool, error)
	Find(kind, value string) ([]string, error)
	SetMailed(ref string, eta model.When) error
}

package session

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Office is what the staff do beside shipments. It is bound to one person; what the
// role does not allow is refused with a Fault, whatever the screens offer.
type Office interface {
	// Customers are all partners, and Customer is one of them with its accounts.
	Customers(ctx context.Context) ([]model.Customer, error)
	Customer(ctx context.Context, slug string) (model.CustomerPage, error)
	AddPartner(ctx context.Context, slug string, name model.Text) error
	AddAccount(ctx context.Context, email, slug string) error
	// OpenAccount opens a closed account again, or closes it.
	OpenAccount(ctx context.Context, email string, open bool) error
	// KeysOf are the keys of an account, and RemoveKey takes one from it.
	KeysOf(ctx context.Context, email string) ([]model.Key, error)
	RemoveKey(ctx context.Context, email, fingerprint string) error
	Doctor(ctx context.Context, email string) ([]model.Finding, error)
	// FindAccount is the account of a customer, or of any with an empty slug, that is
	// meant by a part of its address or of the customer's name.
	FindAccount(ctx context.Context, typed, slug string) (email string, err error)
	// AsOf is what an account could see of a shipment at a moment that has passed.
	AsOf(ctx context.Context, ref, email string, at time.Time) (model.AsOf, error)
	// Notices are what a customer's account is mailed about.
	Notices(ctx context.Context, email string) (model.Notices, error)
	SetNotices(ctx context.Context, email string, n model.Notices) error
	// Invitations and Codes are those in which find is found, the newest first.
	Invitations(ctx context.Context, find, after string, limit int) (list []model.Invited, next string, err error)
	InviteAccount(ctx context.Context, draft model.InvitationDraft) (model.Handed, error)
	EndInvitation(ctx context.Context, id string) error
	Codes(ctx context.Context, find, after string, limit int) (list []model.Code, next string, err error)
	MakeCode(ctx context.Context, draft model.CodeDraft) (model.Handed, error)
	RenewCode(ctx context.Context, id string) (model.Handed, error)
	EndCode(ctx context.Context, id string) error
	OutboxPage(ctx context.Context, after string, limit int) (model.Post, error)
	// Mails are what was mailed on behalf of a customer, the latest first.
	Mails(ctx context.Context, slug, find, after string, limit int) (list []model.Outgoing, next string, err error)
	// RetryMail tries one mail again, or with an empty id all.
	RetryMail(ctx context.Context, id string) error
	DropMail(ctx context.Context, id string) error
	// ResendMail mails how a shipment stands to all who follow it, and says to whom.
	ResendMail(ctx context.Context, ref string) (to []string, err error)
	SetForwarder(ctx context.Context, f model.Forwarder) error
	// LatestAudit is the audit trail from its end.
	LatestAudit(ctx context.Context, search, after string, limit int) (lines []model.AuditLine, next string, err error)
	// Pause has a customer, or with an empty slug all, see nothing until Resume.
	Pause(ctx context.Context, slug string, why model.Text) error
	Resume(ctx context.Context, slug string) error
}

// MostPasted is how much of a list can be pasted, in bytes: some two thousand rows. A
// longer one comes as a file.
const MostPasted = 256 << 10

// Import is a list, or a carrier's messages, as somebody has pasted it.
type Import struct {
	Text    string
	Partner string // letters of the customer of all rows; empty: each row names its own
	Why     model.Reason
	DryRun  bool // nothing is written
}

// Imported is what became of it, in words.
type Imported struct {
	Taken    int // rows that brought something new, or would
	Summary  []Line
	Problems []Line // what there is to mend
	Readings []Line // how it was read, of a dry run
}

// Line is a line of a report, set in by so many cells.
type Line struct {
	Indent int
	Text   string
}

// Importer takes in what was pasted, in the name of one person.
type Importer func(ctx context.Context, i Import, say words.Catalogue) (Imported, error)

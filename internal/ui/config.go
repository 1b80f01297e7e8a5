package ui

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Data is what the customer's screens need; a room, or the staff's hall,
// satisfies it. It is bound to one reader: nothing here names a partner.
type Data interface {
	// Page is one page of the list.
	Page(ctx context.Context, q model.Query) (model.Page, error)
	// Counts is how many shipments stand under each tab.
	Counts(ctx context.Context) (model.Counts, error)
	// Shipment is the whole record, or model.ErrNotFound.
	Shipment(ctx context.Context, ref string) (model.Published, error)
	// Version is the number of the latest change.
	Version(ctx context.Context) (uint64, error)
	// Watch waits for a change above since and returns its number.
	Watch(ctx context.Context, since uint64) (uint64, error)
	// Forwarder is whom to ask.
	Forwarder(ctx context.Context) (model.Forwarder, error)
}

// Visitor remembers for the person at the screen. A nil Visitor is somebody
// for whom nothing is kept.
type Visitor interface {
	// LastSeen is the change number at the end of the last visit; 0: never here.
	LastSeen(ctx context.Context) (uint64, error)
	SetLastSeen(ctx context.Context, version uint64) error
	SetLanguage(ctx context.Context, language string) error
}

// Config is what [New] needs. Data, Language and Now must be given; everything
// else may be zero.
type Config struct {
	Ctx      context.Context // ends with the session; nil: never
	Data     Data
	Visitor  Visitor
	House    model.Forwarder // shown until Data has told better
	Heading  model.Text      // whose shipments: the partner's name
	Who      model.Text      // the account
	Language words.Catalogue
	Now      func() time.Time
	// Report is given errors that are ours; it logs them and returns the short
	// id under which they are found again. May be nil.
	Report func(error) string
}

// GuestConfig is what [NewGuest] needs. Language and Now must be given.
type GuestConfig struct {
	Ctx         context.Context
	House       model.Forwarder
	Fingerprint string // of the key that is not known here; empty: there was none
	Language    words.Catalogue
	Now         func() time.Time
	// Redeem tries a code. Its Fault is shown in words; nil means that the code
	// was taken and the card is closed.
	Redeem func(ctx context.Context, code string) error
	Report func(error) string
}

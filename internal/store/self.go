package store

import (
	"context"
	"time"

	"porthole/internal/model"
)

// Self is what belongs to the person who is signed in.
type Self struct{}

// Account is the account as it was when the handle was made.
func (s *Self) Account() model.Account { return model.Account{} }

// Keys are the account's keys, the oldest first.
func (s *Self) Keys(ctx context.Context) ([]model.Key, error) { return nil, errUnready }

// AddKey registers a key to the account.
func (s *Self) AddKey(ctx context.Context, key model.Key) error { return errUnready }

// RemoveKey takes a key from the account.
func (s *Self) RemoveKey(ctx context.Context, fingerprint string) error { return errUnready }

// SetLanguage sets the account's language.
func (s *Self) SetLanguage(ctx context.Context, lang string) error { return errUnready }

// LastSeen is the change number of the list at the last visit.
func (s *Self) LastSeen(ctx context.Context) (uint64, error) { return 0, errUnready }

// SetLastSeen records the change number of the list at this visit.
func (s *Self) SetLastSeen(ctx context.Context, version uint64) error { return errUnready }

// Directory finds accounts by key. It is for access alone.
type Directory struct{}

// ErrUnknown is the answer for a key that is registered to nobody, and for one
// whose account is disabled.
var ErrUnknown = model.NewFault("error.key_unknown")

// Lookup finds whose key it is; ErrUnknown.
func (d *Directory) Lookup(fingerprint string) (model.Account, model.Key, error) {
	return model.Account{}, model.Key{}, errUnready
}

// Touch records that a key was used.
func (d *Directory) Touch(fingerprint string, at time.Time) {}

// Forwarder is how the house presents itself.
func (d *Directory) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return model.Forwarder{}, errUnready
}

// SeedAdmins makes administrators of keys, each for the account that it names,
// when the store has no administrator yet; it says how many it made.
func (d *Directory) SeedAdmins(ctx context.Context, keys []model.Key) (int, error) {
	return 0, errUnready
}

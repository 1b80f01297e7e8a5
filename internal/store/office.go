package store

import (
	"context"
	"time"

	"porthole/internal/model"
)

// Office is the forwarder's side of the store, for one member of staff.
type Office struct{}

// AccountInfo is an account in a list, with how many keys it has.
type AccountInfo struct {
	model.Account
	Keys int
}

// Hall is the list over all partners.
func (o *Office) Hall() *Hall { return &Hall{} }

// AddPartner makes a partner and its empty room.
func (o *Office) AddPartner(ctx context.Context, slug string, name model.Text) (model.Partner, error) {
	return model.Partner{}, errUnready
}

// Partners lists partners by slug, those behind after; next is empty at the end.
func (o *Office) Partners(ctx context.Context, after string, limit int) (list []model.Partner, next string, err error) {
	return nil, "", errUnready
}

// AddAccount makes an account.
func (o *Office) AddAccount(ctx context.Context, a model.Account) (model.Account, error) {
	return model.Account{}, errUnready
}

// Account is one account; ErrUnknownAccount.
func (o *Office) Account(ctx context.Context, email string) (model.Account, error) {
	return model.Account{}, errUnready
}

// Accounts lists accounts by email, those behind after; next is empty at the end.
func (o *Office) Accounts(ctx context.Context, after string, limit int) (list []AccountInfo, next string, err error) {
	return nil, "", errUnready
}

// DisableAccount disables an account.
func (o *Office) DisableAccount(ctx context.Context, email string) error { return errUnready }

// AddKey registers a key to an account.
func (o *Office) AddKey(ctx context.Context, email string, key model.Key) error { return errUnready }

// RemoveKey takes a key from an account.
func (o *Office) RemoveKey(ctx context.Context, email, fingerprint string) error { return errUnready }

// Keys are an account's keys, the oldest first.
func (o *Office) Keys(ctx context.Context, email string) ([]model.Key, error) {
	return nil, errUnready
}

// Shipment is the office's record; ErrNotFound.
func (o *Office) Shipment(ctx context.Context, ref string) (model.Shipment, error) {
	return model.Shipment{}, errUnready
}

// SetForwarder sets how the house presents itself.
func (o *Office) SetForwarder(ctx context.Context, f model.Forwarder) error { return errUnready }

// Write runs fn in one transaction. An error of fn rolls all of it back. It
// returns when everything is on disk.
func (o *Office) Write(ctx context.Context, verb string, fn func(w *Writer) error) error {
	return errUnready
}

// Writer is one transaction of the office.
type Writer struct{}

// Now is the time of the transaction.
func (w *Writer) Now() time.Time { return time.Time{} }

// Stamp is who writes, and when.
func (w *Writer) Stamp() model.Stamp { return model.Stamp{} }

// Partner finds a partner by slug or name; ErrUnknownPartner.
func (w *Writer) Partner(slugOrName string) (model.Partner, error) {
	return model.Partner{}, errUnready
}

// AddPartner makes a partner.
func (w *Writer) AddPartner(slug string, name model.Text) (model.Partner, error) {
	return model.Partner{}, errUnready
}

// Shipment is the office's record; ErrNotFound.
func (w *Writer) Shipment(ref string) (model.Shipment, error) { return model.Shipment{}, errUnready }

// Put writes a shipment; false when nothing was different.
func (w *Writer) Put(s model.Shipment) (changed bool, err error) { return false, errUnready }

// Find gives the refs of shipments with exactly that reference, folded. kind is
// one of "ref", "hbl", "mbl", "booking", "po", "container".
func (w *Writer) Find(kind, value string) ([]string, error) { return nil, errUnready }

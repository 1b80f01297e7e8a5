package store

import (
	"context"

	"porthole/internal/model"
)

// Room is one partner's window, bound to that partner when it is made.
type Room struct{}

// Partner is whose room it is.
func (r *Room) Partner() model.Partner { return model.Partner{} }

// Page is one page of the list.
func (r *Room) Page(ctx context.Context, q model.Query) (model.Page, error) {
	return model.Page{}, errUnready
}

// Counts is how many shipments stand under each tab.
func (r *Room) Counts(ctx context.Context) (model.Counts, error) { return nil, errUnready }

// Shipment is one published record; ErrNotFound for unknown and foreign alike.
func (r *Room) Shipment(ctx context.Context, ref string) (model.Published, error) {
	return model.Published{}, errUnready
}

// Version is the number of the latest change in the room.
func (r *Room) Version(ctx context.Context) (uint64, error) { return 0, errUnready }

// Watch waits until the version is above since.
func (r *Room) Watch(ctx context.Context, since uint64) (uint64, error) { return 0, errUnready }

// Changes are the shipments changed after since, oldest change first.
func (r *Room) Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error) {
	return nil, errUnready
}

// Forwarder is how the house presents itself.
func (r *Room) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return model.Forwarder{}, errUnready
}

// Hall is the staff's list over all partners, with the methods of a Room.
type Hall struct{}

// Page is one page of the list.
func (h *Hall) Page(ctx context.Context, q model.Query) (model.Page, error) {
	return model.Page{}, errUnready
}

// Counts is how many shipments stand under each tab.
func (h *Hall) Counts(ctx context.Context) (model.Counts, error) { return nil, errUnready }

// Shipment is the office's record in its Inside form.
func (h *Hall) Shipment(ctx context.Context, ref string) (model.Published, error) {
	return model.Published{}, errUnready
}

// Version is the number of the latest change in the hall.
func (h *Hall) Version(ctx context.Context) (uint64, error) { return 0, errUnready }

// Watch waits until the version is above since.
func (h *Hall) Watch(ctx context.Context, since uint64) (uint64, error) { return 0, errUnready }

// Changes are the shipments changed after since, oldest change first.
func (h *Hall) Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error) {
	return nil, errUnready
}

// Forwarder is how the house presents itself.
func (h *Hall) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return model.Forwarder{}, errUnready
}

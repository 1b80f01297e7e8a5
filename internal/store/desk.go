package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
)

// Desk is a page of the shipments that need an update, the worst first, see
// [lists.Desk]. The error may be the Fault "error.cursor".
func (o *Office) Desk(ctx context.Context, q model.DeskQuery) (model.DeskPage, error) {
	return read(ctx, o.store, func(r engine.Reader) (model.DeskPage, error) { return lists.Desk(ctx, r, q, o.store.now().UTC()) })
}

// Freshness is how fresh what customers see is, for every partner, by slug.
func (o *Office) Freshness(ctx context.Context) ([]model.PartnerFreshness, error) {
	return read(ctx, o.store, func(r engine.Reader) ([]model.PartnerFreshness, error) { return lists.Freshness(ctx, r, o.store.now()) })
}

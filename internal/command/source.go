package command

import (
	"context"
	"errors"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store"
)

// shipmentReader is where shipments are read: a customer's room, or the staff's list of
// all shipments.
type shipmentReader interface {
	Page(ctx context.Context, q model.Query) (model.Page, error)
	Shipment(ctx context.Context, ref string) (model.Published, error)
	Version(ctx context.Context) (uint64, error)
	Watch(ctx context.Context, since uint64) (uint64, error)
	Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error)
}

// source is where the principal reads shipments, and what staff read beside it.
type source struct {
	shipmentReader
	partner string        // a customer's own; empty for staff
	office  *store.Office // nil for customers
	outside bool          // staff who see what customers see
}

// source opens it. Customers are bound to their partner's room by the
// store; customer service reads the published form of every partner's.
func (s *session) source() (source, error) {
	if s.Principal.IsPortal() {
		room, err := s.Store.Room(s.Principal)
		if err != nil {
			return source{}, err
		}
		return source{shipmentReader: room, partner: room.Partner().Slug}, nil
	}
	if s.Principal.IsHolder() {
		shared, err := s.Store.SharedShipment(s.Principal)
		return source{shipmentReader: single{shared}}, err
	}
	office, err := s.Store.Office(s.Principal)
	if err != nil {
		return source{}, err
	}
	if !s.Principal.Role.May(model.ActOffice) {
		return source{shipmentReader: office.Outside(), office: office, outside: true}, nil
	}
	return source{shipmentReader: office.AllShipments(), office: office}, nil
}

// record is one whole shipment with what staff see beside it: whose it is, and
// what is in each container.
type record struct {
	model.Published
	partner string
	boxes   []model.Container
	office  *model.Shipment // what it was made from; nil: this is what customers see
}

// record reads one shipment, by its number or by any reference that names one
// alone; ErrNotFound. What the office sees beyond the customer is in the audit
// trail.
func (src source) record(ctx context.Context, ref string) (record, error) {
	r, err := src.whole(ctx, ref)
	if errors.Is(err, model.ErrNotFound) {
		if ref, err = src.referredTo(ctx, ref, err); err != nil {
			return record{}, err
		}
		r, err = src.whole(ctx, ref)
	}
	if err == nil && src.office != nil && !src.outside {
		src.office.Looked("shipment", r.Ref.String())
	}
	return r, err
}

// mostMeant is how many shipments are named when a reference means several.
const mostMeant = 5

// referredTo is the number of the one shipment that a search for a reference
// finds. For several it is a Fault that names them, for none the error as it was.
func (src source) referredTo(ctx context.Context, typed string, unknown error) (string, error) {
	typed = model.Line(typed, model.NameCells).String()
	page, err := src.Page(ctx, model.Query{Search: typed, Limit: mostMeant})
	switch {
	case model.Fold(typed) == "" || errors.Is(err, model.ErrForbidden) || (err == nil && len(page.Rows) == 0):
		return "", unknown
	case err != nil:
		return "", err
	case len(page.Rows) == 1:
		return page.Rows[0].Ref.String(), nil
	}
	refs := each(page.Rows, func(r model.Row) string { return r.Ref.String() })
	if page.Next != "" {
		refs = append(refs, "…")
	}
	return "", model.NewFault("error.command.several", typed, strings.Join(refs, ", "))
}

// whole reads one shipment by its number; ErrNotFound.
func (src source) whole(ctx context.Context, ref string) (record, error) {
	ref = model.Line(ref, model.NameCells).String()
	if src.office == nil {
		p, err := src.Shipment(ctx, ref)
		return record{Published: p}, err
	}
	shipment, err := src.office.Shipment(ctx, ref)
	switch {
	case err != nil:
		return record{}, err
	case src.outside:
		return record{Published: model.Publish(shipment), partner: shipment.Partner}, nil
	default:
		return record{model.Inside(shipment), shipment.Partner, shipment.Facts.Containers, &shipment}, nil
	}
}

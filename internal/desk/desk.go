// Package desk is what the staff do: see what needs an update, record and
// publish what happened, take back what should not be seen, review, preview and
// invite. It stands between the screens and commands on one side and the store
// on the other; both sides of it speak in the types of internal/model.
//
// Who may do what is in the table of model/policy.go. The pattern of
// every act is in propose.go: a pure change of a shipment, which is either shown
// as it would look through the door, or written in one transaction.
package desk

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store"
)

// Desk is the staff's acts, in the name of one person.
type Desk struct {
	office *store.Office
	role   model.Role
}

// New is the desk of the person whose office handle it is given.
func New(office *store.Office) *Desk {
	return &Desk{office: office, role: office.Who().Role}
}

// may is ErrForbidden when the person may not do this. The store asks again
// wherever something is written.
func (d *Desk) may(a model.Act) error {
	if d.role.May(a) {
		return nil
	}
	return model.ErrForbidden
}

// Desk is a page of the shipments that need an update, the worst first. The
// error may be the Fault "error.cursor".
func (d *Desk) Desk(ctx context.Context, q model.DeskQuery) (model.DeskPage, error) {
	if err := d.may(model.ActDesk); err != nil {
		return model.DeskPage{}, err
	}
	page, err := d.office.Desk(ctx, q)
	if err == nil && page.Total == 0 {
		page.Today, err = d.office.Today(ctx)
	}
	return page, err //nolint:wrapcheck // handed through
}

// Freshness is how fresh what customers see is, for every partner, by slug.
func (d *Desk) Freshness(ctx context.Context) ([]model.PartnerFreshness, error) {
	if err := d.may(model.ActDesk); err != nil {
		return nil, err
	}
	return d.office.Freshness(ctx, "")
}

// Record is a shipment as the office knows it, with what is internal in it;
// ErrNotFound. The audit trail has who looked.
func (d *Desk) Record(ctx context.Context, ref string) (model.Shipment, error) {
	if err := d.may(model.ActInspect); err != nil {
		return model.Shipment{}, err
	}
	s, err := d.office.Shipment(ctx, ref)
	if err == nil {
		d.office.Looked("shipment", s.Ref.String())
	}
	return s, err //nolint:wrapcheck // handed through
}

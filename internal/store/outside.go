package store

import (
	"context"
	"errors"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Outside is the staff's list over all partners as customers see it, for
// customer service. The tabs, the search and the order are those of AllShipments; each
// shipment stands there in its published form, and that is what is filtered.
type Outside struct{ *AllShipments }

// Outside is the list over all partners in the published form.
func (o *Office) Outside() *Outside {
	all := o.AllShipments()
	all.outside = true
	return &Outside{all}
}

// Page is a page of the list. Only the shipments of its own rows are read.
func (v *Outside) Page(ctx context.Context, q model.Query) (model.Page, error) {
	page, err := v.AllShipments.Page(ctx, q)
	if err != nil {
		return model.Page{}, err
	}
	page.Rows, page.Kept = slices.Clone(page.Rows), nil // which are shared
	rows := make([]*model.Row, len(page.Rows))
	for i := range page.Rows {
		rows[i] = &page.Rows[i]
	}
	return page, v.publish(ctx, rows)
}

// Changes are those of AllShipments.
func (v *Outside) Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error) {
	list, err := v.AllShipments.Changes(ctx, since, limit)
	if err != nil {
		return nil, err
	}
	rows := make([]*model.Row, len(list))
	for i := range list {
		rows[i] = &list[i].Row
	}
	return list, v.publish(ctx, rows)
}

// Shipment is a shipment as its customer sees it; ErrNotFound.
func (v *Outside) Shipment(ctx context.Context, ref string) (model.Published, error) {
	return v.shipment(ctx, ref, func(l lists.List, name string) (model.Published, error) { return inTheOffice(l, name, model.Publish) })
}

// publish puts the published form in place of rows of AllShipments. One that has
// gone since they were listed stays without anything but its number.
func (v *Outside) publish(ctx context.Context, rows []*model.Row) error {
	return v.read(ctx, func(l lists.List) error {
		for _, row := range rows {
			s, err := records.Shipment(l.Tx, row.Ref.String())
			switch {
			case errors.Is(err, model.ErrNotFound):
				*row = model.Row{Ref: row.Ref, Change: row.Change}
				continue
			case err != nil:
				return err
			}
			change := row.Change
			*row = model.RowOf(model.Publish(s))
			row.Change, row.Partner = change, s.Partner
		}
		return nil
	})
}

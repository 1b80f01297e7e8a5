package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/live"
	"porthole/internal/store/records"
)

// Room is one partner's window, bound to that partner when it is made. No
// method of it takes a partner.
type Room struct {
	window
	partner model.Partner
}

// Room is the window of the partner that p belongs to; ErrForbidden for
// anybody who is not a portal user, and for one whose partner does not exist.
func (s *Store) Room(p model.Principal) (*Room, error) {
	if !p.IsPortal() {
		return nil, model.ErrForbidden
	}
	partner, err := read(context.Background(), s, func(r engine.Reader) (model.Partner, error) {
		partner, found, err := records.Partners.Get(r, p.Partner)
		if err == nil && !found {
			err = model.ErrForbidden
		}
		return partner, err
	})
	if err != nil {
		return nil, err
	}
	return &Room{window{store: s, list: engine.List(partner.Slug)}, partner}, nil
}

// Partner is whose room it is.
func (r *Room) Partner() model.Partner { return r.partner }

// Shipment is one published record. ref may be written in any case and without
// its slashes. ErrNotFound for what does not exist and for what is another
// partner's, of which nothing is in this room.
func (r *Room) Shipment(ctx context.Context, ref string) (model.Published, error) {
	now, err := r.now(ctx)
	if err != nil {
		return model.Published{}, err
	}
	return r.shipment(ctx, ref, func(l lists.List, name string) (model.Published, error) {
		return live.Cached(r.store.cache, now, live.Question{Ref: name}, func() (model.Published, error) { return published(l, name) })
	})
}

// published is a published record that must be there.
func published(l lists.List, ref string) (model.Published, error) {
	p, found, err := records.Published(l.Tx, l.Name, ref)
	if err == nil && !found {
		err = fmt.Errorf("row %q has no record: %w", ref, engine.ErrDamaged)
	}
	return p, err
}

// AllShipments is the staff's list of the shipments of all partners, with the methods of a room. It
// shows what the office knows, published or not, in the form of model.Inside.
type AllShipments struct{ window }

// AllShipments is the list of them.
func (o *Office) AllShipments() *AllShipments {
	return &AllShipments{window{store: o.store, list: engine.Office}}
}

// Shipment is a shipment as the office knows it; ErrNotFound. ref may be
// written in any case and without its slashes.
func (a *AllShipments) Shipment(ctx context.Context, ref string) (model.Published, error) {
	return a.shipment(ctx, ref, func(l lists.List, name string) (model.Published, error) { return inTheOffice(l, name, model.Inside) })
}

// Shipment is the office's record; ErrNotFound. ref may be written in any case
// and without its slashes.
func (o *Office) Shipment(ctx context.Context, ref string) (model.Shipment, error) {
	return read(ctx, o.store, func(r engine.Reader) (model.Shipment, error) { return shipmentNamed(r, ref) })
}

// shipmentNamed is the office's record of the shipment that somebody calls ref;
// ErrNotFound.
func shipmentNamed(r engine.Reader, ref string) (model.Shipment, error) {
	name, err := lists.Of(r, engine.Office).Resolve(ref)
	if err != nil {
		return model.Shipment{}, err //nolint:wrapcheck // the engine names the list
	}
	return records.Shipment(r, name)
}

// inTheOffice is the office's record in some form, under the number of its change.
func inTheOffice(l lists.List, ref string, form func(model.Shipment) model.Published) (model.Published, error) {
	s, err := records.Shipment(l.Tx, ref)
	if err != nil {
		return model.Published{}, err
	}
	i, _, err := l.Item(ref)
	p := form(s)
	p.Change = i.Seq
	return p, err
}

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
	page.Rows, page.Cache = slices.Clone(page.Rows), nil // which are shared
	return page, v.publish(ctx, len(page.Rows), func(i int) *model.Row { return &page.Rows[i] })
}

// Changes are those of AllShipments.
func (v *Outside) Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error) {
	list, err := v.AllShipments.Changes(ctx, since, limit)
	if err != nil {
		return nil, err
	}
	return list, v.publish(ctx, len(list), func(i int) *model.Row { return &list[i].Row })
}

// Shipment is a shipment as its customer sees it; ErrNotFound.
func (v *Outside) Shipment(ctx context.Context, ref string) (model.Published, error) {
	return v.shipment(ctx, ref, func(l lists.List, name string) (model.Published, error) { return inTheOffice(l, name, model.Publish) })
}

// publish puts the published form in place of so many rows of AllShipments. One that has
// gone since they were listed stays without anything but its number.
func (v *Outside) publish(ctx context.Context, count int, rowAt func(i int) *model.Row) error {
	return v.read(ctx, func(l lists.List) error {
		for i := range count {
			row := rowAt(i)
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

// Page is a page of the list. Words of a search that are found in no shipment are
// looked for among the customers: then it is of their shipments.
func (a *AllShipments) Page(ctx context.Context, q model.Query) (model.Page, error) {
	if q.Search == "" {
		return a.window.Page(ctx, q)
	}
	first, err := a.window.Page(ctx, model.Query{Search: q.Search, Limit: 1})
	if err != nil || len(first.Rows) > 0 {
		return a.window.Page(ctx, q)
	}
	if q, err = a.ofCustomers(ctx, q); err != nil {
		return model.Page{}, err
	}
	return a.window.Page(ctx, q)
}

// ofCustomers is the question with the words that customers answer to in its filter.
func (a *AllShipments) ofCustomers(ctx context.Context, q model.Query) (model.Query, error) {
	all, err := read(ctx, a.store, func(r engine.Reader) ([]model.Partner, error) { return records.Partners.All(r) })
	if err != nil {
		return q, err
	}
	var others []string
	for _, word := range strings.Fields(q.Search) {
		key := model.Fold(word)
		if key != "" && slices.ContainsFunc(all, func(p model.Partner) bool { return p.Answers(key) }) {
			q.Filter = strings.TrimSpace(q.Filter + " " + string(filter.FieldCustomer) + ":" + key)
		} else {
			others = append(others, word)
		}
	}
	q.Search = strings.Join(others, " ")
	return q, nil
}

package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// AllShipments is the staff's list of the shipments of all partners, with the methods of a room. It
// shows what the office knows, published or not, in the form of model.Inside.
type AllShipments struct{ view window }

// AllShipments is the list of them.
func (o *Office) AllShipments() *AllShipments {
	return &AllShipments{window{store: o.store, list: engine.Office}}
}

// Page is one page of the list. The error may be the Fault "error.cursor", for
// a cursor that is not of this list.
func (a *AllShipments) Page(ctx context.Context, q model.Query) (model.Page, error) {
	return a.view.page(ctx, q)
}

// Counts is how many shipments stand under each tab.
func (a *AllShipments) Counts(ctx context.Context) (model.Counts, error) { return a.view.counts(ctx) }

// Version is the number of the latest change of any shipment, visible to its
// customer or not.
func (a *AllShipments) Version(ctx context.Context) (uint64, error) { return a.view.version(ctx) }

// Watch waits until the version is above since, and gives it. It ends with the
// context's error, or ErrClosed.
func (a *AllShipments) Watch(ctx context.Context, since uint64) (uint64, error) {
	return a.view.watch(ctx, since)
}

// Changes are the shipments that changed after since, each with its latest
// change, the oldest first; at most limit (0: model.MaxPage).
func (a *AllShipments) Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error) {
	return a.view.changes(ctx, since, limit)
}

// Forwarder is how the house presents itself.
func (a *AllShipments) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return a.view.store.forwarder(ctx)
}

// Shipment is a shipment as the office knows it; ErrNotFound. ref may be
// written in any case and without its slashes.
func (a *AllShipments) Shipment(ctx context.Context, ref string) (model.Published, error) {
	return a.view.shipment(ctx, ref, func(l reading, name string) (model.Published, error) { return l.inTheOffice(name, model.Inside) })
}

// Shipment is the office's record; ErrNotFound. ref may be written in any case
// and without its slashes.
func (o *Office) Shipment(ctx context.Context, ref string) (model.Shipment, error) {
	var s model.Shipment
	err := o.store.view(ctx, func(tx engine.Reader) error {
		name, err := named(tx, engine.Office, ref)
		if err != nil {
			return err
		}
		s, err = readShipment(tx, name)
		return err
	})
	return s, err
}

// inTheOffice is the office's record in some form, under the number of its change.
func (l reading) inTheOffice(ref string, form func(model.Shipment) model.Published) (model.Published, error) {
	s, err := readShipment(l, ref)
	if err != nil {
		return model.Published{}, err
	}
	i, _, err := itemIn(l, engine.Office, ref)
	p := form(s)
	p.Change = i.Seq
	return p, err
}

package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

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

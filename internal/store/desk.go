package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// keepSchedule keeps what a shipment needs now and later.
func keepSchedule(tx engine.Tx, s model.Shipment) error {
	mailed, _, err := records.Mailed.Get(tx, s.Ref.String())
	if err != nil {
		return err
	}
	return lists.PutSchedule(tx, s, mailed.ETA)
}

// arrive keeps what a shipment needs, and that it stands in its partner's room again
// if it had left.
func (w *Writer) arrive(s model.Shipment) error {
	if err := records.Former.Delete(w.tx, s.Partner, s.Ref.String()); err != nil {
		return err
	}
	return keepSchedule(w.tx, s)
}

// departed takes a shipment off the desk of the partner that it no longer
// belongs to, and remembers that it was there.
func (w *Writer) departed(s model.Shipment) error {
	if err := lists.DropSchedule(w.tx, s); err != nil {
		return err
	}
	return records.Former.Put(w.tx, struct{}{}, s.Partner, s.Ref.String())
}

// Desk is a page of the shipments that need an update, the worst first, see
// [lists.Desk]. The error may be the Fault "error.cursor".
func (o *Office) Desk(ctx context.Context, q model.DeskQuery) (page model.DeskPage, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		page, err = lists.Desk(ctx, tx, q, o.store.now().UTC(), func(ref string, now time.Time) (model.DeskItem, error) { return deskItem(tx, ref, now) })
		return err
	})
	return page, err
}

// deskItem is what stands in a line of the desk.
func deskItem(r engine.Reader, ref string, now time.Time) (model.DeskItem, error) {
	s, err := records.Shipment(r, ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	p, _, err := records.Partners.Get(r, s.Partner)
	if err != nil {
		return model.DeskItem{}, err
	}
	mailed, _, err := records.Mailed.Get(r, ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	row, err := lists.Of(r, engine.Office).Row(ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	needs := model.Needs(s, now, model.NeedRules{Mailed: mailed.ETA})
	return model.DeskItem{
		Standing:    model.Standing{Ref: s.Ref, Partner: s.Partner, Needs: needs},
		PartnerName: p.Name, Row: row, Next: model.NextMilestone(s),
	}, nil
}

// Freshness is how fresh what customers see is, for every partner, by slug, see
// [lists.Freshness].
func (o *Office) Freshness(ctx context.Context) (list []model.PartnerFreshness, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		meters, err := lists.Freshness(ctx, tx, o.store.now())
		if err != nil {
			return err
		}
		list = nil
		for p, err := range allPartners(tx) {
			if err != nil {
				return err
			}
			meter := meters[p.Slug]
			if meter == nil {
				meter = model.NewFreshnessMeter(time.Time{}, model.UsualSilentDays)
			}
			list = append(list, model.PartnerFreshness{Partner: p.Slug, Name: p.Name, Figure: meter.Figure()})
		}
		return nil
	})
	return list, err
}

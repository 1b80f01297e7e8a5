package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// appraise keeps the desk's entry of a shipment, and that it stands in its
// partner's room again if it had left.
func (w *Writer) appraise(s model.Shipment) error {
	if err := former.delete(w.tx, s.Partner, s.Ref.String()); err != nil {
		return err
	}
	return keepOutlook(w.tx, s)
}

// keepOutlook writes the entry of a shipment as it is now.
func keepOutlook(tx bolt.Tx, s model.Shipment) error {
	desk, err := bucket(tx, bucketOffice, bucketDesk)
	if err != nil {
		return err
	}
	return keepOutlookOn(desk, tx, s)
}

// keepOutlookOn writes it on the desk that is given.
func keepOutlookOn(desk *bbolt.Bucket, tx bolt.Tx, s model.Shipment) error {
	mailed, _, err := mailedETAs.get(tx, s.Ref.String())
	if err != nil {
		return err
	}
	key, o := pairKey(s.Partner, s.Ref.String()), outlookOf(s, mailed.ETA)
	if o.empty() {
		return remove(desk, key)
	}
	return put(desk, key, seal(key, o.pack()))
}

// departed takes a shipment off the desk of the partner that it no longer
// belongs to, and remembers that it was there.
func (w *Writer) departed(s model.Shipment) error {
	ref := s.Ref.String()
	desk, err := bucket(w.tx, bucketOffice, bucketDesk)
	if err != nil {
		return err
	}
	if err := remove(desk, pairKey(s.Partner, ref)); err != nil {
		return err
	}
	return former.put(w.tx, struct{}{}, s.Partner, ref)
}

// eachOutlook goes over the entries of one partner's desk, or of all (empty
// slug). The names that fn gets are the file's, and the entry is good for the call
// alone.
func eachOutlook(ctx context.Context, tx bolt.Tx, slug string, fn func(slug, ref []byte, o outlook) error) error {
	desk, err := bucket(tx, bucketOffice, bucketDesk)
	if err != nil {
		return err
	}
	var head []byte
	if slug != "" {
		head = pairKey(slug, "")
	}
	cursor, seen, reader := desk.Cursor(), 0, outlookReader{}
	for key, sealed := cursor.Seek(head); bytes.HasPrefix(key, head) && key != nil; key, sealed = cursor.Next() {
		if seen++; seen%1024 == 0 && ctx.Err() != nil {
			return fmt.Errorf("desk: %w", ctx.Err())
		}
		partner, ref, ok := bytes.Cut(key, []byte{0})
		if !ok {
			return fmt.Errorf("entry %q of the desk: %w", key, errDamaged)
		}
		payload, err := unseal(key, sealed)
		if err != nil {
			return err
		}
		o, err := reader.read(payload)
		if err != nil {
			return err
		}
		if err := fn(partner, ref, o); err != nil {
			return err
		}
	}
	return nil
}

// Desk is a page of the shipments that need an update, the worst first. It
// looks through small entries of those that are open, and reads the page's own
// shipments alone. A page behind a cursor is as of the moment of the first one.
// The error may be the Fault "error.cursor".
func (o *Office) Desk(ctx context.Context, q model.DeskQuery) (page model.DeskPage, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		d := deskReader{tx: tx, at: o.store.now().UTC(), best: ranking{limit: usualPage + 1}}
		if q.Limit > 0 {
			d.best.limit = min(q.Limit, model.MaxPage) + 1
		}
		if q.After != "" {
			if d.at, d.after, err = parseDeskCursor(q.After); err != nil {
				return err
			}
		}
		page, err = d.page(ctx, q.Partner)
		return err
	})
	return page, err
}

// deskReader reads one page of the desk.
type deskReader struct {
	tx    bolt.Tx
	at    time.Time
	after *ranked
	best  ranking
}

func (d *deskReader) page(ctx context.Context, slug string) (page model.DeskPage, err error) {
	var pressing []int
	err = eachOutlook(ctx, d.tx, slug, func(partner, ref []byte, o outlook) error {
		if pressing = o.severities(d.at, pressing); len(pressing) == 0 {
			return nil
		}
		page.Total++
		r := ranked{pressing, ref, partner}
		if d.after == nil || compareRanked(*d.after, r) < 0 {
			d.best.offer(r)
		}
		return nil
	})
	if err != nil {
		return page, err
	}
	list := d.best.list
	if len(list) == d.best.limit {
		list = list[:len(list)-1]
		page.Next = deskCursor(d.at, list[len(list)-1])
	}
	for _, r := range list {
		item, err := d.item(string(r.ref))
		if err != nil {
			return page, err
		}
		page.Items = append(page.Items, item)
	}
	return page, nil
}

// item reads what stands in a line of the desk.
func (d *deskReader) item(ref string) (model.DeskItem, error) {
	s, err := readShipment(d.tx, ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	p, _, err := partners.get(d.tx, s.Partner)
	if err != nil {
		return model.DeskItem{}, err
	}
	mailed, _, err := mailedETAs.get(d.tx, ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	hall, err := openTree(d.tx, hallName)
	if err != nil {
		return model.DeskItem{}, err
	}
	held, _, err := hall.held(ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	needs := model.Needs(s, d.at, model.NeedRules{Mailed: mailed.ETA})
	return model.DeskItem{
		Standing:    model.Standing{Ref: s.Ref, Partner: s.Partner, Needs: needs},
		PartnerName: p.Name, Row: held.row, Next: model.NextMilestone(s),
	}, nil
}

// Freshness is how fresh what customers see is, for every partner, by slug.
// Fresh is what was updated within model.UsualSilentDays.
func (o *Office) Freshness(ctx context.Context) (list []model.PartnerFreshness, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		now, meters := o.store.now(), map[string]*model.FreshnessMeter{}
		err := eachOutlook(ctx, tx, "", func(slug, _ []byte, o outlook) error {
			meter := meters[string(slug)]
			if meter == nil {
				meter = model.NewFreshnessMeter(now, model.UsualSilentDays)
				meters[string(slug)] = meter
			}
			if o.active {
				meter.Add(model.InTransit, time.Unix(0, o.updated))
			}
			return nil
		})
		if err != nil {
			return err
		}
		list, err = figures(tx, meters)
		return err
	})
	return list, err
}

// figures are those of all partners, measured or not.
func figures(r engine.Reader, meters map[string]*model.FreshnessMeter) (list []model.PartnerFreshness, err error) {
	for found, err := range partners.scan(r, engine.Scan{}) {
		if err != nil {
			return nil, err
		}
		p := found.Value
		meter := meters[p.Slug]
		if meter == nil {
			meter = model.NewFreshnessMeter(time.Time{}, model.UsualSilentDays)
		}
		list = append(list, model.PartnerFreshness{Partner: p.Slug, Name: p.Name, Figure: meter.Figure()})
	}
	return list, nil
}

// ranked is where a shipment stands on the desk.
type ranked struct {
	pressing  []int // severities, the worst first
	ref, slug []byte
}

// compareRanked is the order of model.WorstFirst.
func compareRanked(a, b ranked) int {
	for i := range min(len(a.pressing), len(b.pressing)) {
		if d := b.pressing[i] - a.pressing[i]; d != 0 {
			return d
		}
	}
	if d := len(b.pressing) - len(a.pressing); d != 0 {
		return d
	}
	if d := bytes.Compare(a.ref, b.ref); d != 0 {
		return d
	}
	return bytes.Compare(a.slug, b.slug)
}

// ranking keeps the first limit of what it is offered, in order.
type ranking struct {
	limit int
	list  []ranked
}

func (k *ranking) offer(r ranked) {
	if len(k.list) == k.limit {
		if compareRanked(r, k.list[k.limit-1]) >= 0 {
			return
		}
		k.list = k.list[:k.limit-1]
	}
	at, _ := slices.BinarySearchFunc(k.list, r, compareRanked)
	kept := ranked{slices.Clone(r.pressing), r.ref, r.slug} // the names live as long as the transaction
	k.list = slices.Insert(k.list, at, kept)
}

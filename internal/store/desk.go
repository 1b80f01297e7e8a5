package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
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

// desk has an entry for each shipment that needs something now or later, by its
// partner and its number. Its values are packed, see desk_entry.go: a page of the
// desk looks at all of them.
var desk = engine.Table{Name: "desk"}

// keepOutlook writes the entry of a shipment as it is now.
func keepOutlook(tx engine.Tx, s model.Shipment) error {
	mailed, _, err := mailedETAs.get(tx, s.Ref.String())
	if err != nil {
		return err
	}
	key, o := keyOf(s.Partner, s.Ref.String()), outlookOf(s, mailed.ETA)
	if o.empty() {
		return tx.Delete(&desk, key) //nolint:wrapcheck // the engine names the table and the key
	}
	return tx.Put(&desk, engine.Record{Key: key, Value: o.pack()}) //nolint:wrapcheck // likewise
}

// departed takes a shipment off the desk of the partner that it no longer
// belongs to, and remembers that it was there.
func (w *Writer) departed(s model.Shipment) error {
	key := keyOf(s.Partner, s.Ref.String())
	if err := w.tx.Delete(&desk, key); err != nil {
		return err
	}
	return former.put(w.tx, struct{}{}, key.First, key.Second)
}

// eachOutlook goes over the entries of one partner's desk, or of all (empty
// slug). An entry is good for the call alone.
func eachOutlook(ctx context.Context, r engine.Reader, slug string, fn func(slug, ref string, o outlook) error) error {
	seen, reader := 0, outlookReader{}
	for entry, err := range r.Scan(&desk, engine.Scan{First: slug}) {
		if err != nil {
			return err
		}
		if seen++; seen%1024 == 0 && ctx.Err() != nil {
			return fmt.Errorf("desk: %w", ctx.Err())
		}
		o, err := reader.read(entry.Value)
		if err != nil {
			return err
		}
		if err := fn(entry.Key.First, entry.Key.Second, o); err != nil {
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
	err = o.store.view(ctx, func(tx engine.Reader) error {
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
	tx    engine.Reader
	at    time.Time
	after *ranked
	best  ranking
}

func (d *deskReader) page(ctx context.Context, slug string) (page model.DeskPage, err error) {
	var pressing []int
	err = eachOutlook(ctx, d.tx, slug, func(partner, ref string, o outlook) error {
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
		item, err := d.item(r.ref)
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
	row, err := rowIn(d.tx, engine.Office, ref)
	if err != nil {
		return model.DeskItem{}, err
	}
	needs := model.Needs(s, d.at, model.NeedRules{Mailed: mailed.ETA})
	return model.DeskItem{
		Standing:    model.Standing{Ref: s.Ref, Partner: s.Partner, Needs: needs},
		PartnerName: p.Name, Row: row, Next: model.NextMilestone(s),
	}, nil
}

// Freshness is how fresh what customers see is, for every partner, by slug.
// Fresh is what was updated within model.UsualSilentDays.
func (o *Office) Freshness(ctx context.Context) (list []model.PartnerFreshness, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		now, meters := o.store.now(), map[string]*model.FreshnessMeter{}
		err := eachOutlook(ctx, tx, "", func(slug, _ string, o outlook) error {
			meter := meters[slug]
			if meter == nil {
				meter = model.NewFreshnessMeter(now, model.UsualSilentDays)
				meters[slug] = meter
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
	ref, slug string
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
	if d := strings.Compare(a.ref, b.ref); d != 0 {
		return d
	}
	return strings.Compare(a.slug, b.slug)
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
	r.pressing = slices.Clone(r.pressing)
	k.list = slices.Insert(k.list, at, r)
}

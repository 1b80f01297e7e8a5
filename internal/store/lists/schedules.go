package lists

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

func scheduleKey(s model.Shipment) engine.Key {
	return engine.Key{First: s.Partner, Second: s.Ref.String()}
}

// PutSchedule keeps what a shipment needs now and later.
func PutSchedule(tx engine.Tx, s model.Shipment) error {
	o, err := readSchedule(tx, s)
	if err != nil {
		return err
	}
	if o.empty() {
		return DropSchedule(tx, s)
	}
	return tx.Put(&records.Schedules, engine.Record{Key: scheduleKey(s), Value: o.pack()}) //nolint:wrapcheck // the engine names the table and the key
}

// readSchedule is the schedule of a shipment of which customers were mailed what is kept.
func readSchedule(r engine.Reader, s model.Shipment) (schedule, error) {
	mailed, _, err := records.Mailed.Get(r, s.Ref.String())
	return scheduleOf(s, mailed.ETA), err
}

// DropSchedule takes a shipment off the desk of its partner.
func DropSchedule(tx engine.Tx, s model.Shipment) error {
	return tx.Delete(&records.Schedules, scheduleKey(s)) //nolint:wrapcheck // the engine names the table and the key
}

// CheckSchedule compares what is kept with the rules; false for a shipment that should
// not be there.
func CheckSchedule(r engine.Reader, s model.Shipment) (kept bool, err error) {
	o, err := readSchedule(r, s)
	if err != nil || o.empty() {
		return false, err
	}
	found, err := r.Get(&records.Schedules, scheduleKey(s))
	if err != nil || !bytes.Equal(found.Value, o.pack()) {
		err = fmt.Errorf("entry is not the record's: %w", errors.Join(engine.ErrDamaged, err))
	}
	return true, err
}

// DropLooseSchedules takes off the desk what is none of a shipment's, or cannot be read.
func DropLooseSchedules(tx engine.Tx) error {
	var loose []engine.Key
	for found, err := range tx.Scan(&records.Schedules, engine.Scan{}) {
		row, rowErr := Of(tx, engine.Office).Row(found.Key.Second)
		if err != nil || rowErr != nil || row.Partner != found.Key.First {
			loose = append(loose, found.Key)
		}
	}
	for _, key := range loose {
		if err := tx.Delete(&records.Schedules, key); err != nil {
			return err //nolint:wrapcheck // the engine names the table and the key
		}
	}
	return nil
}

// eachSchedule goes over those of one partner, or of all (empty slug). One is good
// for the call alone.
func eachSchedule(ctx context.Context, r engine.Reader, slug string, fn func(slug, ref string, o schedule)) error {
	seen, reader := 0, scheduleReader{}
	for found, err := range r.Scan(&records.Schedules, engine.Scan{First: slug}) {
		if err != nil {
			return err //nolint:wrapcheck // the engine names the table
		}
		if seen++; seen%1024 == 0 && ctx.Err() != nil {
			return fmt.Errorf("desk: %w", ctx.Err())
		}
		o, err := reader.read(found.Value)
		if err != nil {
			return err
		}
		fn(found.Key.First, found.Key.Second, o)
	}
	return nil
}

// Pending are the numbers of a partner's open shipments that have events which
// only the office knows, or of which another ETA was mailed than is shown; at
// most limit.
func Pending(ctx context.Context, r engine.Reader, slug string, now time.Time, limit int) (refs []string, err error) {
	err = eachSchedule(ctx, r, slug, func(_, ref string, o schedule) {
		if len(refs) < limit && (o.withheld || o.needs(model.NeedMailed, now)) {
			refs = append(refs, ref)
		}
	})
	return refs, err
}

// Freshness is how fresh what customers see is, for one partner, or for all (empty
// slug), by slug. Fresh is what was updated within model.UsualSilentDays.
func Freshness(ctx context.Context, r engine.Reader, slug string, now time.Time) (list []model.PartnerFreshness, err error) {
	meters := map[string]*model.FreshnessMeter{}
	meter := func(slug string) *model.FreshnessMeter {
		if meters[slug] == nil {
			meters[slug] = model.NewFreshnessMeter(now, model.UsualSilentDays)
		}
		return meters[slug]
	}
	err = eachSchedule(ctx, r, slug, func(slug, _ string, o schedule) {
		if o.active {
			meter(slug).Add(model.InTransit, time.Unix(0, o.updated))
		}
	})
	if err != nil {
		return nil, err
	}
	for p, err := range records.Partners.Scan(r, engine.Scan{}) {
		switch {
		case err != nil:
			return nil, err
		case slug != "" && p.First != slug:
			continue
		}
		list = append(list, model.PartnerFreshness{Partner: p.First, Name: p.Value.Name, Figure: meter(p.First).Figure()})
	}
	return list, nil
}

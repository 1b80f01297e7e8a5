package codes

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/mail"
	"porthole/internal/store/records"
)

const (
	// usualLife is for how many days a tracking code opens its shipment: after the
	// arrival, or after it was made while no arrival is known.
	usualLife = 30
	// leastLife is for how many days it does so at least, for what arrived long ago.
	leastLife = 7
)

// endFor is when a code for a shipment ends that goes by the arrival which
// customers are shown: at the end of a day of the forwarder, so that the day which
// people are told is a whole one.
func endFor(tx *records.Tx, p model.Published) (time.Time, error) {
	forwarder, err := records.Forwarder(tx)
	if err != nil {
		return time.Time{}, err
	}
	now := tx.Now.In(model.ZoneNamed(forwarder.Zone))
	arrival := p.ATA
	if arrival.IsZero() {
		arrival = p.ETA
	}
	if arrival.IsZero() {
		return endOfDay(now, usualLife).UTC(), nil
	}
	year, month, day := arrival.Date().Instant().Date()
	end := endOfDay(time.Date(year, month, day, 12, 0, 0, 0, now.Location()), usualLife)
	if least := endOfDay(now, leastLife); end.Before(least) {
		end = least
	}
	return end.UTC(), nil
}

// endOfDay is the last second of the day that lies so many days after t, in
// t's zone.
func endOfDay(t time.Time, days int) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day+days, 23, 59, 59, 0, t.Location())
}

// Extend moves the end of the codes on that go by the arrival of a shipment, when
// that is later than it was. None ends sooner than somebody was told.
func Extend(tx *records.Tx, p model.Published) error {
	open, err := openTo(tx, p.Ref.String(), tx.Now)
	if err != nil || len(open) == 0 {
		return err
	}
	end, err := endFor(tx, p)
	if err != nil {
		return err
	}
	for _, l := range open {
		if !l.Follows || !end.After(l.Expires) {
			continue
		}
		l.Expires = end
		if err := l.Keep(tx); err != nil {
			return err
		}
		if err := mail.ExtendCode(tx, l.Ref, l.To, end); err != nil {
			return err
		}
	}
	return nil
}

// RevokeAll revokes the codes of a shipment that goes to another customer: they were
// made on behalf of the one before.
func RevokeAll(tx *records.Tx, ref string) error {
	open, err := openTo(tx, ref, tx.Now)
	for i := range open {
		if err := revoke(tx, &open[i]); err != nil {
			return err
		}
	}
	return err
}

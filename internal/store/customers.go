package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/codes"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Customer is what the office knows of a partner beside its shipments.
func (r *Reader) Customer(slug string) (c model.Customer, err error) {
	list, err := r.AccountsOf(slug)
	for _, a := range list {
		if a.Disabled {
			continue
		}
		c.Accounts++
		c.Keys += len(a.Keys)
		if a.Notices.Level != model.NoticesOff {
			c.Mailed++
		}
		if a.Used.After(c.Visit) {
			c.Visit = a.Used
		}
	}
	c.Partner, c.Paused = slug, r.store.paused(slug)
	return c, err
}

// AccountsOf are the accounts of a partner, by their addresses.
func (r *Reader) AccountsOf(slug string) (list []model.CustomerAccount, err error) {
	for found, err := range records.Accounts.Scan(r.tx, engine.Scan{Column: "partner", Value: slug}) {
		if err != nil {
			return nil, err
		}
		a := model.CustomerAccount{Email: found.Value.Email, Disabled: found.Value.Disabled}
		if a.Keys, err = r.Keys(a.Email); err != nil {
			return nil, err
		}
		for _, k := range a.Keys {
			if k.LastUsed.After(a.Used) {
				a.Used = k.LastUsed
			}
		}
		if a.Notices, err = r.Notices(slug, a.Email); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// OpenCodes is how many tracking codes open a shipment, by the partner whose it is.
func (r *Reader) OpenCodes() (map[string]int, error) {
	return codes.CountAll(r.tx, r.now)
}

// Now is the time of the house's clock.
func (o *Office) Now() time.Time { return o.store.now() }

// LatestAudit reads the entries of the trail before a number (0: all) that have every
// word of search, the latest first, at most limit. next is the number to go on from,
// zero at the end; a page may be short and have a next all the same. ErrForbidden for
// all but managers and administrators.
func (o *Office) LatestAudit(ctx context.Context, before uint64, limit int, search string) (list []AuditEntry, next uint64, err error) {
	if !o.who.Role.May(model.ActAudit) {
		return nil, 0, model.ErrForbidden
	}
	o.store.finishTrail()
	err = o.store.view(ctx, func(tx engine.Reader) error {
		list, next = nil, 0
		last, err := records.LastEntry(tx)
		at := last.Seq
		if before > 0 {
			at = min(at, before-1)
		}
		for seen := 0; err == nil && at > 0 && seen < maxAuditScan && len(list) < limit; seen++ {
			var e AuditEntry
			if e, err = records.Entry(tx, at); err == nil && entryHas(e, search) {
				list = append(list, e)
			}
			at--
		}
		if at > 0 {
			next = at + 1
		}
		return err
	})
	return list, next, err
}

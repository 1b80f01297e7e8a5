package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

const (
	// linkLife is for how long a tracking code opens its shipment: after the
	// arrival, or after it was made while no arrival is known.
	linkLife = 30
	// linkLeast is for how long it does so at least, in days, for what arrived
	// long ago.
	linkLeast = 7
)

// FreshCode is a code that was just made: its hash, which is kept, and its
// text, which goes into the one mail that brings it. It does not print itself.
type FreshCode struct {
	Hash  CodeHash
	Plain string
}

// String hides the code.
func (FreshCode) String() string { return "HL-…" }

// GoString hides the code.
func (FreshCode) GoString() string { return "HL-…" }

// LinkDraft is a tracking code as it is asked for.
type LinkDraft struct {
	Ref      string
	To       string        // mail address
	Language string        // of the mail; empty: the house's usual
	Life     time.Duration // 0: until 30 days after the arrival, or for 30 days
	Bind     bool          // only the first key that uses it is let in
}

// CreateLink makes a tracking code for one shipment and one recipient, and
// queues the mail that brings it. ErrNotFound for an unknown shipment, the
// Fault "error.email" for what is no address.
func (o *Office) CreateLink(ctx context.Context, d LinkDraft, code FreshCode) (l Link, err error) {
	err = o.change(ctx, model.ActCodes, "link create", func(w *Writer) error {
		s, err := w.Shipment(d.Ref)
		if err != nil {
			return err
		}
		to, err := model.ParseEmail(d.To)
		if err != nil {
			return err
		}
		l = Link{Ref: s.Ref.String(), Partner: s.Partner, To: to, Language: d.Language, Bind: d.Bind}
		return w.addLink(&l, s, d.Life, code)
	})
	return l, err
}

// RenewLink makes a new code in the place of an old one, which opens nothing
// from that moment on; its sessions end. The new one is for the same recipient
// and begins unbound. ErrNotFound, and the Faults "error.link.revoked" and
// "error.link.replaced" (with the id of the newer one).
func (o *Office) RenewLink(ctx context.Context, id string, life time.Duration, code FreshCode) (l Link, err error) {
	err = o.change(ctx, model.ActCodes, "link renew", func(w *Writer) error {
		old, err := records.LinkByID(w.tx, id)
		switch {
		case err != nil:
			return err
		case !old.Renewed.IsZero():
			return model.NewFault("error.link.replaced", old.ID, old.Successor)
		case !old.Revoked.IsZero():
			return model.NewFault("error.link.revoked", old.ID)
		}
		s, err := records.Shipment(w.tx, old.Ref)
		if err != nil {
			return err
		}
		l = Link{Ref: old.Ref, Partner: s.Partner, To: old.To, Language: old.Language, Bind: old.Bind}
		if err := w.addLink(&l, s, life, code); err != nil {
			return err
		}
		old.Renewed, old.RenewedBy, old.Successor = w.tx.Now, w.tx.Who.Account, l.ID
		w.tx.Affected = append(w.tx.Affected, model.HolderAccount(old.ID))
		return old.Keep(w.tx)
	})
	return l, err
}

// RevokeLink closes a tracking code; it opens nothing from that moment on, and
// its sessions end. Managers may do so too. Nothing happens when it was revoked
// or replaced before. ErrNotFound.
func (o *Office) RevokeLink(ctx context.Context, id string) (l Link, err error) {
	err = o.change(ctx, model.ActRevoke, "link revoke", func(w *Writer) error {
		found, err := records.LinkByID(w.tx, id)
		if err != nil {
			return err
		}
		if found.Revoked.IsZero() && found.Renewed.IsZero() {
			err = w.recall(&found)
		}
		l = found.Link
		return err
	})
	return l, err
}

// addLink writes a new link and queues its mail.
func (w *Writer) addLink(l *Link, s model.Shipment, life time.Duration, code FreshCode) (err error) {
	l.Created, l.By, l.Follows = w.tx.Now, w.tx.Who.Account, life <= 0
	if l.Follows {
		l.Expires, err = w.linkEnd(model.Publish(s))
	} else {
		l.Expires = w.tx.Now.Add(life)
	}
	if err != nil {
		return err
	}
	if l.Rollbacks, err = records.CountRollbacks(w.tx); err != nil {
		return err
	}
	if l.Seq, err = w.tx.Number(&records.Links.Table); err != nil {
		return err //nolint:wrapcheck // the engine names the table
	}
	l.ID = records.LinkID(l.Seq)
	if err := w.tx.Audit(model.ActCodes, l.Ref, l.ID+" to "+l.To); err != nil {
		return err
	}
	if err := (records.KeptLink{Link: *l, Hash: records.HashText(code.Hash)}).Keep(w.tx); err != nil {
		return err
	}
	return w.QueueCode(l.Ref, l.To, code.Plain, l.Language, l.Expires)
}

// linkEnd is when a code for a shipment ends that goes by the arrival which
// customers are shown: at the end of a day of the house, so that the day which
// people are told is a whole one.
func (w *Writer) linkEnd(p model.Published) (time.Time, error) {
	house, err := records.Forwarder(w.tx)
	if err != nil {
		return time.Time{}, err
	}
	zone := model.ZoneNamed(house.Zone)
	arrival := p.ATA
	if arrival.IsZero() {
		arrival = p.ETA
	}
	if arrival.IsZero() {
		return endOfDay(w.tx.Now.In(zone), linkLife).UTC(), nil
	}
	year, month, day := arrival.Date().Instant().Date()
	end := endOfDay(time.Date(year, month, day, 12, 0, 0, 0, zone), linkLife)
	if least := endOfDay(w.tx.Now.In(zone), linkLeast); end.Before(least) {
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

// recall takes a link back, and the mail to its recipient, unless they have
// another code for the shipment that still works.
func (w *Writer) recall(l *records.KeptLink) error {
	if err := w.tx.Audit(model.ActRevoke, l.Ref, l.ID+" to "+l.To); err != nil {
		return err
	}
	l.Revoked, l.RevokedBy = w.tx.Now, w.tx.Who.Account
	w.tx.Affected = append(w.tx.Affected, model.HolderAccount(l.ID))
	if err := l.Keep(w.tx); err != nil {
		return err
	}
	open, err := openLinks(w.tx, l.Ref, w.tx.Now)
	if err != nil {
		return err
	}
	for _, other := range open {
		if other.To == l.To {
			return nil
		}
	}
	return w.StopCode(l.Ref, l.To)
}

// recallLinks takes back the links to a shipment that goes to another customer:
// they were made on behalf of the one before.
func (w *Writer) recallLinks(s model.Shipment) error {
	open, err := openLinks(w.tx, s.Ref.String(), w.tx.Now)
	if err != nil {
		return err
	}
	for i := range open {
		if err := w.recall(&open[i]); err != nil {
			return err
		}
	}
	return nil
}

// extendLinks moves the end of the links on that go by the arrival, when that
// is later than it was. None ends sooner than somebody was told.
func (w *Writer) extendLinks(p model.Published) error {
	open, err := openLinks(w.tx, p.Ref.String(), w.tx.Now)
	if err != nil || len(open) == 0 {
		return err
	}
	end, err := w.linkEnd(p)
	if err != nil {
		return err
	}
	for _, l := range open {
		if !l.Follows || !end.After(l.Expires) {
			continue
		}
		l.Expires = end
		if err := l.Keep(w.tx); err != nil {
			return err
		}
		if err := w.extendMail(l.Link); err != nil {
			return err
		}
	}
	return nil
}

// extendMail has the recipient of a link mailed for as long as the link works.
func (w *Writer) extendMail(l Link) error {
	r, found, err := records.Followers.Get(w.tx, l.Ref, l.To)
	if err != nil || !found || !l.Expires.After(r.Until) {
		return err
	}
	r.Until = l.Expires
	return records.Followers.Put(w.tx, r, l.Ref, l.To)
}

package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// The Faults of tracking codes, beside those that invitations have too.
var (
	errWithdrawn = model.NewFault("error.code.withdrawn")
	errReplaced  = model.NewFault("error.code.replaced")
)

// OpenLink lets the holder of a tracking code in, by the code's hash. The
// fingerprint is that of the first key that their client has proved to hold, if
// it did: it counts for codes that are bound to a key, and for nothing else.
// remote is the client's address. The principal is good for SharedShipment; the use is in
// the audit trail.
//
// The Faults have how to reach the house as their last argument:
// "error.code.expired" (with the day before it), "error.code.withdrawn",
// "error.code.replaced", and "error.code.unknown" for everything else. Whatever
// it is, the same is looked at, and nothing is written for a code that does not
// exist.
func (d *Directory) OpenLink(ctx context.Context, hash CodeHash, fingerprint, remote string) (model.Principal, error) {
	var l records.KeptLink
	err := d.store.view(ctx, func(tx engine.Reader) (err error) {
		l, err = openLink(tx, records.HashText(hash), d.store.now(), &fingerprint)
		return err
	})
	if errors.Is(err, errExpired) {
		return model.Principal{}, errorOr(d.lapseLink(ctx, hash), err)
	}
	if err != nil {
		return model.Principal{}, err
	}
	return d.useLink(ctx, hash, fingerprint, remote, holder(l.Link, remote))
}

// holder is the principal of whoever holds a link's code.
func holder(l Link, remote string) model.Principal {
	return model.Principal{
		Account: model.HolderAccount(l.ID), Role: model.Holder, Language: l.Language,
		Remote: remote, Link: l.ID, Until: l.Expires,
	}
}

// useLink notes that a code was used. It looks again: somebody may have been
// faster.
func (d *Directory) useLink(ctx context.Context, hash CodeHash, fingerprint, remote string, p model.Principal) (model.Principal, error) {
	err := d.store.write(ctx, p, "link open", func(w *Writer) error {
		l, err := openLink(w.tx, records.HashText(hash), w.tx.Now, &fingerprint)
		if err != nil {
			return err
		}
		if err := w.tx.Audit(model.ActCode, l.Ref, l.ID+" of "+l.To); err != nil {
			return err
		}
		if l.First.IsZero() {
			l.First = w.tx.Now
		}
		l.Last, l.From, l.Uses = w.tx.Now, remote, l.Uses+1
		if l.Bind {
			l.Bound = fingerprint
		}
		return l.Keep(w.tx)
	})
	if err != nil {
		return model.Principal{}, err
	}
	return p, nil
}

// openLink reads a link that opens its shipment now. Whatever is wrong with it,
// the same is looked at. The key is looked at when one is given: sessions that
// are open already have shown theirs.
func openLink(tx engine.Reader, hash string, now time.Time, fingerprint *string) (records.KeptLink, error) {
	house, err := records.Forwarder(tx)
	if err != nil {
		return records.KeptLink{}, err
	}
	l, found, err := records.Links.By(tx, "hash", hash)
	if err != nil {
		return records.KeptLink{}, err
	}
	slug, ref := l.Partner, l.Ref
	if !found {
		slug, ref = "", nobody
	}
	_, there, err := lists.Of(tx, engine.List(slug)).Item(ref)
	if err != nil {
		return records.KeptLink{}, err
	}
	seen, err := records.LatestSince(tx, l.Rollbacks, now)
	if err != nil {
		return records.KeptLink{}, err
	}
	if !found || fingerprint != nil && !fits(l.Link, *fingerprint) {
		return records.KeptLink{}, model.NewFault(errNoCode.Key, house.Contact())
	}
	return l, verdict(l.Link, seen, there, house)
}

// fits says that the link can be used by whoever has this key.
func fits(l Link, fingerprint string) bool {
	return !l.Bind || fingerprint != "" && (l.Bound == "" || l.Bound == fingerprint)
}

// verdict is nil for a link that opens its shipment, which is there.
func verdict(l Link, now time.Time, there bool, house model.Forwarder) error {
	switch state := l.State(now); {
	case state == records.LinkReplaced:
		return model.NewFault(errReplaced.Key, house.Contact())
	case state == records.LinkRevoked || !there:
		return model.NewFault(errWithdrawn.Key, house.Contact())
	case state == records.LinkExpired:
		return model.NewFault(errExpired.Key, l.Expires.In(model.ZoneNamed(house.Zone)).Format(time.DateOnly), house.Contact())
	default:
		return nil
	}
}

// lapseLink notes that a code was seen to have expired, so that no clock opens
// it again. It writes once for each code.
func (d *Directory) lapseLink(ctx context.Context, hash CodeHash) error {
	return d.store.write(ctx, model.Principal{Account: "clock", Role: model.Portal}, "link expired", func(w *Writer) error {
		l, found, err := records.Links.By(w.tx, "hash", records.HashText(hash))
		if err != nil || !found || l.Lapsed {
			return err
		}
		if err := w.tx.Audit(model.ActOwn, l.Ref, l.ID); err != nil {
			return err
		}
		l.Lapsed = true
		return l.Keep(w.tx)
	})
}

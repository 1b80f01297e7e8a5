package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
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
	var l keptLink
	err := d.store.view(ctx, func(tx engine.Reader) (err error) {
		l, err = openLink(tx, hashText(hash), d.store.now(), &fingerprint)
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
		l, err := openLink(w.tx, hashText(hash), w.now, &fingerprint)
		if err != nil {
			return err
		}
		if err := w.record(model.ActCode, l.Ref, l.ID+" of "+l.To); err != nil {
			return err
		}
		if l.First.IsZero() {
			l.First = w.now
		}
		l.Last, l.From, l.Uses = w.now, remote, l.Uses+1
		if l.Bind {
			l.Bound = fingerprint
		}
		return keepLink(w.tx, l)
	})
	if err != nil {
		return model.Principal{}, err
	}
	return p, nil
}

// openLink reads a link that opens its shipment now. Whatever is wrong with it,
// the same is looked at. The key is looked at when one is given: sessions that
// are open already have shown theirs.
func openLink(tx engine.Reader, hash string, now time.Time, fingerprint *string) (keptLink, error) {
	house, err := readForwarder(tx)
	if err != nil {
		return keptLink{}, err
	}
	l, found, err := links.by(tx, "hash", hash)
	if err != nil {
		return keptLink{}, err
	}
	slug, ref := l.Partner, l.Ref
	if !found {
		slug, ref = "", nobody
	}
	_, there, err := lists.Of(tx, engine.List(slug)).Item(ref)
	if err != nil {
		return keptLink{}, err
	}
	seen, err := latestSince(tx, l.Era, now)
	if err != nil {
		return keptLink{}, err
	}
	if !found || fingerprint != nil && !l.fits(*fingerprint) {
		return keptLink{}, model.NewFault(errNoCode.Key, house.Contact())
	}
	return l, l.verdict(seen, there, house)
}

// fits says that the link can be used by whoever has this key.
func (l Link) fits(fingerprint string) bool {
	return !l.Bind || fingerprint != "" && (l.Bound == "" || l.Bound == fingerprint)
}

// verdict is nil for a link that opens its shipment, which is there.
func (l Link) verdict(now time.Time, there bool, house model.Forwarder) error {
	switch state := l.State(now); {
	case state == LinkReplaced:
		return model.NewFault(errReplaced.Key, house.Contact())
	case state == LinkRevoked || !there:
		return model.NewFault(errWithdrawn.Key, house.Contact())
	case state == LinkExpired:
		return model.NewFault(errExpired.Key, l.Expires.In(model.ZoneNamed(house.Zone)).Format(time.DateOnly), house.Contact())
	default:
		return nil
	}
}

// lapseLink notes that a code was seen to have expired, so that no clock opens
// it again. It writes once for each code.
func (d *Directory) lapseLink(ctx context.Context, hash CodeHash) error {
	return d.store.write(ctx, model.Principal{Account: "clock", Role: model.Portal}, "link expired", func(w *Writer) error {
		l, found, err := links.by(w.tx, "hash", hashText(hash))
		if err != nil || !found || l.Lapsed {
			return err
		}
		if err := w.record(model.ActOwn, l.Ref, l.ID); err != nil {
			return err
		}
		l.Lapsed = true
		return keepLink(w.tx, l)
	})
}

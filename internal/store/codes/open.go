package codes

import (
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Open reads a link, by its code's hash, that opens its shipment now. The fingerprint is
// that of the key with which the code was typed, nil for sessions that are open already:
// they are told that their code was revoked, and whoever types one learns nothing.
func Open(r engine.Reader, hash string, now time.Time, fingerprint *string) (records.KeptLink, error) {
	forwarder, err := records.Forwarder(r)
	if err != nil {
		return records.KeptLink{}, err
	}
	l, found, err := records.Links.By(r, "hash", hash)
	if err != nil {
		return records.KeptLink{}, err
	}
	slug, ref := l.Partner, l.Ref
	if !found {
		slug, ref = "", nobody
	}
	_, there, err := lists.Of(r, engine.List(slug)).Item(ref)
	if err != nil {
		return records.KeptLink{}, err
	}
	seen, err := records.LatestSince(r, l.Rollbacks, now)
	if err != nil {
		return records.KeptLink{}, err
	}
	typed := fingerprint != nil
	browser := typed && *fingerprint == Browser
	err = verdict(l, seen, there, forwarder)
	if !found || typed && (errors.Is(err, errRevoked) || !browser && !fits(l, *fingerprint)) {
		return records.KeptLink{}, model.NewFault(errUnknown.Key, forwarder.Contact())
	}
	if err == nil && browser && l.Bind {
		err = model.NewFault(errBound.Key, forwarder.Contact())
	}
	return l, err
}

// Browser stands for the fingerprint of who comes with a web browser, which has no
// key: a code that is bound to one says so, and opens nothing there.
const Browser = "browser"

// fits says that the link can be used by whoever has this key.
func fits(l records.KeptLink, fingerprint string) bool {
	return !l.Bind || fingerprint != "" && (l.Bound == "" || l.Bound == fingerprint)
}

// verdict is nil for a link that opens its shipment, which is there.
func verdict(l records.KeptLink, now time.Time, there bool, f model.Forwarder) error {
	switch state := l.State(now); {
	case state == records.LinkReplaced:
		return model.NewFault(errReplaced.Key, f.Contact())
	case state == records.LinkRevoked || !there:
		return model.NewFault(errRevoked.Key, f.Contact())
	case state == records.LinkExpired:
		return expired(l.Expires, f)
	default:
		return nil
	}
}

// Holder is the principal of whoever holds a link's code.
func Holder(l records.KeptLink, remote string) model.Principal {
	return model.Principal{
		Account: model.HolderAccount(l.ID), Role: model.Holder, Language: l.Language,
		Remote: remote, Link: l.ID, Until: l.Expires,
	}
}

// Use notes that a code was used, from an address. It looks again: somebody may have
// been faster.
func Use(tx *records.Tx, hash, fingerprint, remote string) error {
	l, err := Open(tx, hash, tx.Now, &fingerprint)
	if err != nil {
		return err
	}
	if err := tx.Audit(model.ActCode, l.Ref, l.ID+" of "+l.To); err != nil {
		return err
	}
	if l.First.IsZero() {
		l.First = tx.Now
	}
	l.Last, l.From, l.Uses = tx.Now, remote, l.Uses+1
	if l.Bind {
		l.Bound = fingerprint
	}
	return l.Keep(tx)
}

// Lapse notes that a code was seen to have expired. It writes once for each code.
func Lapse(tx *records.Tx, hash string) error {
	l, found, err := records.Links.By(tx, "hash", hash)
	if err != nil || !found || l.Lapsed {
		return err
	}
	l.Lapsed = true
	if err := tx.Audit(model.ActOwn, l.Ref, l.ID); err != nil {
		return err
	}
	return l.Keep(tx)
}

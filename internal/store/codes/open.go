package codes

import (
	"cmp"
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
	l, found, err := find(r, hash)
	if err != nil {
		return records.KeptLink{}, err
	}
	_, there, err := lists.Of(r, engine.List(l.Partner)).Item(cmp.Or(l.Ref, nobody))
	if err != nil {
		return records.KeptLink{}, err
	}
	seen, err := records.LatestSince(r, l.Rollbacks, now)
	if err != nil {
		return records.KeptLink{}, err
	}
	typed := fingerprint != nil
	browser := typed && *fingerprint == Browser
	why := verdict(l, seen, there)
	switch {
	case !found || typed && (why == errRevoked || !browser && !fits(l, *fingerprint)):
		why = errUnknown
	case why == nil && browser && l.Bind:
		why = errBound
	}
	switch why {
	case nil:
		return l, nil
	case ErrExpired:
		return records.KeptLink{}, expired(l.Expires, forwarder)
	}
	return records.KeptLink{}, model.NewFault(why.Key, forwarder.Contact())
}

// find reads the link of a code, and where there is none the newest one in its place,
// whose shipment is then looked at. Either way the same is read: the newest link, one by
// a hash, and nothing by another.
func find(r engine.Reader, hash string) (l records.KeptLink, found bool, err error) {
	other := nobody
	for newest, err := range records.Links.Scan(r, records.Newest(0)) {
		if err != nil {
			return l, false, err
		}
		other = newest.Value.Hash
		break
	}
	if l, found, err = records.Links.By(r, "hash", hash); err != nil {
		return l, false, err
	}
	if found {
		other = nobody
	}
	standIn, _, err := records.Links.By(r, "hash", other)
	if !found {
		l = standIn
	}
	return l, found, err
}

// Browser stands for the fingerprint of who comes with a web browser, which has no
// key: a code that is bound to one says so, and opens nothing there.
const Browser = "browser"

// fits says that the link can be used by whoever has this key.
func fits(l records.KeptLink, fingerprint string) bool {
	return !l.Bind || fingerprint != "" && (l.Bound == "" || l.Bound == fingerprint)
}

// verdict is nil for a link that opens its shipment, which is there.
func verdict(l records.KeptLink, now time.Time, there bool) *model.Fault {
	switch state := l.State(now); {
	case state == records.LinkReplaced:
		return errReplaced
	case state == records.LinkRevoked || !there:
		return errRevoked
	case state == records.LinkExpired:
		return ErrExpired
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

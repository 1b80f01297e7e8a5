// Package codes has the rules of what is typed or pasted to come in: tracking codes,
// which open one shipment to one recipient, and invitations, which register one key
// to an account.
//
// A code itself is nowhere in the store, but for the mail that brings it, where it
// is encrypted; a record is found by the code's hash. make.go makes, renews and
// revokes tracking codes, follow.go has them follow their shipment, open.go lets
// their holders in. invitations.go and redeem.go do so for invitations.
//
// Whatever is wrong with a code, the same is looked at, so that the time of an
// answer tells nothing. And what was seen to have expired is noted, so that no clock
// that is put back opens it again.
package codes

import (
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// The Faults of codes, to be compared with.
var (
	ErrExpired  = model.NewFault("error.code.expired")
	errUsed     = model.NewFault("error.code.used")
	errUnknown  = model.NewFault("error.code.unknown")
	errRevoked  = model.NewFault("error.code.withdrawn")
	errReplaced = model.NewFault("error.code.replaced")
	errBound    = model.NewFault("error.code.bound")
)

// expired is ErrExpired for a code that has expired.
func expired(expires time.Time, f model.Forwarder) error {
	return model.NewFault(ErrExpired.Key, expires.In(model.ZoneNamed(f.Zone)).Format(time.DateOnly), f.Contact())
}

// nobody is an address that no account has, and the number of no shipment. Looking
// it up costs what looking up a real one does.
const nobody = "nobody@localhost"

// openTo are the codes of a shipment that open it at now, the oldest first.
func openTo(r engine.Reader, ref string, now time.Time) ([]records.KeptLink, error) {
	return open(r, engine.Scan{Column: "ref", Value: ref}, now)
}

// open are those of some codes that open their shipment at now, the oldest first.
func open(r engine.Reader, some engine.Scan, now time.Time) (list []records.KeptLink, err error) {
	list, err = records.Links.List(r, some)
	if err != nil || len(list) == 0 { // most shipments have no code
		return nil, err
	}
	clock, err := records.ReadClock(r)
	closed := func(l records.KeptLink) bool { return l.State(clock.LatestSince(l.Rollbacks, now)) != records.LinkOpen }
	return slices.DeleteFunc(list, closed), err
}

// CountAll is how many tracking codes open a shipment at now, by the partner whose it is.
func CountAll(r engine.Reader, now time.Time) (map[string]int, error) {
	list, err := open(r, engine.Scan{}, now)
	count := map[string]int{}
	for i := range list {
		count[list[i].Partner]++
	}
	return count, err
}

// Count is how many tracking codes open a shipment at now.
func Count(r engine.Reader, ref string, now time.Time) (int, error) {
	open, err := openTo(r, ref, now)
	return len(open), err
}

// To are the tracking codes that were made for an address and were not replaced by
// newer ones, the newest first, at most limit.
func To(r engine.Reader, email string, limit int, now time.Time) (states []model.CodeState, err error) {
	for found, err := range records.Links.Scan(r, engine.Scan{Column: "to", Value: email, Reverse: true}) {
		if err != nil || len(states) == limit {
			return states, err
		}
		l := found.Value
		if !l.Renewed.IsZero() {
			continue
		}
		seen, err := records.LatestSince(r, l.Rollbacks, now)
		if err != nil {
			return nil, err
		}
		state := model.CodeState{ID: l.ID, Ref: model.Line(l.Ref, model.RefCells), Expires: l.Expires, Revoked: !l.Revoked.IsZero()}
		if l.State(seen) == records.LinkExpired && now.Before(l.Expires) {
			state.Expires = now // the clock was put back: it has ended all the same
		}
		states = append(states, state)
	}
	return states, nil
}

// List is a page of tracking codes, see Links of the store's Office; ref is exact.
func List(r engine.Reader, ref, after string, limit int) (list []records.Link, next string, err error) {
	before, ok := records.ParseLinkID(after)
	if after != "" && !ok {
		return nil, "", model.ErrCursor
	}
	selected := records.Newest(before)
	if ref != "" {
		selected.Column, selected.Value = "ref", ref
	}
	found, last, err := records.Links.Page(r, selected, limit)
	for _, l := range found {
		list = append(list, l.Link)
	}
	if last.First != "" {
		next = list[len(list)-1].ID
	}
	return list, next, err
}

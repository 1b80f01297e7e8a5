package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// Links lists tracking codes, the newest first: those to one shipment, or all
// (empty ref); those behind after, at most limit (0: 500). next is what to pass
// as after for the rest, empty at the end. ErrNotFound for an unknown shipment,
// the Fault "error.cursor" for an after that is none.
func (o *Office) Links(ctx context.Context, ref, after string, limit int) (list []Link, next string, err error) {
	before, ok := parseLinkID(after)
	if after != "" && !ok {
		return nil, "", errCursor
	}
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		selected := newest(before)
		if ref != "" {
			selected.Column = "ref"
			if selected.Value, err = nameOf(tx, ref); err != nil {
				return err
			}
		}
		list, next = nil, ""
		found, last, err := links.list(tx, selected, pageLimit(limit))
		for _, l := range found {
			list = append(list, l.Link)
		}
		if last.First != "" {
			next = list[len(list)-1].ID
		}
		return err
	})
	return list, next, err
}

// openLinks are the links to a shipment that open it at now, the oldest first.
func openLinks(r engine.Reader, ref string, now time.Time) (open []keptLink, err error) {
	for found, err := range links.scan(r, engine.Scan{Column: "ref", Value: ref}) {
		if err != nil {
			return nil, err
		}
		seen, err := latestSince(r, found.Value.Era, now)
		if err != nil {
			return nil, err
		}
		if found.Value.State(seen) == LinkOpen {
			open = append(open, found.Value)
		}
	}
	return open, nil
}

// Codes is how many tracking codes open a shipment, which is named exactly.
func (r *Reader) Codes(ref string) (int, error) {
	open, err := openLinks(r.tx, ref, r.now)
	return len(open), err
}

// CodesTo are the tracking codes that were made for an address and were not
// replaced by newer ones, the newest first, at most limit.
func (r *Reader) CodesTo(email string, limit int) (states []model.CodeState, err error) {
	for found, err := range links.scan(r.tx, engine.Scan{Column: "to", Value: email, Reverse: true}) {
		if err != nil {
			return nil, err
		}
		l := found.Value
		if !l.Renewed.IsZero() {
			continue
		}
		if len(states) == limit {
			break
		}
		seen, err := latestSince(r.tx, l.Era, r.now)
		if err != nil {
			return nil, err
		}
		state := model.CodeState{ID: l.ID, Ref: model.Line(l.Ref, model.RefCells), Expires: l.Expires, Revoked: !l.Revoked.IsZero()}
		if l.State(seen) == LinkExpired && r.now.Before(l.Expires) {
			state.Expires = r.now // the clock was put back: it has ended all the same
		}
		states = append(states, state)
	}
	return states, nil
}

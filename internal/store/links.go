package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// Links lists tracking codes, the newest first: those to one shipment, or all
// (empty ref); those behind after, at most limit (0: 500). next is what to pass
// as after for the rest, empty at the end. ErrNotFound for an unknown shipment,
// the Fault "error.cursor" for an after that is none.
func (o *Office) Links(ctx context.Context, ref, after string, limit int) (list []Link, next string, err error) {
	before, ok := records.ParseLinkID(after)
	if after != "" && !ok {
		return nil, "", model.ErrCursor
	}
	err = o.store.view(ctx, func(tx engine.Reader) error {
		selected := records.Newest(before)
		if ref != "" {
			selected.Column = "ref"
			if selected.Value, err = lists.Of(tx, engine.Office).Resolve(ref); err != nil {
				return err
			}
		}
		list, next = nil, ""
		found, last, err := records.Links.Page(tx, selected, limit)
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
func openLinks(r engine.Reader, ref string, now time.Time) (open []records.KeptLink, err error) {
	for found, err := range records.Links.Scan(r, engine.Scan{Column: "ref", Value: ref}) {
		if err != nil {
			return nil, err
		}
		seen, err := records.LatestSince(r, found.Value.Rollbacks, now)
		if err != nil {
			return nil, err
		}
		if found.Value.State(seen) == records.LinkOpen {
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
	for found, err := range records.Links.Scan(r.tx, engine.Scan{Column: "to", Value: email, Reverse: true}) {
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
		seen, err := records.LatestSince(r.tx, l.Rollbacks, r.now)
		if err != nil {
			return nil, err
		}
		state := model.CodeState{ID: l.ID, Ref: model.Line(l.Ref, model.RefCells), Expires: l.Expires, Revoked: !l.Revoked.IsZero()}
		if l.State(seen) == records.LinkExpired && r.now.Before(l.Expires) {
			state.Expires = r.now // the clock was put back: it has ended all the same
		}
		states = append(states, state)
	}
	return states, nil
}

package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
)

// Link is a tracking code: it lets one recipient see one shipment. The code
// itself is nowhere in the store, but locked in the mail that brings it until
// that is sent; a link is found by the code's hash.
type Link struct {
	ID       string    `json:"id"` // for lists and for revoking; opens nothing
	Seq      uint64    `json:"seq"`
	Ref      string    `json:"ref"`
	Partner  string    `json:"partner"` // slug of the customer whose shipment it was when the code was made
	To       string    `json:"to"`      // mail address
	Language string    `json:"language,omitempty"`
	Created  time.Time `json:"created"`
	By       string    `json:"by"`
	Expires  time.Time `json:"expires"`
	Follows  bool      `json:"follows,omitempty"` // Expires moves on when the arrival does
	Era      int       `json:"era"`               // see eras.go
	Lapsed   bool      `json:"lapsed,omitempty"`  // was seen to have expired
	Bind     bool      `json:"bind,omitempty"`    // only the first key that uses it is let in
	Bound    string    `json:"bound,omitempty"`   // fingerprint of that key

	First time.Time `json:"first"` // first and last use
	Last  time.Time `json:"last"`
	From  string    `json:"from,omitempty"` // address of the last use
	Uses  int       `json:"uses,omitempty"`

	Revoked   time.Time `json:"revoked"`
	RevokedBy string    `json:"revoked_by,omitempty"`
	Renewed   time.Time `json:"renewed"`
	RenewedBy string    `json:"renewed_by,omitempty"`
	Successor string    `json:"successor,omitempty"` // id of the code that took its place
}

// LinkState is how a tracking code stands.
type LinkState string

// The states, as they are printed.
const (
	LinkOpen     LinkState = "open"
	LinkExpired  LinkState = "expired"
	LinkRevoked  LinkState = "revoked"
	LinkReplaced LinkState = "replaced"
)

// State is how the code stands at now, as far as it knows.
func (l Link) State(now time.Time) LinkState {
	switch {
	case !l.Renewed.IsZero():
		return LinkReplaced
	case !l.Revoked.IsZero():
		return LinkRevoked
	case l.Lapsed || !now.Before(l.Expires):
		return LinkExpired
	default:
		return LinkOpen
	}
}

// linkID is how people name the link with a number, and parseLinkID reads it.
func linkID(seq uint64) string { return "t" + strconv.FormatUint(seq, 10) }

func parseLinkID(id string) (uint64, bool) {
	digits, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(id)), "t")
	seq, err := strconv.ParseUint(digits, 10, 63)
	return seq, found && err == nil && seq > 0
}

// keptLink is a link as it is kept.
type keptLink struct {
	Link
	Hash string `json:"hash"` // of its code
}

func keepLink(tx engine.Tx, l keptLink) error { return links.put(tx, l, numberText(l.Seq)) }

// linkByID finds a link by what somebody typed; ErrNotFound.
func linkByID(r engine.Reader, id string) (l keptLink, err error) {
	seq, found := parseLinkID(id)
	if found {
		l, found, err = links.get(r, numberText(seq))
	}
	if err == nil && !found {
		err = model.ErrNotFound
	}
	return l, err
}

// Links lists tracking codes, the newest first: those to one shipment, or all
// (empty ref); those behind after, at most limit (0: 500). next is what to pass
// as after for the rest, empty at the end. ErrNotFound for an unknown shipment,
// the Fault "error.cursor" for an after that is none.
func (o *Office) Links(ctx context.Context, ref, after string, limit int) (list []Link, next string, err error) {
	before, ok := parseLinkID(after)
	if after != "" && !ok {
		return nil, "", errCursor
	}
	err = o.store.view(ctx, func(tx engine.Reader) error {
		selected := newest(before)
		if ref != "" {
			selected.Column = "ref"
			if selected.Value, err = lists.Of(tx, engine.Office).Resolve(ref); err != nil {
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

package store

import (
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
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

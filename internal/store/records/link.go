package records

import (
	"crypto/sha256"
	"encoding/hex"
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
	ID        string    `json:"id"` // for lists and for revoking; opens nothing
	Seq       uint64    `json:"seq"`
	Ref       string    `json:"ref"`
	Partner   string    `json:"partner"` // slug of the customer whose shipment it was when the code was made
	To        string    `json:"to"`      // mail address
	Language  string    `json:"language,omitempty"`
	Created   time.Time `json:"created"`
	By        string    `json:"by"`
	Expires   time.Time `json:"expires"`
	Follows   bool      `json:"follows,omitempty"`  // Expires moves on when the arrival does
	Rollbacks int       `json:"era"`                // of the clock before it was made, see clock.go
	Lapsed    bool      `json:"lapsed,omitempty"`   // was seen to have expired
	Unmailed  bool      `json:"unmailed,omitempty"` // nothing of it is mailed, and nothing to its holder
	Bind      bool      `json:"bind,omitempty"`     // only the first key that uses it is let in
	Bound     string    `json:"bound,omitempty"`    // fingerprint of that key

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

// LinkState is the state of a tracking code.
type LinkState string

// The states, as they are printed.
const (
	LinkOpen     LinkState = "open"
	LinkExpired  LinkState = "expired"
	LinkRevoked  LinkState = "revoked"
	LinkReplaced LinkState = "replaced"
)

// State is that of the code at now, as far as it knows.
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

// KeptLink is a link as it is kept.
type KeptLink struct {
	Link
	Hash string `json:"hash"` // of its code
}

// Keep writes the link.
func (l KeptLink) Keep(tx engine.Tx) error { return Links.Put(tx, l, NumberText(l.Seq)) }

// LinkByID finds a link by what somebody typed; ErrNotFound.
func LinkByID(r engine.Reader, id string) (KeptLink, error) { return byName(r, &Links, "t", id) }

// LinkID is how people name the link with a number.
func LinkID(seq uint64) string { return nameOf("t", seq) }

// ParseLinkID reads what LinkID wrote.
func ParseLinkID(id string) (uint64, bool) { return parseName("t", id) }

// nameOf is a number as people name it, behind a letter that says what it numbers.
func nameOf(letter string, seq uint64) string { return letter + strconv.FormatUint(seq, 10) }

// byName is the record of a table that people name so; ErrNotFound.
func byName[T any](r engine.Reader, t *Table[T], letter, name string) (v T, err error) {
	seq, found := parseName(letter, name)
	if found {
		v, found, err = t.Get(r, NumberText(seq))
	}
	if err == nil && !found {
		err = model.ErrNotFound
	}
	return v, err
}

func parseName(letter, name string) (uint64, bool) {
	digits, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(name)), letter)
	seq, err := strconv.ParseUint(digits, 10, 63)
	return seq, found && err == nil && seq > 0
}

// CodeHash is the SHA-256 of a code.
type CodeHash = [sha256.Size]byte

// HashText is a hash as it is kept.
func HashText(hash CodeHash) string { return hex.EncodeToString(hash[:]) }

// Invitation lets somebody register one key to an account, once. The code
// itself is nowhere in the store: an invitation is found by the code's hash.
type Invitation struct {
	ID        string    `json:"id"` // for lists and for revoking; opens nothing
	Seq       uint64    `json:"seq"`
	Email     string    `json:"email"`
	Created   time.Time `json:"created"`
	By        string    `json:"by"`
	Expires   time.Time `json:"expires"`
	Rollbacks int       `json:"era"` // of the clock before it was made, see clock.go
	Lapsed    bool      `json:"lapsed,omitempty"`
	Used      time.Time `json:"used"`
	UsedBy    string    `json:"used_by,omitempty"` // fingerprint
	Revoked   time.Time `json:"revoked"`
}

// Open says that the invitation can still be used at now, as far as it knows.
func (i Invitation) Open(now time.Time) bool {
	return i.Used.IsZero() && i.Revoked.IsZero() && !i.Lapsed && now.Before(i.Expires)
}

// KeptInvitation is an invitation as it is kept.
type KeptInvitation struct {
	Invitation
	Hash string `json:"hash"` // of its code
}

// Keep writes the invitation.
func (i KeptInvitation) Keep(tx engine.Tx) error { return Invitations.Put(tx, i, NumberText(i.Seq)) }

// InvitationByID finds an invitation by what somebody typed; ErrNotFound.
func InvitationByID(r engine.Reader, id string) (KeptInvitation, error) {
	i, found, err := Invitations.By(r, "id", strings.ToLower(strings.TrimSpace(id)))
	if err == nil && !found {
		err = model.ErrNotFound
	}
	return i, err
}

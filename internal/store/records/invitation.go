package records

import (
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

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

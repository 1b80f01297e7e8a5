package command

import (
	"strconv"

	"porthole/internal/store"
)

// jsonCode is a tracking code that was just made; it is printed this once.
type jsonCode struct {
	ID        string  `json:"id"`
	Code      string  `json:"code"`
	Ref       string  `json:"ref"`
	To        string  `json:"to"`
	ExpiresAt *string `json:"expires_at"`
	URL       *string `json:"url"` // of the web page; null where there is none
	Mailed    bool    `json:"mailed"`
}

// jsonLink is a tracking code in a list; the code itself is known to nobody but
// whoever has it.
type jsonLink struct {
	ID         string  `json:"id"`
	Ref        string  `json:"ref"`
	To         string  `json:"to"`
	State      string  `json:"state"` // open, expired, revoked, replaced
	CreatedAt  *string `json:"created_at"`
	By         *string `json:"by"`
	ExpiresAt  *string `json:"expires_at"`
	FirstUseAt *string `json:"first_use_at"`
	LastUseAt  *string `json:"last_use_at"`
	From       *string `json:"from"`
	Uses       int     `json:"uses"`
	Bind       bool    `json:"bind"`
	BoundTo    *string `json:"bound_to"` // fingerprint of the one key that can use it
	RevokedAt  *string `json:"revoked_at"`
	RenewedBy  *string `json:"renewed_by"` // id of the code that took its place
}

func (s *session) jsonLink(l store.Link) jsonLink {
	return jsonLink{
		ID: l.ID, Ref: l.Ref, To: l.To, State: string(l.State(s.Now())), CreatedAt: s.clock(l.Created), By: known(l.By),
		ExpiresAt: s.clock(l.Expires), FirstUseAt: s.clock(l.First), LastUseAt: s.clock(l.Last), From: known(cleaned(l.From)),
		Uses: l.Uses, Bind: l.Bind, BoundTo: known(l.Bound), RevokedAt: s.clock(l.Revoked), RenewedBy: known(l.Successor),
	}
}

// count is a number in a table; nothing for zero.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

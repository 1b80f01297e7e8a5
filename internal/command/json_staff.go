package command

import (
	"strconv"

	"porthole/internal/model"
	"porthole/internal/store"
)

// The forms of JSON that the staff's commands print.

// jsonStamp is who did something, when, and why where a reason was asked for.
type jsonStamp struct {
	At     *string `json:"at"`
	By     *string `json:"by"`
	Reason *string `json:"reason"`
}

type jsonPosted struct {
	ID        string `json:"id"`
	Published bool   `json:"published"`
}

// jsonOfficeEvent is an event as the office has it.
type jsonOfficeEvent struct {
	ID         string      `json:"id"`
	Milestone  string      `json:"milestone"`
	Classifier string      `json:"classifier"`
	At         model.When  `json:"at"`
	Place      model.Place `json:"place"`
	Container  *string     `json:"container"`
	Text       *string     `json:"text"`
	Internal   *string     `json:"internal"`
	State      string      `json:"state"`   // internal, published, withdrawn
	Waiting    *string     `json:"waiting"` // why it waits for a person
	Recorded   *jsonStamp  `json:"recorded"`
	Published  *jsonStamp  `json:"published"`
	Withdrawn  *jsonStamp  `json:"withdrawn"`
	Held       *jsonHold   `json:"held"`
}

// jsonHold is that an event is kept back on purpose; until is null without an end.
type jsonHold struct {
	jsonStamp
	Until model.When `json:"until"`
}

// jsonOfficeNote is a note as the office has it.
type jsonOfficeNote struct {
	ID        string     `json:"id"`
	At        *string    `json:"at"`
	By        *string    `json:"by"`
	Text      string     `json:"text"`
	State     string     `json:"state"` // internal, published, withdrawn
	Withdrawn *jsonStamp `json:"withdrawn"`
}

type jsonVoyage struct {
	Vessel    string               `json:"vessel"`
	Voyage    string               `json:"voyage"`
	Milestone string               `json:"milestone"`
	At        model.When           `json:"at"`
	Place     model.Place          `json:"place"`
	Written   bool                 `json:"written"`
	Published bool                 `json:"published"`
	Shipments []jsonVoyageShipment `json:"shipments"`
	Questions []string             `json:"questions"`
}

// jsonVoyageShipment is one shipment on the voyage; Onto is the vessel on which the
// entry puts its cargo, and Skipped says why the entry leaves it alone.
type jsonVoyageShipment struct {
	Ref       string      `json:"ref"`
	Partner   string      `json:"partner"`
	Milestone string      `json:"milestone"`
	Port      model.Place `json:"port"`
	Onto      *string     `json:"onto"`
	Skipped   *string     `json:"skipped"`
}

type jsonDeskItem struct {
	Ref           string     `json:"ref"`
	Partner       string     `json:"partner"`
	Status        *string    `json:"status"`
	NextMilestone *string    `json:"next_milestone"`
	Needs         []jsonNeed `json:"needs"`
}

// jsonNeed is one reason why a shipment needs an update.
type jsonNeed struct {
	Kind      string  `json:"kind"`
	Days      int     `json:"days"`
	Milestone *string `json:"milestone"`
	Text      string  `json:"text"`
	Mend      *string `json:"mend"` // the command; null: the milestone says it
}

type jsonFreshness struct {
	Partner string  `json:"partner"`
	Name    *string `json:"name"`
	model.Freshness
}

type jsonReview struct {
	Ref    string      `json:"ref"`
	Passed bool        `json:"passed"`
	Points []jsonPoint `json:"points"`
}

// jsonPoint is one point of the checkpoint. Also are further reasons for which
// it failed.
type jsonPoint struct {
	Point  string       `json:"point"`
	Passed bool         `json:"passed"`
	Reason string       `json:"reason"`
	Mend   *string      `json:"mend"`
	Also   []jsonDefect `json:"also,omitempty"`
}

type jsonDefect struct {
	Reason string  `json:"reason"`
	Mend   *string `json:"mend"`
}

type jsonReviewItem struct {
	Ref     string   `json:"ref"`
	Partner string   `json:"partner"`
	Status  *string  `json:"status"`
	Passed  bool     `json:"passed"`
	Failed  []string `json:"failed"`
}

type jsonFinding struct {
	Check   string  `json:"check"`
	OK      bool    `json:"ok"`
	Finding string  `json:"finding"`
	Mend    *string `json:"mend"`
}

type jsonAudit struct {
	Seq     uint64  `json:"seq"`
	At      *string `json:"at"`
	Actor   string  `json:"actor"`
	From    *string `json:"from"`
	Verb    string  `json:"verb"`
	Subject *string `json:"subject"`
	Detail  *string `json:"detail"`
}

// jsonInvitation is an invitation in a list; its code is known to nobody but
// whoever has it.
type jsonInvitation struct {
	ID          string  `json:"id"`
	Email       string  `json:"email"`
	State       string  `json:"state"` // open, used, revoked, expired
	CreatedAt   *string `json:"created_at"`
	By          *string `json:"by"`
	ExpiresAt   *string `json:"expires_at"`
	UsedAt      *string `json:"used_at"`
	Fingerprint *string `json:"fingerprint"`
}

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

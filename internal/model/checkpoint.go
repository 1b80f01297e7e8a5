package model

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// CheckInput is everything that the final checkpoint of one shipment looks at.
type CheckInput struct {
	Shipment     Shipment
	Published    Published // as it stands in its partner's room; zero when it is not there
	RoomsHolding []string  // slugs of all rooms in which the reference is found
	Access       AccessState
	LintContext  LintContext
	Now          time.Time
}

// AccessState is who could see the shipment. Accounts that are disabled and
// codes that are used up, revoked or expired do not count.
type AccessState struct {
	PortalAccounts int    // of the shipment's partner
	WithKey        int    // of these, with at least one key
	Codes          int    // valid tracking codes for this shipment
	Keyless        string // an account of the partner without a key, to be invited; may be empty
	Disabled       string // an account of the partner that was disabled; may be empty
}

// The five points, by the names that scripts know them by.
const (
	PointVisibility = "visibility" // the customer and nobody else can see it
	PointDates      = "dates"      // ETD, ETA and status are set and agree with the events
	PointEvents     = "events"     // key events are published, up to date and well worded
	PointAccess     = "access"     // somebody at the customer's can sign in, or has a code
	PointInternal   = "internal"   // nothing internal is published
)

// Point is one of the five points of the final checkpoint. Reason says why it
// passed or failed; Mend is the command that mends it and is zero when it
// passed. Where a point fails for more than one reason the others are in Also.
type Point struct {
	Point  string
	Passed bool
	Reason Remark
	Mend   Remark
	Also   []Defect
}

// Defect is one thing that is not as it should be, and what mends it.
type Defect struct {
	Reason Remark
	Mend   Remark
}

// Checkpoint looks at a shipment before it goes live: always the five points,
// in their order.
func Checkpoint(in CheckInput) []Point {
	c := checker{
		CheckInput: in, known: Known(in.Shipment), shown: Shown(in.Shipment),
		recorded: reportsOf(in.Shipment, recorded), visible: reportsOf(in.Shipment, Event.Visible),
	}
	c.tell = toTell(in.Shipment, c.known, c.shown, in.Now)
	return []Point{
		point(PointVisibility, c.visibility(), Remark{Key: "review.visibility.ok", Args: []any{in.Shipment.Partner}}),
		point(PointDates, c.dates(), Remark{Key: "review.dates.ok", Args: []any{c.shown.Status}}),
		point(PointEvents, c.events(), Remark{Key: "review.events.ok", Args: []any{len(dueSteps(c.shown, c.visible))}}),
		point(PointAccess, c.access(), Remark{Key: "review.access.ok", Args: []any{in.Access.WithKey, in.Access.Codes}}),
		point(PointInternal, c.internal(), Remark{Key: "review.internal.ok", Args: []any{len(publishedTexts(in.Shipment, in.Published))}}),
	}
}

// Passed says that all points have passed.
func Passed(points []Point) bool {
	return !slices.ContainsFunc(points, func(p Point) bool { return !p.Passed })
}

func point(name string, defects []Defect, ok Remark) Point {
	if len(defects) == 0 {
		return Point{Point: name, Passed: true, Reason: ok}
	}
	return Point{Point: name, Reason: defects[0].Reason, Mend: defects[0].Mend, Also: defects[1:]}
}

// checker looks at one shipment.
type checker struct {
	CheckInput
	known, shown      Facts
	tell              Facts // see toTell
	recorded, visible reports
}

func defect(mends Remark, key string, args ...any) Defect {
	return Defect{Reason: Remark{Key: key, Args: args}, Mend: mends}
}

// visibility: exactly the partner's room holds the shipment, and holds what the
// door makes of it today.
func (c checker) visibility() []Defect {
	s := c.Shipment
	if s.Partner == "" {
		return []Defect{defect(mendSet(s, "partner", "SLUG"), "review.visibility.no_partner")}
	}
	var found []Defect
	others := slices.DeleteFunc(slices.Clone(c.RoomsHolding), func(slug string) bool { return slug == s.Partner })
	if len(others) > 0 {
		found = append(found, defect(mend("check_isolation"), "review.visibility.elsewhere", others))
	}
	switch {
	case !slices.Contains(c.RoomsHolding, s.Partner):
		found = append(found, defect(mend("verify"), "review.visibility.absent", s.Partner))
	case !sameRecord(c.Published, Publish(s)):
		found = append(found, defect(mend("verify"), "review.visibility.differs"))
	}
	return found
}

// sameRecord compares what customers read. The number of the change is the
// store's own, and an empty list is no list.
func sameRecord(a, b Published) bool {
	left, err := json.Marshal(plainRecord(a))
	if err != nil {
		return false
	}
	right, err := json.Marshal(plainRecord(b))
	return err == nil && bytes.Equal(left, right)
}

func plainRecord(p Published) Published {
	p.Change, p.UpdatedAt = 0, p.UpdatedAt.UTC()
	p.References.PO, p.Legs = orNil(p.References.PO), orNil(p.Legs)
	p.Containers, p.Timeline = slices.Clone(orNil(p.Containers)), slices.Clone(orNil(p.Timeline))
	p.Ledger, p.Notes = slices.Clone(orNil(p.Ledger)), slices.Clone(orNil(p.Notes))
	for i := range p.Containers {
		p.Containers[i].Milestones = orNil(p.Containers[i].Milestones)
	}
	for i := range p.Timeline {
		p.Timeline[i].Said = p.Timeline[i].Said.UTC()
	}
	for i := range p.Ledger {
		p.Ledger[i].PublishedAt, p.Ledger[i].WithdrawnAt = p.Ledger[i].PublishedAt.UTC(), p.Ledger[i].WithdrawnAt.UTC()
	}
	for i := range p.Notes {
		p.Notes[i].At = p.Notes[i].At.UTC()
	}
	return p
}

// orNil is list, or nil when it is empty.
func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// access: a portal account with a key, or a valid tracking code, exists.
func (c checker) access() []Defect {
	a, s := c.Access, c.Shipment
	switch {
	case a.WithKey > 0 || a.Codes > 0:
		return nil
	case a.PortalAccounts == 0 && a.Disabled != "":
		return []Defect{defect(mend("account_enable", a.Disabled), "review.access.disabled", a.Disabled)}
	case a.PortalAccounts == 0:
		return []Defect{defect(mend("account_add", "EMAIL", cmp.Or(s.Partner, "SLUG")), "review.access.nobody")}
	default:
		return []Defect{defect(mend("invite", cmp.Or(a.Keyless, "EMAIL")), "review.access.no_key", a.PortalAccounts)}
	}
}

package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Calendar has the departure and the arrival of each shipment. Its entries keep their
// UID and grow in SEQUENCE (RFC 5545, 3.8.4.7 and 3.8.7.4), so that a calendar which
// reads it again moves them and adds none.
func Calendar(forwarder string, rows []model.Row, now time.Time, say words.Catalogue) *ics.Calendar {
	c := calendar{ics.NewCalendarFor("Porthole"), forwarder, now, say}
	c.SetMethod(ics.MethodPublish)
	if forwarder != "" {
		c.SetXWRCalName(forwarder)
	}
	for _, r := range rows {
		c.entry(r, "departure", r.POL, r.ETD, r.ATD)
		c.entry(r, "arrival", r.POD, r.ETA, r.ATA)
		c.entry(r, "free", r.POD, r.FreeUntil, model.When{})
	}
	return c.Calendar
}

type calendar struct {
	*ics.Calendar
	forwarder string
	now       time.Time
	say       words.Catalogue
}

// entry adds one of the two dates, as far as it is known: the actual one for sure, the
// expected one as tentative.
func (c calendar) entry(r model.Row, what string, at model.Place, expected, actual model.When) {
	when, key, status := expected, "command.ics."+what, ics.ObjectStatusTentative
	if !actual.IsZero() {
		when, key, status = actual, key+".done", ics.ObjectStatusConfirmed
	}
	if when.IsZero() {
		return
	}
	if r.Status == model.Cancelled {
		status = ics.ObjectStatusCancelled
	}
	e := c.AddEvent(calendarID(c.forwarder, r.Ref, what))
	e.SetDtStampTime(r.UpdatedAt)
	e.SetSequence(int(min(r.Change, math.MaxInt32)))
	e.SetStatus(status)
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if when.IsDate() {
		e.SetAllDayStartAt(when.Instant())
	} else {
		e.SetStartAt(when.Instant())
	}
	e.SetSummary(c.say.Say(key, r.Ref.String(), c.say.Place(at).Short()))
	e.SetLocation(c.say.Place(at).String())
	last, next := model.Headline(r, c.now, c.say)
	e.SetDescription(strings.TrimSpace(last + " " + next))
}

// calendarID is the same for the same date of the same shipment for ever, and
// another one at every forwarder.
func calendarID(forwarder string, ref model.Text, what string) string {
	sum := sha256.Sum256([]byte(forwarder + "\x00" + ref.String()))
	return what + "-" + hex.EncodeToString(sum[:12]) + "@porthole"
}

package command

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math"

	ics "github.com/arran4/golang-ical"
	"github.com/spf13/cobra"

	"porthole/internal/model"
)

// ics prints a calendar: when each shipment leaves and arrives. Its entries keep
// their UID and grow in SEQUENCE (RFC 5545, 3.8.4.7 and 3.8.7.4), so that a
// calendar which reads it again moves them and adds none.
func (s *session) ics() *cobra.Command {
	cmd := command("ics [REF]", nil, func(ctx context.Context, args []string) error {
		src, err := s.source()
		if err != nil {
			return err
		}
		rows, err := s.calendarRows(ctx, src, args)
		if err != nil {
			return err
		}
		house, err := s.Store.Directory().Forwarder(ctx)
		if err != nil {
			return err
		}
		c := s.calendar(house.Name.String(), rows)
		if err := c.SerializeTo(crlf{s.out}, ics.WithNewLine("\n")); err != nil {
			return &outputError{err}
		}
		return nil
	})
	cmd.Args = atMostOne
	return cmd
}

// calendarRows are the shipments of the calendar: the one named, the code
// holder's own, or all of them.
func (s *session) calendarRows(ctx context.Context, src source, args []string) ([]model.Row, error) {
	if len(args) == 1 || s.Principal.IsHolder() {
		ref := ""
		if len(args) == 1 {
			ref = args[0]
		}
		r, err := src.record(ctx, ref)
		if err != nil {
			return nil, s.searchable(err, ref)
		}
		return []model.Row{model.RowOf(r.Published)}, nil
	}
	list, _, err := src.list(ctx, model.Query{}, maxListed)
	return each(list, func(l listed) model.Row { return l.Row }), err
}

// calendar has the departure and the arrival of each shipment.
func (s *session) calendar(house string, rows []model.Row) *ics.Calendar {
	c := ics.NewCalendarFor("Porthole")
	c.SetMethod(ics.MethodPublish)
	if house != "" {
		c.SetXWRCalName(house)
	}
	for _, r := range rows {
		s.calendarEntry(c, house, r, "departure", r.POL, r.ETD, r.ATD)
		s.calendarEntry(c, house, r, "arrival", r.POD, r.ETA, r.ATA)
	}
	return c
}

// calendarEntry adds one of the two dates, as far as it is known: the actual one
// for sure, the expected one as tentative.
func (s *session) calendarEntry(c *ics.Calendar, house string, r model.Row, what string, at model.Place, expected, actual model.When) {
	when, words, status := expected, "command.ics."+what, ics.ObjectStatusTentative
	if !actual.IsZero() {
		when, words, status = actual, words+".done", ics.ObjectStatusConfirmed
	}
	if when.IsZero() {
		return
	}
	if r.Status == model.Cancelled {
		status = ics.ObjectStatusCancelled
	}
	e := c.AddEvent(calendarID(house, r.Ref, what))
	e.SetDtStampTime(r.UpdatedAt)
	e.SetSequence(int(min(r.Change, math.MaxInt32)))
	e.SetStatus(status)
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if when.IsDate() {
		e.SetAllDayStartAt(when.Instant())
	} else {
		e.SetStartAt(when.Instant())
	}
	e.SetSummary(s.Words.Say(words, r.Ref.String(), s.Words.Place(at).Short()))
	e.SetLocation(s.Words.Place(at).String())
	last, next := model.Headline(r, s.Now(), s.Words)
	e.SetDescription(joined(" ", last, next))
}

// calendarID is the same for the same date of the same shipment for ever, and
// another one at every forwarder.
func calendarID(house string, ref model.Text, what string) string {
	sum := sha256.Sum256([]byte(house + "\x00" + ref.String()))
	return what + "-" + hex.EncodeToString(sum[:12]) + "@porthole"
}

// crlf ends each line as RFC 5545 asks for, behind the guard, which lets no
// carriage return through.
type crlf struct{ to *guard }

// Write implements io.Writer.
func (c crlf) Write(p []byte) (int, error) {
	lines := bytes.ReplaceAll(c.to.filter(p), []byte("\n"), []byte("\r\n"))
	if _, err := c.to.to.Write(lines); err != nil {
		return 0, &outputError{err}
	}
	return len(p), nil
}

var _ io.Writer = crlf{}

package isolation

import (
	"bytes"
	"context"
	"fmt"

	"porthole/internal/model"
)

// sights are commands in whose answers everything of a shipment that can change stands:
// facts, dates of changes, the order of the list, the calendar.
func sights(ref string) []string {
	return []string{
		"shipments --json --sort updated --limit 5000", "shipments --csv --sort updated", "shipments --json --filter changed --limit 5000",
		"shipment --json -- " + quote(ref), "ics " + quote(ref), "whoami --json",
	}
}

// unmoved looks before and after the office has done what it keeps to itself: not a
// byte may be another one.
func (s *subject) unmoved(ctx context.Context) error {
	if len(s.company.planted) == 0 {
		return nil
	}
	one := s.company.planted[0]
	s.company.mu.Lock()
	defer s.company.mu.Unlock()
	before, err := s.sight(one.ref)
	if err != nil {
		return err
	}
	if err := s.unseen(ctx, one); err != nil {
		return err
	}
	after, err := s.sight(one.ref)
	if err != nil {
		return err
	}
	for i, line := range sights(one.ref) {
		if !bytes.Equal(before[i], after[i]) {
			s.findings.leak(s.account.Email, probeName(line), find{foundMoved, one.ref, differs(before[i], after[i])})
		}
	}
	return nil
}

// sight is what the account sees now, an answer for each of sights.
func (s *subject) sight(ref string) (all [][]byte, err error) {
	for _, line := range sights(ref) {
		a, err := s.run(line, "")
		if err != nil {
			return nil, err
		}
		all = append(all, a.all())
	}
	return all, nil
}

// differs is where the second text begins to be another one.
func differs(before, after []byte) model.Text {
	at := 0
	for at < min(len(before), len(after)) && before[at] == after[at] {
		at++
	}
	return excerpt(after, at, at)
}

// keepToItself writes of a shipment what is not published: an event, a new ETA, a note,
// a price.
func (c *check) keepToItself(ctx context.Context, one planted) error {
	return c.change(ctx, "isolation unseen", one, func(s *model.Shipment, p planter) {
		n := len(s.Notes)
		s.Events = append(s.Events, model.Event{
			ID: fmt.Sprintf("qxe%d", n), Milestone: model.Delivered, Classifier: model.Estimated, At: model.Moment(p.at.AddDate(0, 0, n)),
			Reported: p.at, Recorded: p.stamp(), Text: p.text(kindEventUnpublished), Internal: p.text(kindEventInternal),
		})
		s.Notes = append(s.Notes, model.Note{ID: fmt.Sprintf("qxn%d", n), At: p.at, By: p.text(kindStamp).String(), Text: p.text(kindNoteInternal)})
		s.Internal.Remarks = p.nth(kindRemarks, n)
	})
}

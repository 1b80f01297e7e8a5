package desk

import (
	"context"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store"
)

// change is an act on a shipment, before it is known whether it will be shown
// or done: it changes the record that it is given, signed by stamp, and shows
// it to the customer when publish is true. It must not depend on anything else.
type change func(s *model.Shipment, stamp model.Stamp, publish bool) error

// propose shows what a change would do if it were published, and what a careful
// colleague would ask about text. Both records have gone through the door.
func (d *Desk) propose(ctx context.Context, ref string, text model.Text, do change) (p model.Proposal, err error) {
	if err := d.may(model.ActDesk); err != nil {
		return p, err
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		s, err := r.Shipment(ref)
		if err != nil {
			return err
		}
		changed := s.Clone()
		if err := do(&changed, r.Stamp(), true); err != nil {
			return err
		}
		if model.Unexplained(s, changed) > 0 {
			return errDateReason
		}
		p = model.Proposal{Before: model.Publish(s), After: model.Publish(changed), Version: s.Version}
		p.Questions, err = questions(r, s, text)
		return err
	})
	return p, err
}

// write does a change in one transaction. version is that of the record on
// which the person decided; zero: any. Whoever was slower gets the Fault
// "error.edited_meanwhile".
func (d *Desk) write(ctx context.Context, verb, ref string, version uint64, words string, publish bool, do change) error {
	if err := d.may(model.ActEvents); err != nil {
		return err
	}
	return d.office.WriteEvents(ctx, verb, func(w *store.Writer) error {
		s, err := w.Shipment(ref)
		if err != nil {
			return err
		}
		if version != 0 && version != s.Version {
			s.Version = version // the store says who was faster, and when
			_, err := w.Put(s)
			return err
		}
		before := s.Clone()
		if err := do(&s, w.Stamp(), publish); err != nil {
			return err
		}
		if model.Unexplained(before, s) > 0 {
			return errDateReason
		}
		w.Describe(describe(words, publish))
		_, err = w.Put(s)
		return err
	})
}

// describe is an act in the audit trail.
func describe(words string, publish bool) string {
	if publish {
		return strings.TrimSpace(words + " published")
	}
	return words
}

// errDateReason is the Fault for a date that customers would see changed, of which
// nobody said why.
var errDateReason = model.NewFault("error.reason.date")

// needReason is the Fault for an act that has to be explained and was not.
func needReason(reason model.Text) error {
	if reason.IsZero() {
		return model.NewFault("error.reason")
	}
	return nil
}

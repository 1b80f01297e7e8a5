package command

import (
	"context"

	"porthole/internal/desk"
	"porthole/internal/model"
	"porthole/internal/store"
)

// desk is the staff's side of the store, for the principal.
func (s *session) desk() (*desk.Desk, error) {
	office, err := s.Store.Office(s.Principal)
	if err != nil {
		return nil, err
	}
	return desk.New(office), nil
}

// onDesk opens the desk and the office's record of a shipment; ErrNotFound.
func (s *session) onDesk(ctx context.Context, ref string) (*desk.Desk, model.Shipment, error) {
	d, err := s.desk()
	if err != nil {
		return nil, model.Shipment{}, err
	}
	record, err := d.Record(ctx, model.Line(ref, model.NameCells).String())
	return d, record, err
}

// withOffice is a command that reads or writes the office's record.
func (s *session) withOffice(run func(ctx context.Context, office *store.Office, args []string) error) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		office, err := s.Store.Office(s.Principal)
		if err != nil {
			return err
		}
		return run(ctx, office, args)
	}
}

// withDesk is a command that works at the desk.
func (s *session) withDesk(run func(ctx context.Context, d *desk.Desk, args []string) error) func(context.Context, []string) error {
	return s.withOffice(func(ctx context.Context, office *store.Office, args []string) error {
		return run(ctx, desk.New(office), args)
	})
}

// done says what a command has done: document to a script, the sentence of key to a
// person.
func (s *session) done(document any, key string, args ...any) error {
	if s.json {
		return s.print(document)
	}
	return s.out.line(s.Words.Say(key, args...))
}

// verdict prints what was found, for a script or as text does for a person. What is
// not as it should be ends in failure.
func (s *session) verdict(good bool, document any, text func() error) (err error) {
	if s.json {
		err = s.print(document)
	} else {
		err = text()
	}
	if err == nil && !good {
		return errRefused
	}
	return err
}

// stamp is who did something and when, for scripts; nil when nobody did.
func (s *session) stamp(at model.Stamp) *jsonStamp {
	if at.IsZero() {
		return nil
	}
	return &jsonStamp{s.clock(at.At), known(at.By), orNull(at.Why)}
}

// stamped is the same for a person: `12 May 09:10 ICT, ops@hailong.example`.
func (s *session) stamped(at model.Stamp) string {
	return joined(", ", s.Words.OfficeMoment(at.At, s.Now()), at.By)
}

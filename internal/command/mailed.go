package command

import (
	"context"

	"porthole/internal/model"
)

// lastMailed tells staff which ETA a shipment's customers were mailed last, and
// that they see another one now; nothing when none was mailed.
func (s *session) lastMailed(ctx context.Context, ref string) error {
	if !s.Principal.IsStaff() {
		return nil
	}
	office, err := s.Store.Office(s.Principal)
	if err != nil {
		return err
	}
	mailed, found, err := office.Mailed(ctx, ref)
	if err != nil || !found {
		return err
	}
	shipment, err := office.Shipment(ctx, ref)
	if err != nil {
		return err
	}
	was, on := orDash(s.Words.Day(mailed.ETA, s.Now())), s.Words.HouseMoment(mailed.At, s.Now())
	now := model.Shown(shipment).ETA
	key := "command.mailed.differs"
	if now.Equal(mailed.ETA) {
		key = "command.mailed.same"
	}
	return s.out.line("\n" + s.Words.Say(key, was, on, orDash(s.Words.Day(now, s.Now()))))
}

package store

import (
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/records"
)

// Visits that were noted before they had a time are read as they were.
func TestAVisitThatWasNotedWithoutItsTime(t *testing.T) {
	h := newHouse(t)
	who := model.Principal{Account: "anna@saigon-tech.example", Role: model.Portal, Partner: "saigon-tech"}
	check(t, h.forge(func(tx bolttest.Tx) error {
		return records.Visits.Put(tx, records.Visit{Seen: 7}, who.Account, who.Partner)
	}))
	self := must(h.Self(who))
	if version, at := must(self.LastSeen(ctx)), must(self.LastVisit(ctx)); version != 7 || !at.IsZero() {
		t.Errorf("version %d, at %s", version, at)
	}
	check(t, self.SetLastSeen(ctx, 9))
	if version, at := must(self.LastSeen(ctx)), must(self.LastVisit(ctx)); version != 9 || !at.Equal(h.clock.now()) {
		t.Errorf("version %d, at %s", version, at)
	}
}

package store

import (
	"encoding/binary"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// Visits that were noted before they had a time are read as they were.
func TestAVisitThatWasNotedWithoutItsTime(t *testing.T) {
	h := newHouse(t)
	who := model.Principal{Account: "anna@saigon-tech.example", Role: model.Portal, Partner: "saigon-tech"}
	check(t, h.forge(func(tx bolt.Tx) error {
		return takeVisit(tx, []byte(who.Account+"\x00"+who.Partner), binary.BigEndian.AppendUint64(nil, 7))
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

package store

import (
	"context"
	"time"

	"porthole/internal/store/records"
)

// clockBehind is by how much a clock may be behind without a word: several servers
// never agree to the second.
const clockBehind = time.Minute

// lookAtClock tells the log of a clock that is behind what was written last. What has
// ended stays so, see records.NotBefore; but all that is shown and made by it would
// be wrong, and nobody else sees why.
func (s *Store) lookAtClock(ctx context.Context) {
	last, err := read(ctx, s, records.LastEntry)
	if now := s.now(); err == nil && last.At.Sub(now) > clockBehind {
		s.log.Warn("store: this machine's clock is behind what was written last: set it right", "clock", now, "written", last.At)
	}
}

package memory

import (
	"context"
	"runtime/debug"
	"time"
)

// What it took to let people in is not needed to have them there: a handshake
// and a first frame need deep stacks and leave much garbage, and the runtime
// would keep all of it as long as nobody does anything. So when a crowd has come
// in and all is quiet again, it is given back.
const (
	// A crowd is one of sixteen of the sessions that are open, and at least so many.
	crowdShare = 16
	crowdLeast = 32
	// Memory is given back several times, because the runtime halves a stack at each.
	rounds = 4
)

// GiveBack gives memory back whenever a crowd has come in and settled, until ctx
// ends. It asks once a second how many sessions have begun since the start, and how
// many are open.
func GiveBack(ctx context.Context, sessions func() (begun uint64, open int)) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var c crowd
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if c.settled(sessions()) {
				debug.FreeOSMemory()
			}
		}
	}
}

// crowd counts who comes in.
type crowd struct {
	seen   uint64 // sessions begun when it last looked
	served uint64 // likewise, when memory was last given back
	due    int    // rounds that are still to come
}

// settled reports whether now is the time for a round.
func (c *crowd) settled(begun uint64, open int) bool {
	quiet := begun == c.seen
	c.seen = begun
	switch {
	case !quiet:
		return false
	case begun-c.served >= uint64(max(crowdLeast, open/crowdShare)):
		c.served, c.due = begun, rounds
	}
	if c.due == 0 {
		return false
	}
	c.due--
	return true
}

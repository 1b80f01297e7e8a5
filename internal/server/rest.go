package server

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
	// restAfter is how many sessions must have begun since the last rest: one of
	// sixteen that are open, and not less than this.
	restAfter = 32
	restShare = 16
	// rests follow one another, because the runtime halves a stack at each.
	rests = 4
)

// rester counts who comes in and says when to rest.
type rester struct {
	seen  uint64 // sessions begun when it last looked
	since uint64 // likewise, at the last rest
	due   int    // rests that are still to be taken
}

// look says whether now is the time for a rest. It is asked once a second with
// how many sessions have begun since the start, and how many are open.
func (r *rester) look(begun uint64, open int) bool {
	quiet := begun == r.seen
	r.seen = begun
	switch {
	case !quiet:
		return false
	case begun-r.since >= uint64(max(restAfter, open/restShare)):
		r.since, r.due = begun, rests
	}
	if r.due == 0 {
		return false
	}
	r.due--
	return true
}

// rest gives memory back when a crowd has come in and settled.
func (s *Server) rest(ctx context.Context) {
	defer caught(s.log, "resting", nil)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var r rester
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if r.look(s.registry.crowd()) {
				debug.FreeOSMemory()
			}
		}
	}
}

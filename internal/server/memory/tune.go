package memory

import (
	"math"
	"os"
	"runtime/debug"
)

const (
	// usualPercent is the runtime's own. Letting more garbage grow scatters what
	// lives over memory that can then not be given back, and a key press makes too
	// little of it for the collections to be felt.
	usualPercent = 100
	// usualLimit has room for ten thousand sessions.
	usualLimit = 1300 << 20
)

// Tune sets how the Go runtime is to use memory: how much garbage may
// grow, and a limit above which it is collected whatever that costs. GOGC and
// GOMEMLIMIT in the environment are the operator's word.
func Tune() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(usualPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" && debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(usualLimit)
	}
}

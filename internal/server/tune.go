package server

import (
	"math"
	"os"
	"runtime/debug"
)

const (
	// gcPercent is the runtime's own. Letting more garbage grow scatters what
	// lives over memory that can then not be given back, and a key press makes too
	// little of it for the collections to be felt.
	gcPercent = 100
	// memoryLimit has room for ten thousand sessions.
	memoryLimit = 1300 << 20
)

// TuneMemory sets how the Go runtime is to use memory: how much garbage may
// grow, and a limit above which it is collected whatever that costs. GOGC and
// GOMEMLIMIT in the environment are the operator's word.
func TuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" && debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memoryLimit)
	}
}

package server

import (
	"math"
	"os"
	"runtime/debug"
)

const (
	gcPercent   = 400
	memoryLimit = 1 << 30
)

// TuneMemory sets how the Go runtime is to use memory: it lets garbage grow to
// four times what is alive, because many small sessions draw at once and a
// collection in between is felt, and keeps to a limit below which that does not
// matter. GOGC and GOMEMLIMIT in the environment are the operator's word.
func TuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" && debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memoryLimit)
	}
}

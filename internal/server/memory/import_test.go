package memory

import (
	"runtime/debug"
	"testing"
)

// current are those of the Go runtime. Reading the percentage means setting it.
func current() (percent int, limit int64) {
	percent = debug.SetGCPercent(100)
	debug.SetGCPercent(percent)
	return percent, debug.SetMemoryLimit(-1)
}

// Two imports at once, one of which takes longer: the process is sparing as long
// as one of them is under way, and as it was before after both.
func TestImportsAreSparing(t *testing.T) {
	percent, limit := debug.SetGCPercent(usualPercent), debug.SetMemoryLimit(usualLimit)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
	first, second := ForImport(), ForImport()
	first()
	first() // a second call does nothing
	if percent, limit := current(); percent != importPercent || limit >= usualLimit || limit < importRoom {
		t.Errorf("while one is under way: %d %%, %d bytes", percent, limit)
	}
	second()
	if percent, limit := current(); percent != usualPercent || limit != usualLimit {
		t.Errorf("afterwards: %d %%, %d bytes", percent, limit)
	}
}

// Whoever runs the program may have set it tighter.
func TestWhatIsTighterStays(t *testing.T) {
	percent, limit := debug.SetGCPercent(20), debug.SetMemoryLimit(64<<20)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
	release := ForImport()
	if percent, limit := current(); percent != 20 || limit != 64<<20 {
		t.Errorf("meanwhile: %d %%, %d bytes", percent, limit)
	}
	release()
	if percent, limit := current(); percent != 20 || limit != 64<<20 {
		t.Errorf("afterwards: %d %%, %d bytes", percent, limit)
	}
}

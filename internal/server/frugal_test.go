package server

import (
	"runtime/debug"
	"testing"
)

// settings are those of the Go runtime. Reading the percentage means setting it.
func settings() (percent int, limit int64) {
	percent = debug.SetGCPercent(100)
	debug.SetGCPercent(percent)
	return percent, debug.SetMemoryLimit(-1)
}

// Two imports at once, one of which takes longer: the process is sparing as long
// as one of them is under way, and as it was before after both.
func TestImportsAreSparing(t *testing.T) {
	percent, limit := debug.SetGCPercent(gcPercent), debug.SetMemoryLimit(memoryLimit)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
	first, second := Frugal(), Frugal()
	first()
	first() // a second call does nothing
	if percent, limit := settings(); percent != frugalPercent || limit >= memoryLimit || limit < frugalRoom {
		t.Errorf("while one is under way: %d %%, %d bytes", percent, limit)
	}
	second()
	if percent, limit := settings(); percent != gcPercent || limit != memoryLimit {
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
	release := Frugal()
	if percent, limit := settings(); percent != 20 || limit != 64<<20 {
		t.Errorf("meanwhile: %d %%, %d bytes", percent, limit)
	}
	release()
	if percent, limit := settings(); percent != 20 || limit != 64<<20 {
		t.Errorf("afterwards: %d %%, %d bytes", percent, limit)
	}
}

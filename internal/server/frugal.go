package server

import (
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	// frugalPercent lets an import's garbage grow to three times what is alive,
	// which is little: at Go's own 100 collecting took two fifths of the work.
	frugalPercent = 300
	// goPercent is Go's own; who has set less wants less.
	goPercent = 100
	// frugalRoom is how much memory an import is to get along with, in bytes,
	// beside what is in use when it begins.
	frugalRoom = 384 << 20
)

// frugality is how the Go runtime is set while imports are under way. The
// settings are the process's own, so there is one for all servers in it.
type frugality struct {
	mu      sync.Mutex
	imports int
	percent int   // as it was before the first of them
	limit   int64 // likewise
}

var imports frugality

// Frugal sets the process for an import until release is called, once: garbage,
// of which an import makes much for minutes, may grow further before it is
// collected, but within a limit of memory of its own. Settings that are tighter
// already stay. It may be called while another such time is under way; the last
// to be released puts everything back.
func Frugal() (release func()) {
	imports.begin()
	return sync.OnceFunc(imports.end)
}

func (f *frugality) begin() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.imports++
	if f.imports > 1 {
		return
	}
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	f.percent = debug.SetGCPercent(frugalPercent)
	if f.percent >= 0 && f.percent < goPercent {
		debug.SetGCPercent(f.percent)
	}
	f.limit = debug.SetMemoryLimit(-1)
	// The limit is on all that the runtime has from the system, stacks included.
	if room := int64(now.Sys-now.HeapReleased) + frugalRoom; room < f.limit {
		debug.SetMemoryLimit(room)
	}
}

func (f *frugality) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.imports--
	if f.imports > 0 {
		return
	}
	debug.SetGCPercent(f.percent)
	debug.SetMemoryLimit(f.limit)
}

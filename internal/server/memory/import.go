package memory

import (
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	// importPercent lets an import's garbage grow to three times what is alive,
	// which is little: at Go's own 100 collecting took two fifths of the work.
	importPercent = 300
	// goPercent is Go's own; who has set less wants less.
	goPercent = 100
	// importRoom is how much memory an import is to get along with, in bytes,
	// beside what is in use when it begins.
	importRoom = 384 << 20
)

// settings are those of the Go runtime while imports are under way. They are the
// process's own, so there is one for all servers in it.
type settings struct {
	mu      sync.Mutex
	imports int
	percent int   // as it was before the first of them
	limit   int64 // likewise
}

var imports settings

// ForImport sets the process for an import until release is called, once: garbage,
// of which an import makes much for minutes, may grow further before it is
// collected, but within a limit of memory of its own. Settings that are tighter
// already stay. It may be called while another such time is under way; the last
// to be released puts everything back.
func ForImport() (release func()) {
	imports.begin()
	return sync.OnceFunc(imports.end)
}

func (s *settings) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.imports++
	if s.imports > 1 {
		return
	}
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	s.percent = debug.SetGCPercent(importPercent)
	if s.percent >= 0 && s.percent < goPercent {
		debug.SetGCPercent(s.percent)
	}
	s.limit = debug.SetMemoryLimit(-1)
	// The limit is on all that the runtime has from the system, stacks included.
	if room := int64(now.Sys-now.HeapReleased) + importRoom; room < s.limit {
		debug.SetMemoryLimit(room)
	}
}

func (s *settings) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.imports--
	if s.imports > 0 {
		return
	}
	debug.SetGCPercent(s.percent)
	debug.SetMemoryLimit(s.limit)
}

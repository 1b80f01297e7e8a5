package live

import (
	"runtime"
	"sync/atomic"
	"testing"

	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// A second write, as at the end of the program, waits for the first: it would
// forget what is not on disk yet.
func TestAMarkIsKnownWhileTwoWriteIt(t *testing.T) {
	m := NewMarks(func() {})
	m.Visit("ops@house.example", "", records.Visit{Seen: 7})
	var committed atomic.Bool
	second := make(chan bool)
	err := m.Write(func(func(engine.Tx) error) error {
		go func() { m.Write(nil); second <- committed.Load() }()
		for range 1000 {
			runtime.Gosched()
		}
		committed.Store(true)
		return nil
	})
	if !<-second || err != nil {
		t.Errorf("the second write was over before the first; %v", err)
	}
	m.Stop()
}

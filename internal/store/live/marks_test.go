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
	var m *Marks
	var committed atomic.Bool
	second := make(chan bool)
	m = NewMarks(func(func(engine.Tx) error) error {
		go func() { _ = m.Write(); second <- committed.Load() }()
		for range 1000 {
			runtime.Gosched()
		}
		committed.Store(true)
		return nil
	}, nil)
	m.Visit("ops@house.example", "", records.Visit{Seen: 7})
	err := m.Stop()
	if !<-second || err != nil {
		t.Errorf("the second write was over before the first; %v", err)
	}
}

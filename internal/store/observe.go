package store

import (
	"time"
)

// Observer is told how long the store takes. Its methods are called by whoever
// reads or writes, by many goroutines at once, and must not wait.
type Observer interface {
	// Read is called after a reading transaction.
	Read(took time.Duration)
	// Write is called after a writing transaction: the wait for its turn and for
	// the disk is part of the time. One that is not committed has written nothing.
	Write(took time.Duration, committed bool)
	// Mailed is called after an attempt at a mail.
	Mailed(sent bool)
}

// observed is the observer, if there is one.
type observed struct{ by Observer }

// begin is the time now; zero when nobody wants to know.
func (o observed) begin() time.Time {
	if o.by == nil {
		return time.Time{}
	}
	return time.Now()
}

func (o observed) read(begun time.Time) {
	if o.by != nil {
		o.by.Read(time.Since(begun))
	}
}

func (o observed) wrote(begun time.Time, committed bool) {
	if o.by != nil {
		o.by.Write(time.Since(begun), committed)
	}
}

func (o observed) mailed(sent bool) {
	if o.by != nil {
		o.by.Mailed(sent)
	}
}

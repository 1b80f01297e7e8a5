package start

import (
	"strings"
	"time"

	"porthole/internal/model"
)

// Clock is a scenario's clock: it starts at that time and ticks like any other.
func Clock(at time.Time) func() time.Time {
	began := time.Now()
	return func() time.Time { return at.Add(time.Since(began)) }
}

// ParseClock reads the time at which a scenario starts, in RFC 3339. The error
// is a Fault.
func ParseClock(text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(text))
	if err != nil {
		return time.Time{}, model.NewFault("start.clock", model.Line(text, model.RefCells).String())
	}
	return at, nil
}

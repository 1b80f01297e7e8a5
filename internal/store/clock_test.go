package store

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// The story: a machine comes back with a clock that is a year behind.
func TestAClockThatIsBehindIsInTheLog(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1))
	check(t, h.Close())
	for _, c := range []struct {
		by   time.Duration
		says bool
	}{{0, false}, {time.Hour, false}, {-time.Second, false}, {-365 * 24 * time.Hour, true}} {
		var log bytes.Buffer
		s := must(Open(h.folder, Options{Now: func() time.Time { return h.now().Add(c.by) }, Log: slog.New(slog.NewTextHandler(&log, nil))}))
		check(t, s.Close())
		if says := strings.Contains(log.String(), "clock is behind"); says != c.says {
			t.Errorf("by %v: %s", c.by, log.String())
		}
	}
}

package model

import (
	"errors"
	"testing"
	"time"
)

// An hour that clocks leave out, or show twice, is said and is never another day:
// also where it is the first of the day.
func TestAnHourThatIsNotThereOrThereTwice(t *testing.T) {
	for _, c := range []struct{ text, zone, want, fault string }{
		{"2025-03-30 02:30", "Europe/Berlin", "", "error.hour.none"},
		{"2025-03-30 01:59", "Europe/Berlin", "2025-03-30T01:59:00+01:00", ""},
		{"2025-03-30 03:00", "Europe/Berlin", "2025-03-30T03:00:00+02:00", ""},
		{"2025-10-26 02:30", "Europe/Berlin", "2025-10-26T02:30:00+02:00", "error.hour.twice"},
		{"2025-10-26 03:00", "Europe/Berlin", "2025-10-26T03:00:00+01:00", ""},
		{"2025-10-26T02:30:00+01:00", "Europe/Berlin", "2025-10-26T02:30:00+01:00", ""},
		{"2025-09-07 00:30", "America/Santiago", "", "error.hour.none"},
		{"2025-04-05 23:30", "America/Santiago", "2025-04-05T23:30:00-03:00", "error.hour.twice"},
		{"2025-05-10 02:30", "Asia/Ho_Chi_Minh", "2025-05-10T02:30:00+07:00", ""},
	} {
		got, err := ParseWhen(c.text, ZoneNamed(c.zone))
		var fault *Fault
		if got.String() != c.want || errors.As(err, &fault) != (c.fault != "") || fault != nil && fault.Key != c.fault {
			t.Errorf("%s in %s: %s, %v; want %s, %s", c.text, c.zone, got, err, c.want, c.fault)
		}
	}
}

// Every minute of a year is there once, but for the two hours.
func TestEveryOtherHourIsThereOnce(t *testing.T) {
	berlin, odd := ZoneNamed("Europe/Berlin"), 0
	for at := time.Date(2025, 1, 1, 0, 30, 0, 0, time.UTC); at.Year() == 2025; at = at.Add(time.Hour) {
		if len(momentsAt(at, berlin)) != 1 {
			odd++
		}
	}
	if odd != 2 {
		t.Errorf("%d hours are not there once", odd)
	}
}

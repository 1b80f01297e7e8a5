package model

import (
	"fmt"
	"time"
)

// ZoneAbbrev is the abbreviation of the zone that t is in, as people in
// shipping write it: "ICT", "SGT", "PDT", or "UTC+6" where custom has none.
func ZoneAbbrev(t time.Time) string {
	name, seconds := t.Zone()
	if custom, ok := customary[zoneAt{t.Location().String(), seconds / 60}]; ok {
		return custom
	}
	if name == "" || name[0] == '+' || name[0] == '-' {
		return utcOffset(t)
	}
	return name
}

// BareOffset reports whether of t's zone only the offset is known, as of a time
// that was written with one.
func BareOffset(t time.Time) bool {
	name := t.Location().String()
	return name == "" || name == "UTC"
}

// utcOffset writes t's offset as "UTC", "UTC+7" or "UTC-3:30".
func utcOffset(t time.Time) string {
	_, seconds := t.Zone()
	minutes := seconds / 60
	if minutes == 0 {
		return "UTC"
	}
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	if minutes%60 == 0 {
		return fmt.Sprintf("UTC%c%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%c%d:%02d", sign, minutes/60, minutes%60)
}

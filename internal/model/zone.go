package model

import "time"

// ZoneAbbrev is the abbreviation of the zone that t is in, as people in
// shipping write it: "ICT", "SGT", or "UTC+7" where custom has none. A place
// knows its own zone better, see [Place.Abbrev].
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

package model

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // zones load on machines that have no zone files
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

// zones keeps each zone once it was loaded. The port table bounds how many there are, with the forwarder's own.
var zones sync.Map // zone name → *time.Location

// ZoneNamed is the zone of that name in the tz database, UTC for one that is not in it. It is loaded once and shared.
func ZoneNamed(name string) *time.Location {
	if loc := loadZone(name); loc != nil {
		return loc
	}
	return time.UTC
}

func loadZone(name string) *time.Location {
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	zones.Store(name, loc)
	return loc
}

// zoneAt is a zone at one of its offsets, in minutes east of UTC.
type zoneAt struct {
	zone    string
	minutes int
}

// customary are the abbreviations that people in shipping write where the tz database has numbers only, and PHT for
// Manila, whose PST there would be read as that of the American west coast.
var customary = map[zoneAt]string{
	{"Asia/Ho_Chi_Minh", 420}: "ICT", {"Asia/Bangkok", 420}: "ICT", {"Asia/Phnom_Penh", 420}: "ICT", {"Asia/Vientiane", 420}: "ICT",
	{"Asia/Singapore", 480}: "SGT", {"Asia/Kuala_Lumpur", 480}: "MYT", {"Asia/Kuching", 480}: "MYT", {"Asia/Brunei", 480}: "BNT",
	{"Asia/Manila", 480}: "PHT", {"Asia/Yangon", 390}: "MMT", {"Asia/Colombo", 330}: "SLST", {"Asia/Dubai", 240}: "GST",
	{"Asia/Muscat", 240}: "GST", {"Europe/Istanbul", 180}: "TRT", {"America/Sao_Paulo", -180}: "BRT",
	{"America/Fortaleza", -180}: "BRT", {"America/Recife", -180}: "BRT", {"America/Bahia", -180}: "BRT",
	{"America/Argentina/Buenos_Aires", -180}: "ART", {"America/Montevideo", -180}: "UYT", {"America/Santiago", -240}: "CLT",
	{"America/Santiago", -180}: "CLST", {"America/Lima", -300}: "PET", {"America/Bogota", -300}: "COT", {"America/Guayaquil", -300}: "ECT",
	{"America/Caracas", -240}: "VET", {"Indian/Mauritius", 240}: "MUT", {"Indian/Reunion", 240}: "RET", {"Indian/Maldives", 300}: "MVT",
	{"Asia/Saigon", 420}: "ICT", {"Asia/Rangoon", 390}: "MMT", {"America/Buenos_Aires", -180}: "ART", // what people call their zone
	{"Pacific/Port_Moresby", 600}: "PGT", {"Pacific/Fiji", 720}: "FJT", {"Pacific/Noumea", 660}: "NCT",
}

package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// A heading such as `ETA (UTC)` or `ETA (giờ VN)` says by which clock the times below
// it are written, and so does a cell such as 26/05/2026 08:00 GMT+7. Such a time is
// put to the clock of its place; without a word it is that already.

// zonePattern is a zone as people write it: UTC, GMT+7, UTC+05:30.
var zonePattern = regexp.MustCompile(`(?i)^(?:utc|gmt)(?:([+-]\d{1,2})(?::?(\d\d))?)?$`)

// zoneNamed is the zone that a text names, in the form that cells have: UTC+07:00;
// empty when it names none.
func zoneNamed(text string) string {
	if named := headingWords().words[model.Fold(text)]; zonePattern.MatchString(string(named)) {
		return string(named)
	}
	m := zonePattern.FindStringSubmatch(strings.ReplaceAll(text, " ", ""))
	if m == nil {
		return ""
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	return fmt.Sprintf("UTC%+03d:%02d", hours, minutes)
}

// withZone is a time with the zone that its heading names. A day number has no clock.
func withZone(cell, zone string) string {
	if zone == "" || !hasDigit(cell) || isNumber(cell) {
		return cell
	}
	return cell + " " + zone
}

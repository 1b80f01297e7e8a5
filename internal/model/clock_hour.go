package model

import "time"

// AtClock is the moment at which a clock in loc shows the date and time of wall.
// When clocks are put forward there is none: the Fault "error.hour.none" (date and
// time, zone), and no When. When they are put back there are two: the Fault
// "error.hour.twice" (date and time, zone, the two with their offsets) comes with
// the first of them.
func AtClock(wall time.Time, loc *time.Location) (When, error) {
	moments := momentsAt(wall, loc)
	shown := wall.Format("2006-01-02 15:04")
	switch len(moments) {
	case 0:
		return When{}, NewFault("error.hour.none", shown, loc.String())
	case 1:
		return Moment(moments[0]), nil
	default:
		first, second := moments[0].Format(time.RFC3339), moments[1].Format(time.RFC3339)
		return Moment(moments[0]), NewFault("error.hour.twice", shown, loc.String(), first, second)
	}
}

// momentsAt are the moments at which a clock in loc shows wall, in order.
func momentsAt(wall time.Time, loc *time.Location) []time.Time {
	naive := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, time.UTC)
	var moments []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} { // its offset before and after
		_, offset := naive.Add(near).In(loc).Zone()
		t := naive.Add(-time.Duration(offset) * time.Second).In(loc)
		if _, own := t.Zone(); own == offset && (len(moments) == 0 || !moments[0].Equal(t)) {
			moments = append(moments, t)
		}
	}
	return moments
}

package action

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// timeInput is a field for a time at a place: empty is now. How the text is
// understood is shown with the code of the place's zone.
func timeInput(look *widget.Look, where func() model.Place) *widget.Input {
	in := &widget.Input{Label: "office.field.time", Text: widget.Field{Limit: 30}}
	moment := func(text string) string {
		at, err := readTime(text, where().Zone(), look)
		if err != nil {
			return ""
		}
		return look.Words.Moment(at, where(), look.Now())
	}
	in.Empty = func() string { return look.Say("office.now", moment("")) }
	in.Read = func() string { return moment(in.Typed()) }
	return in
}

// readTime reads a time as it is typed at the desk: nothing for now, `14:30` for
// today, `15/5 14:30` or `15/5` for the nearest such day, or a date in full. It is
// in zone; nil is the zone of the forwarder. The error is a Fault.
func readTime(text string, zone *time.Location, look *widget.Look) (model.When, error) {
	zone = cmp.Or(zone, look.Words.Zone())
	now := look.Now().In(zone)
	text = strings.TrimSpace(text)
	if text == "" {
		return model.Moment(now.Truncate(time.Minute)), nil
	}
	day, clock, both := strings.Cut(text, " ")
	if !both {
		if t, err := time.Parse("15:04", text); err == nil {
			return model.AtClock(onDay(now, t), zone)
		}
	}
	if short, ok := nearest(day, now); ok {
		if !both {
			return model.DayOf(short), nil
		}
		if t, err := time.Parse("15:04", strings.TrimSpace(clock)); err == nil {
			return model.AtClock(onDay(short, t), zone)
		}
	}
	when, err := model.ParseWhen(text, zone)
	return when.In(zone), err
}

func onDay(day, clock time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, time.UTC)
}

// nearest is the day without a year that is nearest to now.
func nearest(text string, now time.Time) (time.Time, bool) {
	for _, layout := range []string{"2/1", "2.1"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		in := func(year int) time.Time { return time.Date(year, t.Month(), t.Day(), 12, 0, 0, 0, now.Location()) }
		days := []time.Time{in(now.Year()), in(now.Year() - 1), in(now.Year() + 1)}
		return slices.MinFunc(days, func(a, b time.Time) int { return cmp.Compare(a.Sub(now).Abs(), b.Sub(now).Abs()) }), true
	}
	return time.Time{}, false
}

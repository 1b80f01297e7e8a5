package filter

import (
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
)

// DateRange is the days that a date may fall on. An end that is not given is open.
type DateRange struct {
	From, To dayMark
	None     bool // the date must not be known
	Span     bool // it was given as a distance from today: see spanned
}

// dayMark is a day, or one so many days from today.
type dayMark struct {
	given bool
	today bool
	days  int // from today, or since 1970
}

func (m dayMark) moved(by int) dayMark {
	m.days += by
	return m
}

// on is the day as a number.
func (m dayMark) on(today time.Time) int {
	if !m.today {
		return m.days
	}
	return m.days + dayNumber(model.DayOf(today))
}

// dayNumber counts the days since 1970.
func dayNumber(w model.When) int { return int(w.Date().Instant().Unix() / (24 * 60 * 60)) }

func (d DateRange) given() bool { return d.None || d.From.given || d.To.given }

// fits says that a date lies in the range. A distance from today counts only while
// what the date is of has yet to come, for ETD and ETA; awaited says so.
func (d DateRange) fits(w model.When, awaited bool, today time.Time) bool {
	switch {
	case d.None || w.IsZero():
		return d.None && w.IsZero()
	case d.Span && !awaited:
		return false
	}
	day := dayNumber(w)
	return (!d.From.given || day >= d.From.on(today)) && (!d.To.given || day <= d.To.on(today))
}

// Instants are the first and the last moment that a date in the range can have, in
// any zone; zero where it is open.
func (d DateRange) Instants(today time.Time) (first, last time.Time) {
	at := func(m dayMark, by int) time.Time {
		return time.Unix(int64(m.on(today)+by)*24*60*60, 0)
	}
	if d.From.given {
		first = at(d.From, -1)
	}
	if d.To.given {
		last = at(d.To, 2)
	}
	return first, last
}

// readDates reads what stands behind a date's name and its sign; false for what is
// no day, no month, no distance and no stretch of them.
func readDates(f Field, sign, text string, now time.Time) (d DateRange, ok bool) {
	if text == "none" {
		return DateRange{None: true}, sign == ":"
	}
	if from, to, stretch := strings.Cut(text, ".."); stretch {
		first, _, okFrom := readDays(from, now)
		_, last, okTo := readDays(to, now)
		d = DateRange{From: first, To: last}
		return d, sign == ":" && (okFrom || from == "") && (okTo || to == "") && d.given()
	}
	if days, span := readDistance(text); span {
		return distance(f, sign, days), true
	}
	first, last, ok := readDays(text, now)
	switch sign {
	case "<":
		d.To = first.moved(-1)
	case "<=":
		d.To = last
	case ">":
		d.From = last.moved(1)
	case ">=":
		d.From = first
	default:
		d.From, d.To = first, last
	}
	return d, ok
}

// distance is the range of a distance from today: ahead for what has yet to come,
// back for what has happened. `eta<7d` is less than seven days away or overdue, and
// `ata<7d` less than seven days ago; with a colon the day itself counts too.
func distance(f Field, sign string, days int) DateRange {
	planned := f == FieldETD || f == FieldETA || f == FieldFree
	if !planned {
		days = -days
		sign = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", ":": ">="}[sign]
	}
	mark := dayMark{given: true, today: true, days: days}
	d := DateRange{Span: planned}
	switch sign {
	case "<":
		d.To = mark.moved(-1)
	case ">":
		d.From = mark.moved(1)
	case ">=":
		d.From = mark
	default:
		d.To = mark
	}
	return d
}

// readDistance reads 7d, 2w or 1m, and with a minus as many back.
func readDistance(text string) (days int, ok bool) {
	if len(text) < 2 {
		return 0, false
	}
	each := map[byte]int{'d': 1, 'n': 1, 'w': 7, 'm': 30}[text[len(text)-1]] // n: ngày
	count, err := strconv.Atoi(text[:len(text)-1])
	return each * count, each > 0 && err == nil && count > -4000 && count < 4000
}

// readDays reads a day or a month, as its first and last day.
func readDays(text string, now time.Time) (first, last dayMark, ok bool) {
	if days, named := map[string]int{"today": 0, "tomorrow": 1, "yesterday": -1}[text]; named {
		day := dayMark{given: true, today: true, days: days}
		return day, day, true
	}
	fixed := func(t time.Time) dayMark { return dayMark{given: true, days: dayNumber(model.DayOf(t))} }
	for _, layout := range []string{"2006-01", "1/2006"} {
		if t, err := time.Parse(layout, text); err == nil && model.Plausible(t) {
			return fixed(t), fixed(t.AddDate(0, 1, -1)), true
		}
	}
	if t, err := time.Parse("2/1/2006", text+"/"+strconv.Itoa(now.Year())); err == nil {
		return fixed(t), fixed(t), true
	}
	when, err := model.ParseWhen(text, time.UTC)
	if err != nil || !when.IsDate() {
		return first, last, false
	}
	return fixed(when.Instant()), fixed(when.Instant()), true
}

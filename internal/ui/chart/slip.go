package chart

import (
	"time"
	"unicode/utf8"
)

// Told is one date that customers were told, until the next one.
type Told struct {
	At        time.Time // when it was told
	Date      string    // what was told
	Beside    string    // when, by how many days, and why
	Withdrawn bool      // it was taken back
}

// Slip is the history of one date as steps over time.
type Slip struct {
	Told  []Told // in the order in which they were told
	Until time.Time
	Mark  string // the word under the end: today, or the arrival
	Day   func(time.Time) string
}

// Draw is the picture in that width; false when there is no history, or no room
// for it beside its words.
func (s Slip) Draw(width int) (Grid, bool) {
	if len(s.Told) < 2 {
		return Grid{}, false
	}
	dates, beside := 0, 0
	for _, t := range s.Told {
		dates, beside = max(dates, utf8.RuneCountInString(t.Date)), max(beside, utf8.RuneCountInString(t.Beside))
	}
	a := axis{from: s.Told[0].At, to: s.Until, left: dates + betweenParts}
	if a.width = width - a.left - betweenParts - beside; a.width < leastAxis {
		return Grid{}, false
	}
	g := NewGrid(width, len(s.Told)+1)
	for i, t := range s.Told {
		s.told(g, a, i, t)
		g.write(0, i, t.Date, Port)
		g.write(a.left+a.width+betweenParts, i, t.Beside, Blank)
	}
	s.names(g, a)
	return g, true
}

// told draws one date: from when it was told until the next one was.
func (s Slip) told(g Grid, a axis, i int, t Told) {
	line, from, to := strokeOf(!t.Withdrawn), a.x(t.At), a.x(s.Until)
	last := i == len(s.Told)-1
	if !last {
		to = a.x(s.Told[i+1].At)
	}
	if i > 0 {
		from++ // beside the corner
	}
	g.run(i, from, to, line)
	if !last {
		g.step(i, to, line)
	}
}

// names writes when each date was told below the steps, where there is room,
// and the word of the end.
func (s Slip) names(g Grid, a axis) {
	y, free := g.Height-1, 0
	end := a.left + a.width - utf8.RuneCountInString(s.Mark)
	for _, t := range s.Told {
		name := s.Day(t.At)
		if x := a.x(t.At); x >= free && x+utf8.RuneCountInString(name) < end {
			g.write(x, y, name, Passage)
			free = x + utf8.RuneCountInString(name) + betweenParts
		}
	}
	g.write(end, y, s.Mark, Ship)
}

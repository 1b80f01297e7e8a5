package model

import (
	"slices"
	"testing"
	"time"
)

// A record says by its own times what was new to somebody who was away.
func TestWhatIsNewSinceATime(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2025, 5, d, 12, 0, 0, 0, time.UTC) }
	eta := func(d int) When { return Day(2025, 5, d) }
	p := Published{
		Ref: Line("A/1", 20), Status: InTransit, ETA: eta(28), ETD: eta(5),
		Timeline: []PublishedEvent{
			{ID: "e1", Milestone: BookingConfirmed, Classifier: Actual, At: eta(1), Said: day(1)},
			{ID: "e2", Milestone: Departed, Classifier: Actual, At: eta(6), Said: day(6)},
			{ID: "e3", Milestone: ETAChanged, Classifier: Estimated, At: eta(28), Said: day(8)},
		},
		Ledger: []PublishedLine{
			{Kind: KindETD, To: eta(5), PublishedAt: day(1)},
			{Kind: KindETA, To: eta(20), PublishedAt: day(1)},
			{Kind: KindETA, From: eta(20), To: eta(23), PublishedAt: day(4)},
			{Kind: KindETA, From: eta(23), To: eta(28), PublishedAt: day(8), Reason: Line("Congestion", 40)},
		},
		Notes: []PublishedNote{{At: day(9), Text: Line("The terminal is closed on Sunday.", 80)}},
	}
	for _, c := range []struct {
		since int
		want  []NewsKind
	}{
		{10, nil},
		{8, []NewsKind{NewsNote}},
		{7, []NewsKind{NewsETA, NewsNote}},
		{2, []NewsKind{NewsETA, NewsEvent, NewsNote}},
		{0, []NewsKind{NewsShipment}},
	} {
		news := NewsSince(OutlineAt(p, day(c.since)), p)
		var got []NewsKind
		for _, one := range news {
			got = append(got, one.Kind)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("since %d May: %v, want %v", c.since, got, c.want)
		}
	}
	late := NewsSince(OutlineAt(p, day(7)), p)[0]
	if !late.Old.Equal(eta(23)) || !late.New.Equal(eta(28)) || late.Reason.String() != "Congestion" {
		t.Errorf("the ETA: %+v", late)
	}
	atEnd := NewsSince(OutlineAt(p, day(2)), p)[0]
	if !atEnd.Old.Equal(eta(20)) {
		t.Errorf("over two changes the ETA was %s", atEnd.Old)
	}
}

// A date that was taken back while somebody was away is no news when it is again
// what they read.
func TestADateThatIsAgainAsItWasIsNoNews(t *testing.T) {
	at := func(d int) time.Time { return time.Date(2025, 5, d, 12, 0, 0, 0, time.UTC) }
	p := Published{
		Ref: Line("A/1", 20), ETA: Day(2025, 5, 20),
		Ledger: []PublishedLine{
			{Kind: KindETA, To: Day(2025, 5, 20), PublishedAt: at(1)},
			{Kind: KindETA, From: Day(2025, 5, 20), To: Day(2025, 5, 25), PublishedAt: at(5), WithdrawnAt: at(6)},
			{Kind: KindETA, From: Day(2025, 5, 25), To: Day(2025, 5, 20), PublishedAt: at(6), Withdrawal: true},
		},
	}
	if news := NewsSince(OutlineAt(p, at(4)), p); len(news) != 0 {
		t.Errorf("before both: %v", news)
	}
	if news := NewsSince(OutlineAt(p, at(5)), p); len(news) != 1 || !news[0].TakenBack {
		t.Errorf("between: %+v", news)
	}
}

func TestTheWorstNewsComesFirst(t *testing.T) {
	now := time.Date(2025, 5, 16, 9, 0, 0, 0, time.UTC)
	later := func(days int) []News {
		return []News{{Kind: NewsETA, Old: Day(2025, 5, 20), New: Day(2025, 5, 20+days)}}
	}
	under := Row{Status: InTransit, ETA: Day(2025, 5, 30), ATD: Day(2025, 5, 1)}
	overdue := under
	overdue.ETA = Day(2025, 5, 10)
	order := []int{
		Gravity(overdue, nil, now), Gravity(under, later(9), now), Gravity(under, later(2), now),
		Gravity(under, []News{{Kind: NewsStatus, Status: Cancelled}}, now), Gravity(under, later(-3), now),
		Gravity(under, []News{{Kind: NewsWithdrawn}}, now), Gravity(under, []News{{Kind: NewsEvent}}, now), Gravity(under, nil, now),
	}
	if !slices.IsSortedFunc(order, func(a, b int) int { return b - a }) {
		t.Errorf("%v", order)
	}
}

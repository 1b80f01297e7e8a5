package model

import (
	"testing"
	"time"
)

// Another way is news by itself; what an event brings about on a leg is told with it.
func TestAChangedLegIsNews(t *testing.T) {
	now := time.Date(2025, 5, 12, 12, 0, 0, 0, time.UTC)
	was := Published{Status: InTransit, POL: ParsePlace("VNSGN"), POD: ParsePlace("USLGB"), Legs: []Leg{{Mode: Sea, From: ParsePlace("VNSGN"), To: ParsePlace("USLGB")}}}
	is := was
	is.Legs = []Leg{{Mode: Sea, From: ParsePlace("VNSGN"), To: ParsePlace("SGSIN")}, {Mode: Sea, From: ParsePlace("SGSIN"), To: ParsePlace("USLGB")}}
	before := OutlineOf(was, now)
	if news := NewsSince(before, is); len(news) != 1 || news[0].Kind != NewsDetails {
		t.Errorf("a transshipment port: %+v", news)
	}
	is.Timeline = []PublishedEvent{{ID: "e1", Milestone: TSArrived, Classifier: Actual, At: Day(2025, 5, 12)}}
	if news := NewsSince(before, is); len(news) != 1 || news[0].Kind != NewsEvent {
		t.Errorf("an event: %+v", news)
	}
	before.Legs = "" // as it was kept before legs counted
	is.Timeline = nil
	if news := NewsSince(before, is); len(news) != 0 {
		t.Errorf("legs that were not known: %+v", news)
	}
}

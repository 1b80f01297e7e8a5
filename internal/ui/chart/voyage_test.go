package chart_test

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/ui/chart"
)

// on is a day of 2025 at noon.
func on(month time.Month, day int) time.Time {
	return time.Date(2025, month, day, 12, 0, 0, 0, time.UTC)
}

func say(t time.Time) string { return t.Format("2 Jan") }

func overSingapore(today time.Time) chart.Voyage {
	return chart.Voyage{
		Calls: []chart.Call{
			{Port: "Vung Tau", Out: chart.Date{Now: on(4, 26), Happened: true}, Beside: "EVER FORWARD 1187-021E"},
			{
				Port: "Singapore", In: chart.Date{Now: on(4, 29), Happened: true},
				Out: chart.Date{First: on(5, 1), Now: on(5, 2), Happened: true}, Beside: "EVER GENTLE 0871W",
			},
			{Port: "New York", In: chart.Date{First: on(5, 23), Now: on(5, 26)}, Beside: "26 May, first 23 May"},
		},
		Today: today, Mark: "today", Day: say,
	}
}

func TestVoyageLooks(t *testing.T) {
	direct := chart.Voyage{
		Calls: []chart.Call{
			{Port: "Cat Lai", Out: chart.Date{Now: on(5, 10)}, Beside: "ONE HANNOVER 042E"},
			{Port: "Long Beach", In: chart.Date{Now: on(5, 25)}, Beside: "25 May"},
		},
		Today: on(5, 6), Mark: "today", Day: say,
	}
	waiting := overSingapore(on(4, 30))
	waiting.Calls[1].Out.Happened = false
	for name, v := range map[string]chart.Voyage{
		"under way": overSingapore(on(5, 16)), "not left": direct, "waiting at Singapore": waiting,
	} {
		for _, width := range []int{60, 100, 140} {
			g, ok := v.Draw(width)
			if !ok {
				t.Fatalf("%s: not drawn at %d", name, width)
			}
			t.Run(name+"/"+strings.Repeat("=", width/20), func(t *testing.T) { golden.RequireEqual(t, []byte(picture(g))) })
		}
	}
}

func TestAVoyageWithoutItsDatesIsNotDrawn(t *testing.T) {
	v := overSingapore(on(5, 16))
	v.Calls[1].Out = chart.Date{}
	if g, ok := v.Draw(100); ok {
		t.Errorf("drawn without the departure from Singapore:\n%s", picture(g))
	}
	if _, ok := overSingapore(on(5, 16)).Draw(40); ok {
		t.Error("drawn where there is no room for the axis")
	}
}

func TestSlipLooks(t *testing.T) {
	s := chart.Slip{
		Told: []chart.Told{
			{At: on(4, 9), Date: "23 May", Beside: "09 Apr  first published"},
			{At: on(5, 3), Date: "24 May", Beside: "03 May  +1d  withdrawn", Withdrawn: true},
			{At: on(5, 15), Date: "26 May", Beside: "15 May  +3d  Port congestion in New York"},
		},
		Until: on(5, 20), Mark: "today", Day: say,
	}
	g, ok := s.Draw(100)
	if !ok {
		t.Fatal("not drawn")
	}
	golden.RequireEqual(t, []byte(picture(g)))
	if s.Told = s.Told[:1]; true {
		if _, ok := s.Draw(100); ok {
			t.Error("one date has no history, but it was drawn")
		}
	}
}

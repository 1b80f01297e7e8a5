package dates

import "testing"

// What a cell says alone, in the order in which the day comes first, and whether the
// column has to tell the order.
func TestDatesAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]struct {
		iso  string
		open bool
	}{
		"05/12/2026":                 {"2026-12-05", true},
		"25.05.25":                   {"2025-05-25", false},
		"12/12/2026":                 {"2026-12-12", false},
		"2026-05-12":                 {"2026-05-12", false},
		"20260512":                   {"2026-05-12", false},
		"12-May-26 3:30 PM":          {"2026-05-12T15:30:00", false},
		"Thứ Hai, 12 tháng Năm 2026": {"2026-05-12", false},
		"ngày 12 tháng mười một năm 2026 lúc 15h30": {"2026-11-12T15:30:00", false},
	} {
		date, ok := Read(text)
		if !ok || date.ISO(DayFirst) != want.iso || date.IsOpen() != want.open {
			t.Errorf("%s is %s, open %t, %t", text, date.ISO(DayFirst), date.IsOpen(), ok)
		}
	}
	for _, text := range []string{"", "tomorrow", "12", "12/05", "12/05/2026/1", "25:00 12/05/2026", "12 Foo 2026"} {
		if date, ok := Read(text); ok {
			t.Errorf("%q is a date: %s", text, date.ISO(DayFirst))
		}
	}
}

// A cell that can be read in one order alone proves it for its column.
func TestACellThatProvesTheOrder(t *testing.T) {
	for text, want := range map[string]struct {
		order  Order
		proves bool
	}{
		"25/05/2026":  {DayFirst, true},
		"05/25/2026":  {MonthFirst, true},
		"05/12/2026":  {DayFirst, false},
		"05/05/2026":  {DayFirst, false},
		"2026-05-25":  {DayFirst, false},
		"25-May-2026": {DayFirst, false},
		"31/02/2026":  {DayFirst, false},
	} {
		date, _ := Read(text)
		if order, proves := date.Proves(); order != want.order || proves != want.proves {
			t.Errorf("%s proves %d, %t", text, order, proves)
		}
	}
}

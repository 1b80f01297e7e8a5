package model

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func TestParseWhen(t *testing.T) {
	saigon := time.FixedZone("", 7*3600)
	cases := []struct{ text, want string }{
		{"2025-05-25", "2025-05-25"},
		{"25/05/2025", "2025-05-25"},
		{"5/6/2025", "2025-06-05"}, // the day comes first, as Vietnam writes it
		{"25.05.2025", "2025-05-25"},
		{"20250525", "2025-05-25"},
		{"2025-05-25T14:30:00+02:00", "2025-05-25T14:30:00+02:00"},
		{"2025-05-25T14:30:00Z", "2025-05-25T14:30:00Z"},
		{"2025-05-25 14:30", "2025-05-25T14:30:00+07:00"},
		{"25/05/2025 14:30", "2025-05-25T14:30:00+07:00"},
		{"", ""},
		{"  ", ""},
	}
	for _, c := range cases {
		got, err := ParseWhen(c.text, saigon)
		if err != nil || got.String() != c.want {
			t.Errorf("ParseWhen(%q) = %q, %v; want %q", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"tomorrow", "31/02/2025", "2025-13-01", "25/05/0025", "1", "2025-05"} {
		var fault *Fault
		if got, err := ParseWhen(text, saigon); !errors.As(err, &fault) || !got.IsZero() {
			t.Errorf("ParseWhen(%q) = %q, %v; want a fault", text, got, err)
		}
	}
}

func TestWhenSurvivesJSON(t *testing.T) {
	saigon := time.FixedZone("", 7*3600)
	for _, w := range []When{{}, Day(2025, 5, 25), Moment(time.Date(2025, 5, 10, 1, 20, 0, 0, saigon))} {
		data, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		var back When
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(w) || back.String() != w.String() {
			t.Errorf("%s came back as %q, %v", data, back, err)
		}
	}
	if data, _ := json.Marshal(When{}); string(data) != "null" {
		t.Errorf("the unknown is %s, want null", data)
	}
}

func TestDaysAreCountedInTheOffsetOfTheTime(t *testing.T) {
	late := Moment(time.Date(2025, 5, 11, 1, 0, 0, 0, time.FixedZone("", 7*3600))) // still 10 May in UTC
	if got := late.DaysAfter(Day(2025, 5, 10)); got != 1 {
		t.Errorf("11 May 01:00 +07:00 is %d days after 10 May, want 1", got)
	}
	if got := Day(2025, 5, 25).DaysAfter(Day(2025, 5, 28)); got != -3 {
		t.Errorf("got %d, want -3", got)
	}
	if got := Day(2025, 5, 25).DaysAfter(When{}); got != 0 {
		t.Errorf("days after the unknown are %d, want 0", got)
	}
}

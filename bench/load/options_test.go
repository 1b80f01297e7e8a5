package main

import "testing"

func TestShare(t *testing.T) {
	for text, want := range map[string]float64{"1%": 0.01, "5": 0.05, "0": 0, "100%": 1} {
		if got, err := share(text, 100); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "many", "-1%"} {
		if _, err := share(text, 100); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

// The first frame is there when the frame with the text in it has ended, and not
// with one before it.
func TestComplete(t *testing.T) {
	const begin, end = "\x1b[?2026h", "\x1b[?2026l"
	for drawn, want := range map[string]bool{
		begin + "loading" + end:                              false,
		begin + "loading" + end + begin + "SHP/1":            false,
		begin + "loading" + end + begin + "SHP/1 foot" + end: true,
		"a plain one with SHP/1":                             true,
	} {
		if got := complete([]byte(drawn), []byte("SHP/")); got != want {
			t.Errorf("%q: %v", drawn, got)
		}
	}
}

package main

import "testing"

// Ten thousand connections to somebody else would be an attack.
func TestOnlyLoopback(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:22", "127.0.0.9:22", "[::1]:22"} {
		if err := onLoopback(addr, "http://127.0.0.1:9/metrics"); err != nil {
			t.Errorf("%s: %v", addr, err)
		}
	}
	for _, addr := range []string{"192.0.2.1:22", "[2001:db8::1]:22", "0.0.0.0:22", "localhost:22", "example.com:22", "127.0.0.1", "127.0.0.1.example.com:22"} {
		if err := onLoopback(addr, ""); err == nil {
			t.Errorf("%s is taken for this machine", addr)
		}
	}
	if err := onLoopback("127.0.0.1:22", "http://192.0.2.1:80/metrics"); err == nil {
		t.Error("metrics are asked for elsewhere")
	}
}

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

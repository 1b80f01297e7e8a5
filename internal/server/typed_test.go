package server

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"porthole/internal/model"
)

func TestTyped(t *testing.T) {
	for name, c := range map[string]struct {
		keys, kept, shown string
		interrupted       bool
	}{
		"lines":                {"one\rtwo\r\x04", "one\ntwo\n", "one\ntwo\n", false},
		"an end in a line":     {"one\x04two", "one", "one", false},
		"an interrupt":         {"one\r\x03", "", "", true},
		"control characters":   {"a\x1b[2J\x00b\r\x04", "a[2Jb\n", "a[2Jb\n", false},
		"a slip":               {"shoq\x7fw\x7f\x7f\x7f\x7f\x7fHả\bải\r\x04", "Hải\n", "shoq\b \bw" + strings.Repeat("\b \b", 4) + "Hả\b \bải\n", false},
		"only this line":       {"one\r\x7fx\r\x04", "one\nx\n", "one\nx\n", false},
		"what hides in text":   {"a\u009b2Jc\u202ed\xffe à\r\x04", "a\u009b2Jc\u202ed\xffe à\n", "a2Jcde à\n", false},
		"the client goes away": {"half a line", "half a line", "half a line", false},
	} {
		var shown bytes.Buffer
		interrupted := false
		keys := newTyped(&shown, func() { interrupted = true })
		keys.follow(strings.NewReader(c.keys))
		kept, err := io.ReadAll(keys)
		if err != nil || string(kept) != c.kept || interrupted != c.interrupted {
			t.Errorf("%s: kept %q, interrupted %v, %v", name, kept, interrupted, err)
		}
		if c.shown != "" && shown.String() != c.shown {
			t.Errorf("%s: shown %q", name, shown.String())
		}
	}
}

// A character may come in two pieces.
func TestTypedInPieces(t *testing.T) {
	var shown bytes.Buffer
	keys := newTyped(&shown, func() {})
	for _, b := range []byte("Cát Lái\u202e\r") {
		keys.keys([]byte{b})
	}
	if got := shown.String(); got != "Cát Lái\n" {
		t.Errorf("shown %q", got)
	}
}

// What is typed and never read is bounded, and what would be cut is an error.
func TestTypedIsBounded(t *testing.T) {
	keys := newTyped(io.Discard, func() {})
	keys.follow(strings.NewReader(strings.Repeat("x", 3*maxTyped)))
	kept, err := io.ReadAll(keys)
	if len(kept) > maxTyped || !errors.Is(err, model.NewFault("error.server_typed")) {
		t.Errorf("%d bytes are kept, %v", len(kept), err)
	}
}

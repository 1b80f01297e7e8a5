package model

import "strings"

// Usual bounds of texts, in terminal cells.
const (
	// RefCells bounds a reference: a shipment number, a bill of lading, a seal.
	RefCells = 40
	// NameCells bounds a name: a port, a vessel, a company.
	NameCells = 80
	// NoteCells bounds a note to a customer, newlines included.
	NoteCells = 2000
)

// maxTextCells bounds every text whatever its constructor was asked for, so that a stored text reads back unchanged.
const maxTextCells = 16 << 10

// Text is text from outside that has been made safe to show anywhere: screens, plain output, mail, window titles.
// It can only be made by Line, Lines and the unmarshalling methods, which all clean. It is valid UTF-8 in NFC, without
// control characters, escape sequences, bidi and zero-width controls, variation selectors, tags and private use, has at
// most two combining marks in a row, begins and ends with something visible, and is bounded in cells. The zero value is
// the empty text; texts compare with ==.
type Text struct{ s string }

// Line cleans raw into one line of at most cells terminal cells; line breaks and tabs become spaces. What does not fit is
// cut between characters and ends with "…".
func Line(raw string, cells int) Text { return Text{clean(raw, cells, false)} }

// Lines cleans raw into text of at most cells terminal cells in all, a newline counting as one. Newlines are kept, at most
// two in a row, and CRLF becomes LF.
func Lines(raw string, cells int) Text { return Text{clean(raw, cells, true)} }

// String returns the text.
func (t Text) String() string { return t.s }

// IsZero reports whether there is no text.
func (t Text) IsZero() bool { return t.s == "" }

// MarshalText writes the text as it is; it never fails.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.s), nil }

// UnmarshalText reads a stored text and cleans it again, so that a damaged or forged record is as safe as any other
// input. Newlines are kept. It never fails.
func (t *Text) UnmarshalText(b []byte) error {
	t.s = clean(string(b), maxTextCells, true)
	return nil
}

// clean is the one way from outside text to Text.
func clean(raw string, cells int, lines bool) string {
	cells = min(cells, maxTextCells)
	if cells < 1 {
		return ""
	}
	if len(raw) <= cells && isPlain(raw) {
		return raw
	}
	if len(raw) > maxTextBytes {
		raw = raw[:maxTextBytes]
	}
	s := sanitize(strings.ToValidUTF8(raw, ""), lines)
	return cut(s, cells)
}

// isPlain reports whether s is ASCII that cleaning would leave alone, as most references and names are.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return s == "" || s[0] != ' ' && s[len(s)-1] != ' '
}

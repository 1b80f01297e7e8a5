package isolation

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// standsAt is where a shipment's number first stands in a text by itself, and not as a
// part of a longer one: SHP/2 is not in SHP/20. It is -1 where it does not stand.
func standsAt(text, ref string) int {
	for from := 0; ; {
		at := strings.Index(text[from:], ref)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(ref):])
		if !ofNumber(before) && !ofNumber(after) {
			return at
		}
		from = at + 1
	}
}

func ofNumber(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/-._", r)
}

// mentions is how often a number stands in the lines that have come.
func mentions(raw []byte, ref string) (count int) {
	text := string(raw)
	text = text[:strings.LastIndexByte(text, '\n')+1]
	for at := standsAt(text, ref); at >= 0; at = standsAt(text, ref) {
		count++
		text = text[at+len(ref):]
	}
	return count
}

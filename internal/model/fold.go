package model

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldedLetters are the letters that Unicode does not take apart into a base and a mark, with what people type instead.
// Vietnamese đ is the one that matters most here.
var foldedLetters = map[rune]string{
	'đ': "d", 'ð': "d", 'ɖ': "d", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'ß': "ss", 'þ': "th",
	'ı': "i", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ſ': "s", 'ς': "σ",
}

// Fold turns text into a search key: accents taken off, lower case, everything but letters and digits removed.
// "Hải Phòng" becomes "haiphong", "SHP/202505/00080" becomes "shp20250500080". Folding a key again changes nothing.
func Fold(s string) string {
	if key, ok := foldASCII(s); ok {
		return key
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(strings.ToValidUTF8(s, "")) {
		r = unicode.ToLower(r)
		if base, ok := foldedLetters[r]; ok {
			b.WriteString(base)
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldASCII is Fold for what needs no tables, which is nearly every reference; false means that it met something else.
func foldASCII(s string) (string, bool) {
	key := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x80:
			return "", false
		case 'A' <= c && c <= 'Z':
			key = append(key, c+'a'-'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			key = append(key, c)
		}
	}
	return string(key), true
}

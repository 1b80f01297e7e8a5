package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
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

// asciiSigns are the signs, lines and punctuation of what is shown, each with the character that stands for it.
var asciiSigns = signTable(
	"─╌┄┈╶╴–—‐‑‒−·", "-", "━", "=", "│┃¦", "|", "┆┊╎", ":", "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛", "+", "●•", "*", "◐", "@", "○◇", "o", "✓", "+", "✗×", "x",
	"▸▎›→", ">", "◂‹←↵", "<", "▪█▄▀", "#", "▫", ".", "↑", "^", "↓", "v", "“”„«»", `"`, "‘’‚′", "'", "…", "~", "÷", "/", "₫", "d", "€", "E",
)

// signTable takes pairs of the signs that one character stands for, and that character.
func signTable(pairs ...string) map[rune]byte {
	table := map[rune]byte{}
	for i := 0; i < len(pairs); i += 2 {
		for _, r := range pairs[i] {
			table[r] = pairs[i+1][0]
		}
	}
	return table
}

// ASCII is text for a terminal that shows ASCII only, cell for cell: letters without their accents, the nearest sign for
// a sign, and a question mark in each cell of what has none. Control characters stay, so that it may be styled already.
func ASCII(text string) string {
	if isASCII(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch c := asciiOf(r); {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case c != 0:
			b.WriteByte(c)
			if isWide(r) {
				b.WriteByte(' ')
			}
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			b.WriteString("??")
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// asciiOf is the character that stands for a rune; 0: none does.
func asciiOf(r rune) byte {
	if c, ok := asciiSigns[r]; ok {
		return c
	}
	if base, ok := foldedLetters[unicode.ToLower(r)]; ok && base[0] < utf8.RuneSelf {
		if unicode.IsUpper(r) {
			return base[0] - 'a' + 'A'
		}
		return base[0]
	}
	base, size := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
	rest := norm.NFKD.String(string(r))[size:]
	if base >= utf8.RuneSelf || strings.ContainsFunc(rest, func(r rune) bool { return !unicode.Is(unicode.Mn, r) }) {
		return 0
	}
	return byte(base)
}

// isWide says that a character fills two cells.
func isWide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// BeginsAWord says that a text, folded, has the key at the beginning of one of its words.
func BeginsAWord(text, key string) bool {
	if strings.HasPrefix(Fold(text), key) {
		return true
	}
	for i := range text {
		if i > 0 && isBreak(text[i-1]) && strings.HasPrefix(Fold(text[i:]), key) {
			return true
		}
	}
	return false
}

func isBreak(c byte) bool { return strings.IndexByte(" -/.,()", c) >= 0 }

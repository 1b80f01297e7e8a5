package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

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

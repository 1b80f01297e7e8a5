package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxTextBytes bounds what is looked at, and what comes out.
	maxTextBytes = 64 << 10
	// maxMarks is how many combining marks in a row may stay; Vietnamese needs two when decomposed.
	maxMarks = 2
	// maxRawMarks bounds them before composition, which may join some of them with their base. It stays far under the 30
	// at which normalization puts a joiner of its own between them.
	maxRawMarks = 8

	ellipsis = "…"
)

// sanitize removes from valid UTF-8 everything that could act instead of being read, composes the rest and bounds its
// marks. Nothing is bounded in length here.
func sanitize(s string, lines bool) string {
	s = limitMarks(readable(s, lines), maxRawMarks)
	return trimLines(limitMarks(norm.NFC.String(s), maxMarks))
}

// readable keeps the characters that are meant to be read, makes every kind of blank a space, and drops whole escape
// sequences.
func readable(s string, lines bool) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if n := escapeLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\r' && strings.HasPrefix(s[i:], "\n"): // CRLF: the LF speaks for both
		case lines && (r == '\n' || r == '\r'):
			b.WriteByte('\n')
		case isBlank(r):
			b.WriteByte(' ')
		case isReadable(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isBlank reports what becomes a plain space: tabs, line breaks where no lines are meant, every width of space, and the
// line and paragraph separators.
func isBlank(r rune) bool {
	switch r {
	case '\t', '\n', '\r', '\u2028', '\u2029':
		return true
	}
	return unicode.Is(unicode.Zs, r)
}

// isReadable reports whether r may be part of a text. Format characters (bidi and zero-width controls, tags, soft
// hyphen), private use and everything that Unicode calls ignorable by default are not.
func isReadable(r rune) bool {
	if r < 0x80 {
		return ' ' <= r && r < 0x7F
	}
	return !unicode.In(r, unicode.C, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point,
		unicode.Noncharacter_Code_Point) && r&^0xFFF != 0xE0000
}

// limitMarks drops every combining mark after the nth in a row, and those with nothing to stand on: at the beginning of
// the text or of a line they would change what is printed before it.
func limitMarks(s string, n int) string {
	var b strings.Builder
	b.Grow(len(s))
	for i, run := 0, n; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isMark(r):
			run++
		case r == '\n':
			run = n
		default:
			run = 0
		}
		if !isMark(r) || run <= n {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// isMark reports whether r is drawn into the cell of the character before it. Vowels and finals of Hangul syllables that
// did not compose are among them.
func isMark(r rune) bool {
	if r < 0x300 {
		return false
	}
	return unicode.Is(unicode.M, r) || 0x1160 <= r && r <= 0x11FF || 0xD7B0 <= r && r <= 0xD7FF
}

// trimLines takes blanks off the ends of the text and the right end of each line, and keeps at most two newlines in a row.
func trimLines(s string) string {
	if !strings.Contains(s, "\n") {
		return trimBlank(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	empty := 0
	for line := range strings.SplitSeq(trimBlank(s), "\n") {
		line = strings.TrimRight(line, " ")
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat("\n", min(empty, 1)+1))
		}
		b.WriteString(line)
		empty = 0
	}
	return b.String()
}

// trimBlank trims spaces and newlines, and at the front the marks that stood on them.
func trimBlank(s string) string {
	s = strings.TrimRight(s, " \n")
	return strings.TrimLeftFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || isMark(r) })
}

// Cells returns the width of s in terminal cells: two for wide characters, none for combining marks, one for a newline.
func Cells(s string) int {
	n := 0
	for s != "" {
		size, cells := cluster(s)
		n += cells
		s = s[size:]
	}
	return n
}

// cut bounds a sanitized text to so many cells, and to maxTextBytes, cutting between characters and saying so with "…".
func cut(s string, cells int) string {
	used, keep := 0, 0 // keep is how much still leaves room for the ellipsis
	for i := 0; i < len(s); {
		size, n := cluster(s[i:])
		if used+n > cells || i+size > maxTextBytes {
			return strings.TrimRight(s[:keep], " \n") + ellipsis
		}
		i, used = i+size, used+n
		if used < cells && i <= maxTextBytes-len(ellipsis) {
			keep = i
		}
	}
	return s
}

// cluster measures the first character of s as a reader sees it: its base with the marks, or the skin tone, or the
// second half of a flag that belong to it.
func cluster(s string) (size, cells int) {
	base, size := utf8.DecodeRuneInString(s)
	cells = runeCells(base)
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case isMark(r) && base != '\n', isSkinTone(r) && cells == 2:
		case isFlagHalf(base) && isFlagHalf(r) && cells == 1:
			cells = 2
		default:
			return size, cells
		}
		size += n
	}
	return size, cells
}

func isSkinTone(r rune) bool { return 0x1F3FB <= r && r <= 0x1F3FF }

func isFlagHalf(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

func runeCells(r rune) int {
	if r == '\n' {
		return 1
	}
	if r < 0x300 {
		if r < ' ' || 0x7F <= r && r < 0xA0 {
			return 0
		}
		return 1
	}
	if isMark(r) {
		return 0
	}
	if isWide(r) {
		return 2
	}
	return 1
}

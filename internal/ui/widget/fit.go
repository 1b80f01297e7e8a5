package widget

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Pad is n spaces; none when n is negative.
func Pad(n int) string { return strings.Repeat(" ", max(0, n)) }

// Cells is how many terminal cells the text takes. Style sequences take none.
func Cells(s string) int {
	if width, ok := simpleWidth(s, true); ok {
		return width
	}
	return ansi.StringWidth(s)
}

// Fit makes s exactly width cells: padded at the right, or cut with `…`. It is
// for text without styles, and every cell of text goes through it: whatever a
// control character might do, it does not do it here.
func Fit(s string, width int) string {
	s, used := Trim(s, width)
	return s + Pad(width-used)
}

// FitRight is fit with the padding at the left, for numbers.
func FitRight(s string, width int) string {
	s, used := Trim(s, width)
	return Pad(width-used) + s
}

// Clip is fit without padding.
func Clip(s string, width int) string {
	s, _ = Trim(s, width)
	return s
}

// Trim cuts s to at most width cells and says how many it takes.
func Trim(s string, width int) (string, int) {
	if width <= 0 {
		return "", 0
	}
	if used, ok := simpleWidth(s, false); ok && used <= width {
		return s, used
	}
	s = printable(s)
	if used := ansi.StringWidth(s); used <= width {
		return s, used
	}
	s = ansi.Truncate(s, width, "…")
	return s, ansi.StringWidth(s)
}

// printable drops control characters, and marks that would change what stands
// before them. Text from outside has none of the former, so this is the second
// lock on the same door.
func printable(s string) string {
	s = strings.TrimLeftFunc(s, joinsBefore)
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

// joinsBefore says that the rune would become one with whatever stands before it,
// such as a mark or a skin tone.
func joinsBefore(r rune) bool {
	if isLone(r) || r >= ' ' && r <= '~' {
		return false
	}
	cluster, _ := ansi.FirstGraphemeCluster(" "+string(r), ansi.GraphemeWidth)
	return len(cluster) > 1
}

// Wrap breaks text without styles into lines of at most width cells and keeps the
// line breaks that it has. It breaks between words: a number, an address or a word
// with a hyphen in it stays whole as long as it has room on a line of its own.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	paragraphs := strings.Split(s, "\n")
	return slices.Concat(Map(paragraphs, func(text string) []string { return wrapWords(printable(text), width) })...)
}

// WrapTo is text on at most n lines, the last of which is cut when there is more. The
// lines are as they are painted: nothing in them is tied.
func WrapTo(s string, width, n int) []string {
	lines := Wrap(s, width)
	if n = max(0, n); len(lines) > n && n > 0 {
		lines[n-1] = Clip(strings.Join(lines[n-1:], " "), width)
	}
	return Map(lines[:min(n, len(lines))], Loose)
}

func wrapWords(s string, width int) []string {
	lines, line, used := []string(nil), "", 0
	for word := range strings.SplitSeq(s, " ") {
		cells := Cells(word)
		switch {
		case line != "" && used+1+cells <= width:
			line, used = line+" "+word, used+1+cells
			continue
		case line != "":
			lines = append(lines, strings.TrimRight(line, " "))
		}
		for Cells(word) > width {
			part := breakWord(word, width)
			lines, word = append(lines, part), word[len(part):]
		}
		line, used = word, Cells(word)
	}
	if line == "" && lines != nil {
		return lines
	}
	return append(lines, strings.TrimRight(line, " "))
}

// breakWord is the beginning of a word that is wider than a line: up to a space that
// was tied, or to a sign behind which addresses and numbers may be broken, or as much as
// has room.
func breakWord(word string, width int) string {
	part := ansi.Truncate(word, width, "")
	for _, signs := range []string{"\u00a0", "@/-.,:_"} {
		if at := strings.LastIndexAny(part, signs); at > 0 {
			_, size := utf8.DecodeRuneInString(part[at:])
			return part[:at+size]
		}
	}
	if part == "" { // not even one character has room
		part, _ = ansi.FirstGraphemeCluster(word, ansi.GraphemeWidth)
	}
	return part
}

// Ends puts left and right at the two ends of a line of width cells, both
// styled or not; right is left out when both do not fit with a gap between.
func Ends(left, right string, width int) string {
	free := width - Cells(left) - Cells(right)
	if right == "" || free < 1 {
		return left
	}
	return left + Pad(free) + right
}

// Dashes is a rule of n cells.
func Dashes(n int) string { return strings.Repeat("─", max(0, n)) }

// Map is what f makes of each of the things.
func Map[T, R any](things []T, f func(T) R) []R {
	made := make([]R, len(things))
	for i, thing := range things {
		made[i] = f(thing)
	}
	return made
}

// Widest is how many cells the longest of the texts takes.
func Widest(texts ...string) (cells int) {
	for _, text := range texts {
		cells = max(cells, Cells(text))
	}
	return cells
}

// Tail is the end of s in at most width cells.
func Tail(s string, width int) string {
	runes := []rune(s)
	for len(runes) > 0 && Cells(string(runes)) > max(0, width) {
		runes = runes[1:]
	}
	return string(runes)
}

// Share divides room between two texts: both have what they need, or the longer one
// gives way first.
func Share(a, b, room int) (int, int) {
	half := room / 2
	switch {
	case a+b <= room:
		return a, b
	case a <= half:
		return a, room - a
	case b <= room-half:
		return room - b, b
	default:
		return half, room - half
	}
}

package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"porthole/internal/model"
)

// splitJoined takes a cell apart that has several columns in one, into as many pieces.
// sure is false when it cannot be told which is which; then the first piece is the
// whole cell and the others are empty.
func splitJoined(cell string, columns []column) (pieces []string, sure bool) {
	whole := append([]string{cell}, make([]string, len(columns)-1)...)
	text := unguard(cell)
	if isAbsent(text) {
		return whole, true
	}
	switch {
	case slices.Equal(columns, []column{colVessel, colVoyage}), slices.Equal(columns, []column{colVessel2, colVoyage2}):
		return splitVoyage(text)
	case len(columns) == 2 && isPair(columns[0], columns[1]):
		return splitBoxes(text, columns[1])
	}
	if pieces := splitAtSign(text, len(columns)); pieces != nil {
		return pieces, true
	}
	return whole, false
}

// cellSigns divide the pieces of a cell, the clearest first.
var cellSigns = []string{"\n", "|", ";", " - ", "–", "—", "→", ">", " / ", "/", ","}

// splitAtSign divides a cell at the first sign that gives just n pieces.
func splitAtSign(text string, n int) []string {
	for _, sign := range cellSigns {
		if pieces := strings.Split(text, sign); len(pieces) == n {
			for i := range pieces {
				pieces[i] = strings.TrimSpace(pieces[i])
			}
			return pieces
		}
	}
	return nil
}

// voyageMarks stand before the number of a voyage.
var voyageMarks = regexp.MustCompile(`(?i)(^|[\s/,;:(-])(v|voy|voyage|chuyến|chuyen)[.:/\s]\s*$`)

// splitVoyage divides the name of a vessel from its voyage, which is the last word
// when that has a digit: `ONE HANNOVER 042E`, `ONE HANNOVER / V.042E`. A number alone
// may be a part of the name, as in WAN HAI 305; it is a voyage only behind a sign, or
// when no name would have it.
func splitVoyage(text string) ([]string, bool) {
	text = strings.TrimRight(strings.TrimSpace(text), ")] ")
	at := strings.LastIndexFunc(text, unicode.IsSpace) + 1
	end, sure := endOfName(text[at:])
	if !sure {
		return []string{text, ""}, false
	}
	at += end
	vessel, voyage := text[:at], strings.TrimLeft(text[at:], "([")
	if name, number, ok := cutMark(voyage); ok {
		vessel, voyage = vessel+name, number
	}
	signed := strings.TrimRightFunc(vessel, isNotName)
	if mark := voyageMarks.FindStringIndex(vessel); mark != nil {
		vessel = strings.TrimRightFunc(vessel[:mark[0]], isNotName)
		return []string{vessel, voyage}, vessel != "" && hasDigit(voyage)
	}
	marked := strings.TrimSpace(vessel) != signed
	switch vessel = signed; {
	case !hasDigit(text):
		return []string{text, ""}, true
	case strings.Contains(vessel, "\n") || vessel == "" || !hasDigit(voyage):
		return []string{text, ""}, false
	case marked || !isNumber(voyage) || voyage[0] == '0' || len(voyage) > 3 || hasDigit(lastWord(vessel)):
		return []string{vessel, voyage}, true
	}
	return []string{text, ""}, false
}

// endOfName is where the name of a vessel ends in a word that has its voyage too:
// HANNOVER/042E, BUSAN-2505W, and 1/012N or 305/W123 with the number of the vessel. It
// is 0 where all is the voyage, and not sure where a number may be either: 305/306W.
func endOfName(word string) (end int, sure bool) {
	if name, _, ok := strings.Cut(word, "/"); ok && !hasDigit(name) {
		return len(name) + 1, true
	}
	at := strings.IndexAny(word, "/-")
	if at <= 0 || at == len(word)-1 || !hasDigit(word[at+1:]) {
		return 0, true
	}
	name, voyage := word[:at], word[at+1:]
	switch short := utf8.RuneCountInString(name) <= 3; {
	case !hasDigit(name) && !short:
		return at + 1, true
	case !isNumber(name) || isNumber(voyage) || !short || len(name) == 3 && name[0] == '0':
		return 0, true
	default:
		return at + 1, len(name) < 3 || isLetter(voyage[0])
	}
}

// cutMark cuts a word such as V.042E behind the mark.
func cutMark(word string) (mark, number string, ok bool) {
	name, number, ok := strings.Cut(word, ".")
	switch strings.ToLower(name) {
	case "v", "voy", "vy":
		return name + ".", number, ok && hasDigit(number)
	}
	return "", "", false
}

func isNotName(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("/-–—,;:|([", r) }

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func lastWord(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// splitBoxes divides containers from what stands behind each of them, a seal or a
// type: `ONEU6507410/SEAL1, ONEU8363919/SEAL2`.
func splitBoxes(text string, second column) ([]string, bool) {
	var boxes, others []string
	for _, entry := range entries(text, entrySigns) {
		at := nextBox(entry)
		if at == nil || at[0] > 0 {
			return []string{text, ""}, false
		}
		box, other := entry[:at[1]], strings.TrimRight(strings.TrimLeft(entry[at[1]:], " /-:([\t"), " )]")
		if nextBox(other) != nil || strings.ContainsAny(other, "/+") {
			return []string{text, ""}, false
		}
		boxes = append(boxes, box)
		if other != "" {
			others = append(others, model.Line(other, model.RefCells).String())
		}
	}
	if second == colContainerType {
		others = slices.Compact(others) // a row has one type
	}
	return []string{strings.Join(boxes, ", "), strings.Join(others, ", ")}, second != colContainerType || len(others) < 2
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isLetter takes every byte of a character beyond ASCII for one.
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf }

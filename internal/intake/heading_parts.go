package intake

import (
	"strings"
	"unicode/utf8"

	"porthole/internal/model"
)

// part is a piece of a heading between its signs.
type part struct {
	claim   claim
	named   bool // it names a column, which is claim
	unit    *unit
	zone    string
	long    bool // the unit is more than a letter
	senses  []sense
	rest    string // what nobody knows
	bracket bool
	slash   bool // a slash stands before it
}

// brackets that occur in headings.
var brackets = strings.NewReplacer("（", "(", "）", ")", "[", "(", "]", ")", "{", "(", "}", ")", "【", "(", "】", ")")

// partsOf takes a heading apart.
func partsOf(cell string) []part {
	var parts []part
	rest := brackets.Replace(strings.TrimRight(cell, "*: "))
	for rest != "" {
		outer, inner, found := strings.Cut(rest, "(")
		parts = appendParts(parts, outer, false)
		if !found {
			break
		}
		inner, rest, _ = strings.Cut(inner, ")")
		parts = appendParts(parts, inner, true)
	}
	return parts
}

// appendParts adds the pieces of a text that stands in brackets or not. In brackets a
// pattern such as dd/mm/yyyy is one piece.
func appendParts(parts []part, text string, bracket bool) []part {
	whole := newPart(text)
	if whole.isEmpty() {
		return parts
	}
	if whole.rest == "" || !strings.ContainsFunc(text, isPartSign) {
		whole.bracket = bracket
		return append(parts, whole)
	}
	for _, sign := range []string{" / ", " - "} { // before those within a name, such as B/L
		if head, tail, ok := strings.Cut(text, sign); ok {
			parts = appendParts(parts, head, bracket)
			at := len(parts)
			if parts = appendParts(parts, tail, bracket); at < len(parts) {
				parts[at].slash = sign == " / "
			}
			return parts
		}
	}
	slash := false
	for text != "" {
		at := strings.IndexFunc(text, isPartSign)
		piece, sign, rest := text, rune(0), ""
		if at >= 0 {
			sign, _ = utf8.DecodeRuneInString(text[at:])
			piece, rest = text[:at], strings.TrimLeftFunc(text[at:], isPartSign)
		}
		if p := newPart(piece); !p.isEmpty() {
			p.bracket, p.slash = bracket, slash
			parts = append(parts, p)
		}
		text, slash = rest, sign == '/'
	}
	return parts
}

func isPartSign(r rune) bool { return strings.ContainsRune("/\\|\n\r-–—:;,&+_=~", r) }

func (p part) isEmpty() bool {
	return !p.named && p.unit == nil && p.zone == "" && len(p.senses) == 0 && p.rest == ""
}

// newPart reads a piece: the name of a column with what stands beside it, or only
// such words, or nothing that is known.
func newPart(text string) part {
	if model.Fold(text) == "" {
		return part{}
	}
	if c, ok := columnNamed(text); ok {
		return part{claim: c, named: true}
	}
	words := strings.Fields(text)
	if p := (part{}); p.beside(words) {
		return p
	}
	for size := len(words) - 1; size > 0; size-- {
		if p, ok := namedPart(words[:size], words[size:]); ok {
			return p
		}
		if p, ok := namedPart(words[len(words)-size:], words[:len(words)-size]); ok {
			return p
		}
	}
	return part{rest: strings.TrimSpace(text), senses: sensesWithin(words)}
}

// namedPart is the part whose name of a column has words beside it. Beside a date
// that may be a port.
func namedPart(name, beside []string) (part, bool) {
	c, ok := columnNamed(strings.Join(name, " "))
	if !ok {
		return part{}, false
	}
	p := part{claim: c, named: true}
	if p.beside(beside) {
		return p, true
	}
	place := strings.Join(beside, " ")
	if c.column.isDate() && model.ParsePlace(place).Zone() != nil {
		return part{claim: c, named: true, rest: place}, true
	}
	return part{}, false
}

// beside reads words that stand beside a name; false when one is not known.
func (p *part) beside(words []string) bool {
	for len(words) > 0 {
		n := p.phrase(words)
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return true
}

// phrase reads the longest phrase at the beginning of words, and returns how many
// words it has.
func (p *part) phrase(words []string) int {
	for n := min(len(words), 4); n > 0; n-- {
		text := strings.Join(words[:n], " ")
		if zone := zoneNamed(text); zone != "" {
			p.zone = zone
			return n
		}
		if s, ok := headingWords().words[model.Fold(text)]; ok {
			p.senses = append(p.senses, s)
			return n
		}
		if u := unitNamed(text); u != nil {
			p.unit, p.long = u, len(model.Fold(text)) > 1 && u.name != "cm³"
			return n
		}
		if n == 1 && model.Fold(text) == "" {
			return 1
		}
	}
	return 0
}

// sensesWithin says whether a text that is not known has a word that makes it
// something else.
func sensesWithin(words []string) []sense {
	for i := range words {
		var p part
		if p.phrase(words[i:]) > 0 && len(p.senses) > 0 && p.senses[0] == senseOther {
			return p.senses
		}
	}
	return nil
}

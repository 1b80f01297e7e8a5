package model

import (
	"slices"
	"strings"
)

// ParsePlace reads a place as people and files write it: a UN/LOCODE in any case and with a space ("VN SGN"), the own
// code of a terminal ("VNCLI"), a terminal within a port ("VNSGN:CATLAI"), a name or alias with or without accents
// ("Cát Lái", "Haiphong"), the last letters of a code that no two ports share ("SGN"), and both together ("Cat Lai (VNSGN)", "Ho Chi Minh City / Cat Lai"). What the table does not
// know is kept: something shaped like a UN/LOCODE as Code, any other text as Name. It never fails.
func ParsePlace(raw string) Place {
	text := Line(raw, NameCells)
	if text.IsZero() {
		return Place{}
	}
	if at, ok := findBerth(text.s); ok {
		return at.port.place(at.terminal)
	}
	if code, facility, ok := strings.Cut(text.s, ":"); ok && looksLikeCode(code) {
		return ParsePlaceAt(code, facility)
	}
	if p, ok := parseBracketed(text.s); ok {
		return p
	}
	if p, ok := parseParts(text.s); ok {
		return p
	}
	if code, ok := locode(text.s); ok {
		return Place{Code: Text{code}}
	}
	if p, ok := parseShort(text.s); ok {
		return p
	}
	return Place{Name: text}
}

// ParsePlaceAt reads a UN/LOCODE with the code or name of a facility there, as carriers' messages have them ("VNSGN",
// "CATLAI"). A facility that the table does not know is kept as the terminal. Either may be empty.
func ParsePlaceAt(code, facility string) Place {
	at := ParsePlace(code)
	name := Line(facility, NameCells)
	if name.IsZero() {
		return at
	}
	if at.IsZero() {
		return ParsePlace(facility)
	}
	row := at.port()
	if row == nil {
		at.Terminal = name
		return at
	}
	if port, rest, ok := strings.Cut(name.s, ", "); ok && row.answersTo(port) {
		name = Line(rest, NameCells) // "Hai Phong, Tan Vu", as a place writes itself
	}
	if t := row.terminal(name.s); t != nil {
		return row.place(t)
	}
	if !row.answersTo(name.s) {
		at.Terminal = name
	}
	return at
}

// answersTo reports whether the table has name for the port or one of its terminals.
func (p *port) answersTo(name string) bool {
	b, ok := findBerth(name)
	return ok && b.port == p
}

// findBerth looks a code, name or alias up in the table, first as it is written, then without the words around a name
// that only say that it is a port.
func findBerth(s string) (berth, bool) {
	key := Fold(s)
	if b, ok := table().byName[key]; ok {
		return b, true
	}
	for _, word := range [...]string{"portof", "cang"} {
		if b, ok := table().byName[strings.TrimPrefix(key, word)]; ok {
			return b, true
		}
	}
	for _, word := range [...]string{"port", "seaport", "terminal", "containerterminal"} {
		if b, ok := table().byName[strings.TrimSuffix(key, word)]; ok {
			return b, true
		}
	}
	return berth{}, false
}

// parseBracketed reads "Cat Lai (VNSGN)" and "VNSGN (Cat Lai)", also with square brackets.
func parseBracketed(s string) (Place, bool) {
	outer, inner, ok := cutBrackets(s)
	if !ok {
		return Place{}, false
	}
	if code, isCode := locode(inner); isCode {
		return named(code, outer)
	}
	if code, isCode := locode(outer); isCode {
		return named(code, inner)
	}
	return joinParts([]string{outer, inner})
}

// cutBrackets takes "a (b)" apart; ok is false for anything else.
func cutBrackets(s string) (outer, inner string, ok bool) {
	for _, pair := range [...]string{"()", "[]"} {
		rest, closed := strings.CutSuffix(s, pair[1:])
		outer, inner, ok = strings.Cut(rest, pair[:1])
		outer, inner = strings.TrimSpace(outer), strings.TrimSpace(inner)
		if closed && ok && outer != "" && inner != "" {
			return outer, inner, true
		}
	}
	return "", "", false
}

// named is the place of a code beside which a name was written. The table's own name of the port wins; false when the
// name is that of a port elsewhere.
func named(code, name string) (Place, bool) {
	if _, known := findBerth(code); !known {
		return Place{Code: Text{code}, Name: Line(name, NameCells)}, true
	}
	at := ParsePlaceAt(code, name)
	b, known := findBerth(name)
	return at, !known || b.port.place(b.terminal).SameGateway(at)
}

// parseParts reads "Ho Chi Minh City / Cat Lai", "Hai Phong, Viet Nam", "Long Beach, CA, USA".
func parseParts(s string) (Place, bool) {
	parts := strings.FieldsFunc(strings.ReplaceAll(s, " - ", "/"), func(r rune) bool {
		return r == '/' || r == ',' || r == ';' || r == '|'
	})
	if len(parts) < 2 {
		return Place{}, false
	}
	return joinParts(parts)
}

// joinParts is the one port that all parts speak of: each is the port, a terminal of it, its country, or a short code
// such as that of a state. If a part says anything else there is none, and the text stays what it was.
func joinParts(parts []string) (Place, bool) {
	var at berth
	var rest []string
	for _, part := range parts {
		b, ok := findBerth(part)
		switch {
		case !ok:
			rest = append(rest, part)
		case at.port == nil:
			at = b
		case at.port != b.port:
			return Place{}, false
		case b.terminal != nil:
			at.terminal = b.terminal
		}
	}
	if at.port == nil {
		return Place{}, false
	}
	for _, part := range rest {
		if t := at.port.terminal(part); t != nil {
			at.terminal = t
		} else if !qualifies(part, at.port) {
			return Place{}, false
		}
	}
	return at.port.place(at.terminal), true
}

// qualifies reports whether part only says where the port is: its country, or two or three capitals for a state that
// are no other port's, as in "SGN - HPH". Portland, ME and Hamburg, NY are other places than the ports of these names.
func qualifies(part string, at *port) bool {
	part = strings.TrimSpace(part)
	key := Fold(part)
	for _, name := range strings.Split(countries[at.code[:2]], "|") {
		if key == Fold(name) {
			return true
		}
	}
	ports, isState := states[part]
	if country := at.code[:2]; isState && country != part && country != "BR" && country != "IN" { // they have such states of their own
		return strings.Contains(ports, at.code)
	}
	another := slices.ContainsFunc(shortCandidates(key), func(p Place) bool { return p.Code.s != at.code })
	return len(part) <= 3 && part == strings.ToUpper(part) && len(key) == len(part) && !another
}

// looksLikeCode reports whether s could be a UN/LOCODE, whatever its case and spaces.
func looksLikeCode(s string) bool {
	_, ok := locode(s)
	return ok
}

// locode reads a UN/LOCODE: two letters of a country and three of A–Z and 2–9, in one case, with or without a space
// between. A capitalised word of five letters is a name.
func locode(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) == 6 && (s[2] == ' ' || s[2] == '-') {
		s = s[:2] + s[3:]
	}
	upper := strings.ToUpper(s)
	if len(s) != 5 || s != upper && s != strings.ToLower(s) {
		return "", false
	}
	for i := range len(upper) {
		letter := 'A' <= upper[i] && upper[i] <= 'Z'
		if !letter && (i < 2 || upper[i] < '2' || upper[i] > '9') {
			return "", false
		}
	}
	return upper, true
}

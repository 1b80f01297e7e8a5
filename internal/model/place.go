package model

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Place is where something happens: a port by its UN/LOCODE, with its name and, where known, the terminal; or only the
// name that somebody wrote. A place that no table knows is kept and shown as it came. The zero Place is "not known".
//
// In JSON it is {"code","name","terminal"} with null for what is empty, and null for the zero Place.
type Place struct {
	Code     Text `json:"code"`
	Name     Text `json:"name"`
	Terminal Text `json:"terminal"`
}

// IsZero reports whether nothing is known of the place.
func (p Place) IsZero() bool { return p == Place{} }

// String is the place in a timeline: "Cat Lai (VNSGN)", "Long Beach (USLGB)", "Hai Phong, Tan Vu (VNHPH)", "Thu Duc".
func (p Place) String() string {
	name := p.Short()
	s := name
	if !p.Terminal.IsZero() && name != p.Terminal.s {
		s += ", " + p.Terminal.s
	}
	if p.Code.IsZero() || name == p.Code.s {
		return s
	}
	return s + " (" + p.Code.s + ")"
}

// Short is the place in a route: "Cat Lai", "Long Beach". A terminal stands for its port where the trade speaks of it
// by its own name, as at Ho Chi Minh City and Cai Mep; elsewhere it is the port, and the code of one without a name.
func (p Place) Short() string {
	switch {
	case !p.Terminal.IsZero() && (p.Name.IsZero() && p.Code.IsZero() || p.terminalSpeaks()):
		return p.Terminal.s
	case !p.Name.IsZero():
		return p.Name.s
	}
	return p.Code.s
}

// byAir is the place of somebody who flies: the terminal that is meant when a port is
// named alone is one for ships.
func (p Place) byAir() Place {
	if row := table().byCode[p.Code.s]; row != nil {
		if t := row.mainTerminal(); t != nil && t.name == p.Terminal.s {
			p.Terminal = Text{}
		}
	}
	return p
}

// Country is the ISO 3166 alpha-2 code of the place's country, from its UN/LOCODE; empty when there is none.
func (p Place) Country() string {
	if len(p.Code.s) < 2 {
		return ""
	}
	return p.Code.s[:2]
}

// Zone is the place's time zone; nil when the port table does not have the place.
func (p Place) Zone() *time.Location {
	if row := p.port(); row != nil {
		return loadZone(row.zone)
	}
	return nil
}

// Coordinates are the port's, in decimal degrees, north and east positive; ok is false when the port table does not have
// the place.
func (p Place) Coordinates() (lat, lon float64, ok bool) {
	row := p.port()
	if row == nil {
		return 0, 0, false
	}
	return row.lat, row.lon, true
}

// SamePort reports whether p and q are one port, whatever the terminal: by UN/LOCODE, and by folded name when neither
// has a code. An unknown place is the same as no other.
func (p Place) SamePort(q Place) bool {
	if !p.Code.IsZero() || !q.Code.IsZero() {
		return p.Code == q.Code
	}
	name := Fold(p.Short())
	return name != "" && name == Fold(q.Short())
}

// SearchTerms are the keys under which the place is found, each through Fold and none twice: code, name, terminal and
// the aliases that the port table has.
func (p Place) SearchTerms() []string {
	raw := []string{p.Code.s, p.Name.s, p.Terminal.s}
	if row := p.port(); row != nil {
		raw = append(raw, row.aliases...)
		if t := row.terminal(p.Terminal.s); t != nil {
			raw = append(append(raw, t.code), t.aliases...)
		}
	}
	return foldAll(raw)
}

// port is the place's row in the port table, nil when it is not there.
func (p Place) port() *port { return table().byCode[p.Code.s] }

// terminalSpeaks reports whether the terminal's name is what the trade calls the place.
func (p Place) terminalSpeaks() bool {
	row := p.port()
	return row != nil && row.terminalsSpeak && row.terminal(p.Terminal.s) != nil
}

// foldAll folds each text and leaves out what is empty or a repetition.
func foldAll(raw []string) []string {
	keys := make([]string, 0, len(raw))
	seen := make(map[string]bool, len(raw))
	for _, s := range raw {
		if key := Fold(s); key != "" && !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	return keys
}

// placeJSON is the form of a place outside: what is empty is null.
type placeJSON struct {
	Code     *string `json:"code"`
	Name     *string `json:"name"`
	Terminal *string `json:"terminal"`
}

// MarshalJSON writes {"code","name","terminal"} with null for what is empty, and null for the zero Place.
func (p Place) MarshalJSON() ([]byte, error) {
	if p.IsZero() {
		return []byte("null"), nil
	}
	b, err := json.Marshal(placeJSON{orNull(p.Code), orNull(p.Name), orNull(p.Terminal)})
	if err != nil {
		return nil, fmt.Errorf("write place: %w", err)
	}
	return b, nil
}

// UnmarshalJSON reads what MarshalJSON wrote and cleans it again. An error means that it is not an object of texts.
func (p *Place) UnmarshalJSON(b []byte) error {
	var in placeJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return fmt.Errorf("read place: %w", err)
	}
	*p = Place{orEmpty(in.Code), orEmpty(in.Name), orEmpty(in.Terminal)}
	return nil
}

func orNull(t Text) *string {
	if t.IsZero() {
		return nil
	}
	return &t.s
}

func orEmpty(s *string) Text {
	if s == nil {
		return Text{}
	}
	return Line(*s, NameCells)
}

// Local is the place under the names that people there write: "Cát Lái" for "Cat Lai". The port table has them for the
// ports of Viet Nam; every other place stays as it is.
func (p Place) Local() Place {
	row := p.port()
	if row == nil || row.local == "" {
		return p
	}
	if p.Name.s == row.name {
		p.Name = Text{row.local}
	}
	if t := row.terminal(p.Terminal.s); t != nil && p.Terminal.s == t.name {
		p.Terminal = Text{t.local}
	}
	return p
}

// localize enters the names with their marks of a port of Viet Nam, and of its terminals.
func (p *port) localize() {
	if !strings.HasPrefix(p.code, "VN") {
		return
	}
	if p.local == "" {
		p.local = marked(p.name, p.aliases)
	}
	for i := range p.terminals {
		t := &p.terminals[i]
		t.local = marked(t.name, t.aliases)
	}
}

// marked is the alias that is the name with its marks; the name itself where there is none.
func marked(name string, aliases []string) string {
	for _, alias := range aliases {
		accented := strings.IndexFunc(alias, func(r rune) bool { return r > unicode.MaxASCII }) >= 0
		if accented && Fold(alias) == Fold(name) {
			return alias
		}
	}
	return name
}

// Named is the record with every place under the name that name has for it, to be read by a person.
func (p Published) Named(name func(Place) Place) Published {
	p.POL, p.POD, p.Pickup, p.Dropoff = name(p.POL), name(p.POD), name(p.Pickup), name(p.Dropoff)
	p.Legs, p.Timeline, p.Containers = slices.Clone(p.Legs), slices.Clone(p.Timeline), slices.Clone(p.Containers)
	for i := range p.Legs {
		p.Legs[i].From, p.Legs[i].To = name(p.Legs[i].From), name(p.Legs[i].To)
	}
	for i := range p.Timeline {
		p.Timeline[i].Place = name(p.Timeline[i].Place)
	}
	for i := range p.Containers {
		steps := slices.Clone(p.Containers[i].Milestones)
		for j := range steps {
			steps[j].Place = name(steps[j].Place)
		}
		p.Containers[i].Milestones = steps
	}
	return p
}

// Named is the row with its places under the names that name has for them.
func (r Row) Named(name func(Place) Place) Row {
	r.POL, r.POD, r.Last.Place = name(r.POL), name(r.POD), name(r.Last.Place)
	return r
}

// Answers says that the place is known by a name that begins so, or one of whose
// words does.
func (p Place) Answers(key string) bool {
	return slices.ContainsFunc(p.SearchTerms(), func(term string) bool { return strings.HasPrefix(term, key) }) ||
		BeginsAWord(p.Name.s, key) || BeginsAWord(p.Terminal.s, key)
}

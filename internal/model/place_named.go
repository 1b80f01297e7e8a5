package model

import (
	"slices"
	"strings"
	"unicode"
)

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

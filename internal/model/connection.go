package model

import (
	"regexp"
	"strings"
)

// Ship is a vessel on its voyage.
type Ship struct{ Vessel, Voyage Text }

// ParseShip reads a vessel's name and its voyage, which is the last word; false unless
// both are there.
func ParseShip(text string) (s Ship, whole bool) {
	text = strings.TrimSpace(text)
	at := strings.LastIndexAny(text, " \t") + 1
	s = Ship{Line(text[:at], NameCells), Line(text[at:], RefCells)}
	return s, !s.Vessel.IsZero() && !s.Voyage.IsZero()
}

// IsZero says that no ship is named.
func (s Ship) IsZero() bool { return s == Ship{} }

// Same says that both are one, however they are typed.
func (s Ship) Same(o Ship) bool {
	return SameVessel(s.Vessel, o.Vessel) && foldVoyage(s.Voyage) == foldVoyage(o.Voyage)
}

// SameVessel says that two names are one vessel's. MV, for motor vessel, is none of
// its name.
func SameVessel(a, b Text) bool {
	return Fold(a.s) == Fold(b.s) || Fold(BareVessel(a).s) == Fold(BareVessel(b).s)
}

// motorVessel stands before the name of a vessel.
var motorVessel = regexp.MustCompile(`(?i)^m[./ ]{0,2}v[. ]+`)

// BareVessel is the name of a vessel without what stands before it.
func BareVessel(name Text) Text {
	if bare := motorVessel.ReplaceAllString(name.s, ""); bare != "" {
		return Text{bare}
	}
	return name
}

// foldVoyage folds the number of a voyage. V before it and zeros say nothing more:
// V.042E, 0042E and 42E are one.
func foldVoyage(number Text) string {
	folded := Fold(number.s)
	bare := strings.TrimPrefix(strings.TrimPrefix(folded, "voy"), "v")
	if bare = strings.TrimLeft(bare, "0"); bare == "" || bare[0] < '0' || bare[0] > '9' {
		return folded
	}
	return bare
}

// Ship is the one that calls.
func (c Call) Ship() Ship { return Ship{c.Vessel, c.Voyage} }

// Transshipment is how the cargo that comes on a ship changes to another one at a port: its
// arrival there and its departure. Where no leg ends there the one that passes the port
// is taken for both; calls at another port say that the cargo leaves the ship at that
// one. False for a shipment that does not come on the ship.
func Transshipment(s Shipment, on Ship, port Place) (arrival, departure Call, found bool) {
	arrivals, departures := Calls(s, Arrived), append(Calls(s, Departed), Call{})
	for i, c := range arrivals {
		if !c.Ship().Same(on) || found && !c.Port.SamePort(port) {
			continue
		}
		arrival, departure, found = c, departures[i+1], true
		if end, _ := Known(s).EndOf(port); c.Milestone == Arrived && end == NoEnd {
			arrival = Call{TSArrived, port, c.Vessel, c.Voyage, c.Reported}
			departure = Call{Milestone: TSDeparted, Port: port, Reported: c.Reported}
		}
	}
	return arrival, departure, found
}

package model

import "strings"

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
func (s Ship) Same(o Ship) bool { return sameName(s.Vessel, o.Vessel) && sameName(s.Voyage, o.Voyage) }

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

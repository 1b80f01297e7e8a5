package model

// Call is a departure or an arrival of a vessel on a shipment's way. Between two
// legs it is one of a transshipment.
type Call struct {
	Milestone Milestone
	Port      Place
	Vessel    Text
	Voyage    Text
	Reported  When // zero: not yet
}

// Calls are the departures of the main carriage in order, or with Arrived its
// arrivals, as the office knows them.
func Calls(s Shipment, m Milestone) []Call {
	legs := MainLegs(s)
	calls := make([]Call, 0, len(legs))
	for i, leg := range legs {
		c := Call{TSDeparted, leg.From, leg.Vessel, leg.Voyage, leg.ATD}
		switch {
		case m == Arrived:
			c.Milestone, c.Port, c.Reported = TSArrived, leg.To, leg.ATA
			if i == len(legs)-1 {
				c.Milestone = Arrived
			}
		case i == 0:
			c.Milestone = Departed
		}
		calls = append(calls, c)
	}
	return calls
}

// Sails says that the call is one of a vessel on its voyage, however they are
// typed.
func (c Call) Sails(vessel, voyage Text) bool {
	return sameName(c.Vessel, vessel) && sameName(c.Voyage, voyage)
}

// NextCall is the departure or the arrival that is to be reported next; false when
// none is left.
func NextCall(s Shipment) (m Milestone, next Call, found bool) {
	departures, arrivals := Calls(s, Departed), Calls(s, Arrived)
	for i := len(departures) - 1; i >= 0; i-- {
		switch {
		case !arrivals[i].Reported.IsZero() && i+1 < len(departures):
			return Departed, departures[i+1], true
		case !arrivals[i].Reported.IsZero():
			return "", Call{}, false
		case !departures[i].Reported.IsZero():
			return Arrived, arrivals[i], true
		}
	}
	if len(departures) == 0 {
		return "", Call{}, false
	}
	return Departed, departures[0], true
}

package intake

import (
	"cmp"
	"slices"
	"time"

	"porthole/internal/model"
)

// How DCSA's events become milestones. Where it happened decides as much as
// what happened, so every rule looks at the shipment's own ports: the same
// DEPA is the departure at the port of loading, and a step of a transshipment
// elsewhere. What is no milestone of ours is refused with the reason, kindly:
// the carrier is not wrong to send it.

// side is where a place lies on a shipment's way.
type side int

const (
	sideUnknown side = iota
	sidePOL
	sidePOD
	sideOrigin      // the country of loading, not the port
	sideDestination // the country of discharge, not the port
	sideBetween
)

// sideOf tells on which side a place lies. Where both ends are in one country,
// a place there that is neither port cannot be told.
func sideOf(p model.Place, f model.Facts) side {
	end, _ := f.EndOf(p)
	origin := p.Country() != "" && p.Country() == f.POL.Country()
	destination := p.Country() != "" && p.Country() == f.POD.Country()
	switch {
	case p.IsZero():
		return sideUnknown
	case end == model.AtPOL:
		return sidePOL
	case end == model.AtPOD:
		return sidePOD
	case f.POL.IsZero() || f.POD.IsZero() || (origin && destination):
		return sideUnknown
	case origin:
		return sideOrigin
	case destination:
		return sideDestination
	default:
		return sideBetween
	}
}

// mapped is what a message becomes: a milestone, or the reason why it is none.
type mapped struct {
	milestone model.Milestone
	doubt     model.Doubt // why it waits for a person
	field     string      // what of the message stands in the way
	value     string
	reason    string // key of the sentence
}

func is(m model.Milestone) mapped { return mapped{milestone: m} }

// why refuses for a reason that lies in a field of the message.
func why(reason, field, value string) mapped {
	return mapped{reason: reason, field: field, value: value}
}

// mapMessage reads a message as a milestone of the shipment.
func mapMessage(m message, s model.Shipment, w *way) mapped {
	at := sideOf(m.Place, s.Facts)
	switch m.Kind {
	case kindTransport:
		return mapTransport(m, at, w)
	case kindEquipment:
		return mapEquipment(m, at, s, w)
	default:
		return mapDocument(m, s, w)
	}
}

// offVessel tells a movement on land or on a river from one of the ship.
func (m message) offVessel() bool { return m.Mode != "" && m.Mode != "VESSEL" }

// nowhere is the refusal of what depends on a place that says nothing.
func (m message) nowhere() mapped {
	if m.Place.IsZero() {
		return why("import.dcsa.no_place", "UNLocationCode", "")
	}
	return why("import.dcsa.no_ports", "UNLocationCode", m.Place.String())
}

func mapTransport(m message, at side, w *way) mapped {
	departs, onTheWay := m.Code == "DEPA", model.TSArrived
	if departs {
		onTheWay = model.TSDeparted
	}
	switch atEnd := (at == sidePOL || at == sidePOD) && !w.isFeeder(m.Place); {
	case m.offVessel():
		return why("import.dcsa.not_vessel", "modeOfTransport", m.Mode)
	case !w.hasPorts(m.Place):
		return m.nowhere()
	case !atEnd:
		return w.between(m, onTheWay)
	case w.isOneMoreCall(m):
		return why("import.dcsa.other_call", "transportEventTypeCode", m.Code)
	case at == sidePOL && departs:
		return is(model.Departed)
	case at == sidePOD && !departs:
		return is(model.Arrived)
	default:
		return why("import.dcsa.other_call", "transportEventTypeCode", m.Code)
	}
}

func mapEquipment(m message, at side, s model.Shipment, w *way) mapped {
	empty := m.Laden == "EMPTY"
	switch m.Code {
	case "LOAD", "DISC":
		return mapLift(m, at, empty, w)
	case "GTIN", "DROP":
		return mapIn(m, at, s, empty)
	case "GTOT", "PICK":
		return mapOut(m, at, s)
	case "STUF":
		return mapStuffing(m, at, empty)
	case "STRP":
		if s.Facts.Load == model.LCL && at != sidePOL && at != sideOrigin {
			return is(model.Delivered)
		}
		return notTracked(m)
	case "CUSR":
		return mapCustoms(m, at, s)
	default:
		return notTracked(m)
	}
}

func notTracked(m message) mapped {
	field := map[string]string{kindShipment: "shipmentEventTypeCode", kindEquipment: "equipmentEventTypeCode"}[m.Kind]
	return why("import.dcsa.not_tracked", field, m.Code)
}

// mapLift is a container going on or off the ship.
func mapLift(m message, at side, empty bool, w *way) mapped {
	loads, onTheWay := m.Code == "LOAD", model.TSDischarged
	if loads {
		onTheWay = model.TSLoaded
	}
	switch atEnd := (at == sidePOL || at == sidePOD) && !w.isFeeder(m.Place); {
	case m.offVessel():
		return why("import.dcsa.not_vessel", "modeOfTransport", m.Mode)
	case empty:
		return why("import.dcsa.empty", "emptyIndicatorCode", m.Laden)
	case !w.hasPorts(m.Place):
		return m.nowhere()
	case !atEnd:
		return w.between(m, onTheWay)
	case at == sidePOL && loads:
		return is(model.Loaded)
	case at == sidePOD && !loads:
		return is(model.Discharged)
	default:
		return why("import.dcsa.other_call", "equipmentEventTypeCode", m.Code)
	}
}

// mapIn is a container, or cargo, that comes into a place.
func mapIn(m message, at side, s model.Shipment, empty bool) mapped {
	origin := at == sidePOL || at == sideOrigin
	switch {
	case empty && origin:
		return why("import.dcsa.empty_origin", "emptyIndicatorCode", m.Laden)
	case empty && m.Facility == facilityCustomer:
		return why("import.dcsa.empty", "facilityTypeCode", m.Facility)
	case empty:
		return is(model.EmptyReturned)
	case m.Facility == facilityCustomer && !origin:
		return is(model.Delivered)
	case m.Facility == facilityCFS && s.Facts.Load == model.LCL && origin:
		return is(model.CargoReceived)
	case m.Code == "GTIN" && at == sidePOL && m.atTerminal():
		return is(model.GateIn)
	case m.Laden == "" && m.Facility == facilityDepot && at == sidePOD:
		return is(model.EmptyReturned)
	case at == sideUnknown:
		return m.nowhere()
	default:
		return why("import.dcsa.elsewhere", "facilityTypeCode", m.Facility)
	}
}

// atTerminal says that it happened at the port's terminal, as far as is said.
func (m message) atTerminal() bool { return m.Facility == "" || m.Facility == facilityTerminal }

// mapOut is a container that leaves a place.
func mapOut(m message, at side, s model.Shipment) mapped {
	origin := at == sidePOL || at == sideOrigin
	if at == sideUnknown && m.Phase == "EXPORT" {
		origin = true
	}
	switch {
	case m.Laden != "LADEN" && origin:
		if gateIn, known := firstActual(s, model.GateIn, m.Container); known && m.At.Instant().After(gateIn) {
			return why("import.dcsa.empty_late", "eventDateTime", m.At.String())
		}
		return is(model.EmptyPickedUp)
	case m.Laden == "EMPTY" && at == sideUnknown:
		return m.nowhere()
	case m.Laden == "EMPTY":
		return why("import.dcsa.empty", "emptyIndicatorCode", m.Laden)
	case m.Code == "GTOT" && at == sidePOD && m.atTerminal():
		return is(model.GateOut)
	case at == sideUnknown:
		return m.nowhere()
	default:
		return why("import.dcsa.elsewhere", "facilityTypeCode", m.Facility)
	}
}

// firstActual is when a milestone of a container was first reported as done.
func firstActual(s model.Shipment, milestone model.Milestone, container string) (first time.Time, known bool) {
	for _, e := range s.Events {
		if e.Milestone != milestone || e.Classifier != model.Actual || !e.Withdrawn.IsZero() || e.At.IsZero() ||
			(!e.Container.IsZero() && model.NormalizeContainer(e.Container.String()).String() != container) {
			continue
		}
		if at := e.At.Instant(); !known || at.Before(first) {
			first, known = at, true
		}
	}
	return first, known
}

func mapStuffing(m message, at side, empty bool) mapped {
	switch {
	case empty:
		return why("import.dcsa.empty", "emptyIndicatorCode", m.Laden)
	case at == sidePOD || at == sideDestination:
		return why("import.dcsa.elsewhere", "UNLocationCode", m.Place.String())
	case m.Facility == facilityTerminal:
		return why("import.dcsa.elsewhere", "facilityTypeCode", m.Facility)
	default:
		return is(model.Stuffed)
	}
}

// cancels are the codes by which a carrier ends a booking, or has none of it.
var cancels = map[string]bool{"CANC": true, "CACF": true, "REJE": true, "DECL": true, "VOID": true}

// mapDocument reads events of documents: the booking and the customs entry.
func mapDocument(m message, s model.Shipment, w *way) mapped {
	switch {
	case m.Code == "CONF" && m.isOfBooking():
		return is(model.BookingConfirmed)
	case cancels[m.Code] && (m.isOfBooking() || m.Document == "CBR"):
		return mapCancellation(m, s, w)
	case (m.Code == "RELS" || m.Code == "APPR") && m.Document == "CUS":
		return mapCustoms(m, sideOf(m.Place, s.Facts), s)
	default:
		return notTracked(m)
	}
}

// isOfBooking says that a document is a booking: by its kind, or, where the kind
// is not said, because it is known by a booking's number.
func (m message) isOfBooking() bool {
	return m.Document == "BKG" || m.Document == "" && len(m.bookings()) > 0
}

func (m message) bookings() []string {
	var numbers []string
	for _, r := range m.Refs {
		if r.Kind == "BKG" {
			numbers = append(numbers, model.Fold(r.Value))
		}
	}
	return numbers
}

// mapCancellation reads the end of a booking. One that the shipment no longer has
// says nothing about it. What is loaded is not stopped by a paper, and a request
// that is declined may be made again elsewhere: both wait for a person.
func mapCancellation(m message, s model.Shipment, w *way) mapped {
	known := model.Known(s)
	cancelled, own, said := is(model.BookingCancelled), model.Fold(known.References.Booking.String()), m.bookings()
	switch {
	case m.Document == "BKG" && own != "" && len(said) > 0 && !slices.Contains(said, own):
		return why("import.dcsa.other_booking", "documentReferences", said[0])
	case w.hasLeft() || known.Status == model.InTransit || known.Status == model.Done:
		cancelled.doubt = model.DoubtUnderway
	case m.Document == "CBR":
		cancelled.doubt = model.DoubtRequest
	}
	return cancelled
}

// mapCustoms takes the import side only. A document has no place; then what
// came after the departure is of the import side, because export customs clear
// before it.
func mapCustoms(m message, at side, s model.Shipment) mapped {
	switch at {
	case sidePOD, sideDestination:
		return is(model.CustomsCleared)
	case sidePOL, sideOrigin, sideBetween:
		return why("import.dcsa.export_customs", "UNLocationCode", m.Place.String())
	case sideUnknown:
	}
	known := model.Known(s)
	if left := cmp.Or(known.ATD, known.ETD); !left.IsZero() && m.At.Instant().After(left.EndOfDay()) {
		return is(model.CustomsCleared)
	}
	return why("import.dcsa.which_customs", "eventDateTime", m.At.String())
}

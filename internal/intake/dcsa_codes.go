package intake

import (
	"slices"
	"strings"

	"porthole/internal/model"
)

// marksMessage are the keys by which an object is known as an event, folded.
var marksMessage = folded("eventID", "eventType", "eventTypeCode", "eventClassifierCode", "eventClassifier", "eventClassification",
	"eventDateTime", "transportEventTypeCode", "equipmentEventTypeCode", "shipmentEventTypeCode", "metadata", "payload",
	"retractedEventID", "isRetracted")

func folded(keys ...string) map[string]bool {
	set := map[string]bool{}
	for _, key := range keys {
		set[model.Fold(key)] = true
	}
	return set
}

// The kinds of event that can be milestones.
const (
	kindTransport = "TRANSPORT"
	kindEquipment = "EQUIPMENT"
	kindShipment  = "SHIPMENT"
)

// eventCode is what happened, by DCSA's four letters.
type eventCode struct{ kind, code string }

// eventCodes has the codes of Track & Trace 2.2 and 3.0, and the full words of
// the draft of June 2026, folded. Of those that are no milestone only the ones
// that could be taken for something else are here.
var eventCodes = codes(map[string]string{
	kindTransport: "ARRI ARRIVED|DEPA DEPARTED",
	kindEquipment: "LOAD LOADED|DISC DISCHARGED|GTIN GATED_IN|GTOT GATED_OUT|STUF STUFFED|STRP STRIPPED|PICK PICKED_UP|DROP DROPPED_OFF|" +
		"CUSR CUSTOMS_RELEASED|INSP INSPECTED|RSEA RESEALED|RMVD REMOVED|CUSS CUSTOMS_SELECTED_FOR_SCAN|" +
		"CUSI CUSTOMS_SELECTED_FOR_INSPECTION|CROS CROSSED|AVPU AVAILABLE_FOR_PICKUP|AVDO AVAILABLE_FOR_DROP_OFF",
	kindShipment: "CONF CONFIRMED|APPR APPROVED|RELS RELEASED|RECE RECEIVED|DRFT DRAFTED|PENA PENDING_APPROVAL|PENU PENDING_UPDATE|" +
		"REJE REJECTED|ISSU ISSUED|SURR SURRENDERED|SUBM SUBMITTED|VOID VOIDED|REQS REQUESTED|CMPL COMPLETED|HOLD ON_HOLD|" +
		"CANC CANCELLED|CANC CANCELED|CACF CANCELLATION_CONFIRMED|DECL DECLINED",
})

func codes(byKind map[string]string) map[string]eventCode {
	known := map[string]eventCode{}
	for kind, list := range byKind {
		for _, names := range strings.Split(list, "|") {
			pair := strings.Fields(names)
			known[model.Fold(pair[0])] = eventCode{kind, pair[0]}
			known[model.Fold(pair[1])] = eventCode{kind, pair[0]}
		}
	}
	return known
}

// move is what happens to the vessel and its containers in a port, by its code, and the
// milestones that it can be, its own name first.
type move struct {
	code       string
	milestones []model.Milestone
}

// moves are in their order, on either side of the sea.
var moves = []move{
	{"GTIN", []model.Milestone{model.GateIn}},
	{"LOAD", []model.Milestone{model.Loaded, model.TSLoaded}},
	{"DEPA", []model.Milestone{model.Departed, model.TSDeparted, model.ETDChanged}},
	{"ARRI", []model.Milestone{model.Arrived, model.TSArrived, model.ETAChanged}},
	{"DISC", []model.Milestone{model.Discharged, model.TSDischarged}},
	{"GTOT", []model.Milestone{model.GateOut}},
}

// moveCode is the code of a milestone; empty when it is no move.
func moveCode(m model.Milestone) string {
	for _, move := range moves {
		if slices.Contains(move.milestones, m) {
			return move.code
		}
	}
	return ""
}

// moveName is the milestone that a code is called.
func moveName(code string) model.Milestone { return moves[order(code)-1].milestones[0] }

// facilities are the kinds of place, as 2.2 and 3.0 write them.
var facilities = map[string]string{
	"pote": facilityTerminal, "portterminal": facilityTerminal,
	"cofs": facilityCFS, "containerfreightstation": facilityCFS,
	"cloc": facilityCustomer, "customerlocation": facilityCustomer,
	"depo": facilityDepot, "depot": facilityDepot, "coya": facilityDepot,
	"offd": facilityDepot, "offdockstorage": facilityDepot,
	"inte": facilityInland, "inlandterminal": facilityInland, "ramp": facilityInland,
	"bocr": facilityInland, "border": facilityInland, "waypoint": facilityInland,
}

const (
	facilityTerminal = "POTE"
	facilityCFS      = "COFS"
	facilityCustomer = "CLOC"
	facilityDepot    = "DEPO"
	facilityInland   = "INTE"
)

// documents are the kinds of document that matter, as 2.2 and 3.0 write them.
var documents = map[string]string{
	"bkg": "BKG", "booking": "BKG", "cbr": "CBR", "carrierbookingrequest": "CBR", "trd": "TRD", "transportdocument": "TRD", "cus": "CUS", "customsclearance": "CUS",
	"customsinspection": "CUS",
}

// carriersSeal are the sources of a seal that are the carrier, as 2.2 and 3.0 write
// them.
var carriersSeal = map[string]bool{"car": true, "carrier": true}

// delayReasons are SMDG's codes of delays that say something to a customer, in the
// words of carriers.
var delayReasons = map[string]string{
	"WEA": "Bad weather", "DEV": "Deviation to avoid bad weather", "TID": "Tidal restrictions", "STR": "Strike", "LAB": "Labour shortage at the port",
	"HOL": "Public holidays", "PBC": "Berth congestion", "CGS": "Berth congestion", "YRD": "Yard congestion", "PRD": "Low productivity at the terminal",
	"CRN": "Crane shortage", "FTE": "Terminal equipment not available", "PIT": "No pilot or tug available", "PTF": "Port traffic restrictions",
	"ENG": "Engine repairs", "EDD": "Emergency dry docking", "ACC": "Accident on board", "RSC": "Rescue at sea", "PAU": "Vessel detained by the port authorities",
	"VIN": "Inspection of the vessel", "QUA": "Quarantine inspection", "QUV": "Quarantine of the vessel", "ANA": "Authorities not available",
	"BUN": "Bunkering delays", "MIL": "Military exercise",
}

// references are the kinds of number by which a message finds its shipment.
var references = map[string]string{
	"ff": "FF", "freightforwardersreference": "FF", "eq": "EQ", "equipmentreference": "EQ",
	"bkg": "BKG", "booking": "BKG", "cbr": "BKG", "carrierbookingrequest": "BKG", "trd": "TRD", "transportdocument": "TRD",
}

package isolation

// kind is what a canary was planted in.
type kind uint8

// The kinds. Those up to lastPublic are what a shipment's own customer reads;
// nobody but staff ever reads the others.
const (
	kindCommodity kind = iota
	kindHBL
	kindMBL
	kindBooking
	kindPO
	kindCarrier
	kindVessel
	kindIMO
	kindVoyage
	kindPlace
	kindLeg
	kindContainer
	kindSeal
	kindHold
	kindEvent
	kindLedger
	kindNote

	kindBuyRate
	kindRemarks
	kindEventInternal
	kindEventOrigin
	kindEventUnpublished
	kindEventWithdrawn
	kindLedgerUnpublished
	kindNoteInternal
	kindNoteWithdrawn
	kindStamp

	// Of people and companies, not of a shipment.
	kindPartner
	kindAccount
	kindKey
	kindRef

	kindCount
)

const lastPublic = kindNote

// kindNames are the kinds as a report names them.
var kindNames = [kindCount]string{
	kindCommodity: "commodity", kindHBL: "hbl", kindMBL: "mbl", kindBooking: "booking", kindPO: "po",
	kindCarrier: "carrier", kindVessel: "vessel", kindIMO: "imo", kindVoyage: "voyage", kindPlace: "place",
	kindLeg: "leg", kindContainer: "container", kindSeal: "seal", kindHold: "hold", kindEvent: "event", kindLedger: "ledger", kindNote: "note",

	kindBuyRate: "buy_rate", kindRemarks: "remarks", kindEventInternal: "event_internal", kindEventOrigin: "event_origin",
	kindEventUnpublished: "event_unpublished", kindEventWithdrawn: "event_withdrawn",
	kindLedgerUnpublished: "ledger_unpublished", kindNoteInternal: "note_internal", kindNoteWithdrawn: "note_withdrawn",
	kindStamp: "stamp",

	kindPartner: "partner", kindAccount: "account", kindKey: "key", kindRef: "ref",
}

// What is found without a canary.
const (
	foundSet     = "set"     // the shipments shown are not those of the room
	foundRecord  = "record"  // a room holds what the door would not let through
	foundCounts  = "counts"  // a tab says another number than it has shipments
	foundText    = "text"    // what somebody wrote for a customer names another
	foundCommand = "command" // a command of staff exists for a customer
	foundUnlike  = "unlike"  // what is foreign looks different from what is unknown
	foundUnseen  = "unseen"  // a screen or a change that should have come did not
	foundMoved   = "moved"   // something could be seen of what was not published
	foundPreview = "preview" // a preview was not what the account gets
	foundGuest   = "guest"   // somebody who may not come in was shown something
)

func (k kind) String() string {
	if k >= kindCount {
		return "unknown"
	}
	return kindNames[k]
}

// public says that the shipment's own customer may read it.
func (k kind) public() bool { return k <= lastPublic }

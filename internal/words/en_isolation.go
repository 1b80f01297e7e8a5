package words

// What the check of isolation looks for, in English: whose account saw which of
// these, of whom.
var enIsolation = entries{
	"isolation.canary.counts":    "a count that is not that of the shipments",
	"isolation.canary.text":      "a text that names another customer",
	"isolation.canary.commodity": "the commodity",
	"isolation.canary.hbl":       "the HBL number",
	"isolation.canary.mbl":       "the MBL number",
	"isolation.canary.booking":   "the booking number",
	"isolation.canary.po":        "a PO number",
	"isolation.canary.carrier":   "the carrier",
	"isolation.canary.vessel":    "the vessel",
	"isolation.canary.imo":       "the IMO number",
	"isolation.canary.voyage":    "the voyage",
	"isolation.canary.place":     "a place",
	"isolation.canary.leg":       "a leg",
	"isolation.canary.container": "a container number",
	"isolation.canary.seal":      "a seal number",
	"isolation.canary.event":     "the text of an event",
	"isolation.canary.ledger":    "the reason of a changed date",
	"isolation.canary.note":      "a note to the customer",

	"isolation.canary.buy_rate":           "the buy rate",
	"isolation.canary.remarks":            "the internal remarks",
	"isolation.canary.event_internal":     "the internal text of an event",
	"isolation.canary.event_origin":       "where an event was learned",
	"isolation.canary.event_unpublished":  "an event that is not published",
	"isolation.canary.event_withdrawn":    "an event that was withdrawn",
	"isolation.canary.ledger_unpublished": "a date that is not published",
	"isolation.canary.note_internal":      "an internal note",
	"isolation.canary.note_withdrawn":     "a note that was withdrawn",
	"isolation.canary.stamp":              "who in the office did something, and why",

	"isolation.canary.partner": "the name of a customer",
	"isolation.canary.account": "an account",
	"isolation.canary.key":     "a key",
	"isolation.canary.ref":     "a shipment number",

	"isolation.canary.set":     "another list of shipments than its own",
	"isolation.canary.record":  "a record that is not what was published",
	"isolation.canary.command": "a command of the office",
	"isolation.canary.unlike":  "a different answer for what exists elsewhere",
	"isolation.canary.unseen":  "less than it should be shown",
	"isolation.canary.guest":   "something without being let in",
}

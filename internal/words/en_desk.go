package words

// What the staff's acts have to say, in English: why something cannot be done,
// what is withheld and why, and codes that are not good any more.
var enDesk = entries{
	"error.reason":      "This needs a reason.",
	"error.reason.hint": "Say in a few words why: --reason TEXT",

	"error.event.milestone":      "“{1}” is not a milestone.",
	"error.event.milestone.hint": "Use one such as gate_in, loaded, departed or arrived.",
	"error.event.time":           "When it happened is missing.",
	"error.event.time.hint":      "Give the time at the place, such as 2025-05-10 01:20, or the day.",
	"error.event.container":      "{1} has no container {2}.",
	"error.event.container.hint": "Leave the container out for the whole shipment.",
	"error.event.overtaken":      "{1} says {2}, which is no longer so: the {3} is {4} now.",
	"error.event.overtaken.hint": "To tell the customer of {2} again, use: reschedule. Otherwise take it back with: event withdraw REF {1}",
	"error.event.no_change":      "{1} would change nothing: the date is known already, or the actual one is.",
	"error.event.no_change.hint": "See the dates with: shipment REF",

	"error.date.missing":      "The new {1} is missing.",
	"error.date.missing.hint": "Give a date such as 2025-05-28.",
	"error.date.same":         "{1} is {2} already.",
	"error.date.same.hint":    "Give another date. Whether customers see it is shown by: shipment REF",
	"error.date.actual":       "{1} can no longer be changed: {2} is {3}.",
	"error.date.actual.hint":  "If that is wrong, withdraw the event that said it.",

	"error.note.empty":      "The note is empty.",
	"error.note.empty.hint": "Write what it is to say.",

	"error.set.field":            "“{1}” is not a field that can be set.",
	"error.set.field.hint":       "The fields are: {2}",
	"error.set.value":            "{1} cannot be “{2}”.",
	"error.set.value.hint":       "Write it as in the columns of a list.",
	"error.set.number":           "{1} is not a number: “{2}”.",
	"error.set.number.hint":      "Write digits, with a point before decimals, such as 12500.5",
	"error.set.long":             "{1} is too long: at most {2} characters.",
	"error.set.long.hint":        "Shorten it.",
	"error.set.container":        "{1} does not have exactly one container, so it is not clear which one is meant.",
	"error.set.container.hint":   "Name it beside the field: container=NUMBER",
	"error.set.status_back":      "The status does not go from {1} to {2} by itself.",
	"error.set.status_back.hint": "If it is a correction, say why: --reason TEXT",
	"error.set.events":           "{1} follows from a published event and cannot be set beside it.",
	"error.set.events.hint":      "Withdraw that event, or post the right one.",

	"error.voyage.empty":          "A voyage has a vessel and a number.",
	"error.voyage.empty.hint":     "Give both, as they stand in the shipments.",
	"error.voyage.milestone":      "A voyage is departed or arrived.",
	"error.voyage.milestone.hint": "Post everything else shipment by shipment.",
	"error.voyage.place":          "The vessel calls at several ports for these shipments, such as {1} and {2}.",
	"error.voyage.place.hint":     "Say at which port this happened.",
	"error.voyage.changed":        "The shipments on {1} {2} are others by now than those that were listed, such as {3}. Nothing was written.",
	"error.voyage.changed.hint":   "Look at the list again, then say yes to it.",
	"error.voyage.nothing":        "No shipment on {1} {2} is waiting for this.",
	"error.voyage.nothing.hint":   "Compare vessel and voyage with the shipments. Those that are left alone are listed with why.",

	"voyage.skip.status": "{1}: nothing more is expected.",
	"voyage.skip.known":  "Reported already: {1}.",
	"voyage.skip.port":   "It is for another port, {1}.",

	"lint.early": "{1} is long before what is known of the shipment. Is the date right?",
	"lint.order": "ETA {1} would be before the ETD. Is that right?",

	"doubt.port":      "{1} is not a port of this shipment, and no leg names it.",
	"doubt.underway":  "The carrier cancels the booking, but the cargo is on its way.",
	"doubt.request":   "The carrier declines the booking request; another one may have been made.",
	"doubt.cancelled": "The shipment is cancelled, and the carrier goes on reporting.",

	"withheld.internal":    "Internal, always.",
	"withheld.unpublished": "Not published.",
	"withheld.withdrawn":   "Withdrawn by {1} on {2}⟨: {3}⟩.",

	"error.preview.staff":         "{1} is one of the staff and has no portal of its own.",
	"error.preview.staff.hint":    "Choose a customer's account. See the list with: accounts",
	"error.preview.disabled":      "{1} is disabled: this account sees nothing.",
	"error.preview.disabled.hint": "Choose another account of the same customer. See the list with: accounts",
	"error.account_disabled":      "{1} is disabled.",
	"error.account_disabled.hint": "Open the account again first.",

	"error.code.used":         "This code was used already. It works once only.",
	"error.code.used.hint":    "If it was you, sign in with the key that you registered. If it was not, say so at once: {1}",
	"error.code.expired":      "This code expired on {1}.",
	"error.code.expired.hint": "Ask for a new one. {2}",
}

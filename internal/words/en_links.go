package words

// enLinks are tracking codes: what their holders read, and the commands with
// which staff make them.
var enLinks = entries{
	"error.code.withdrawn":       "This code was withdrawn.",
	"error.code.withdrawn.hint":  "Ask whoever gave it to you. {1}",
	"error.code.replaced":        "This code was replaced by a newer one.",
	"error.code.replaced.hint":   "Look for the newer message, or ask for the code again. {1}",
	"error.code.invitation":      "This code is an invitation.",
	"error.code.invitation.hint": "Use it with: ssh invite@HOST",
	"error.code.other":           "Your code is for {1} alone.",
	"error.code.busy":            "Too many codes were tried.",
	"error.code.busy.hint":       "Wait a minute and try again. {1}",

	"code.ask":       "Tracking code",
	"code.where":     "This is the shipment portal of {1}.",
	"code.plain":     "This is a shipment portal.",
	"code.do":        "Paste the code that you were sent and press enter.",
	"code.none":      "No code? Ask {1}",
	"code.exhausted": "That was the last attempt for now.",

	"server.closed.code": "The tracking code of this session has ended. Ask your contact at the forwarder for a new one.",

	"error.link.unknown":       "There is no tracking code {1}.",
	"error.link.unknown.hint":  "See those that there are with: links",
	"error.link.revoked":       "The tracking code {1} was withdrawn.",
	"error.link.revoked.hint":  "Make a new one with: link create REF --to EMAIL",
	"error.link.replaced":      "The tracking code {1} was replaced by {2}.",
	"error.link.replaced.hint": "Renew that one: link renew {2}",
	"error.link.to":            "Whom is the code for?",
	"error.link.to.hint":       "Add --to and a mail address.",

	"error.command.not_found_code":      "There is no such shipment.",
	"error.command.not_found_code.hint": "Check the number, or look for it with: shipments --search {1}\nIf you were sent a tracking code for it, use the code without this key: ssh track@HOST",

	"command.link":             "Makes, renews and withdraws tracking codes.",
	"command.link_create":      "Makes a tracking code, with which one person sees one shipment.",
	"command.link_create.more": "It needs no account and no key. The code is printed and mailed once; whoever has it can use it. It works until 30 days after the arrival unless told otherwise, and later news of the shipment are mailed to the same address until then.",
	"command.link_renew":       "Makes a new tracking code in the place of an old one, which ends at once.",
	"command.link_revoke":      "Withdraws a tracking code at once.",
	"command.links":            "Lists tracking codes: whom they are for, and when and from where they were used.",

	"command.flag.link_to":       "whom it is for, a mail address",
	"command.flag.link_expires":  "how long the code works: 48h, 30d or 8w; until 30 days after the arrival when not given",
	"command.flag.link_language": "of the mail and of their screen: en or vi",
	"error.usage.language":       "“{1}” is not a language of ours.",
	"error.usage.language.hint":  "There are: {2}",
	"command.flag.link_bind":     "only the first SSH key that uses the code is let in; they need a key",

	"command.link.send":        "Send this to {1}. The code works until {2}.",
	"command.link.mailed":      "The same waits in the outbox as a mail to them.",
	"command.link_revoke.done": "The tracking code {1} no longer works.",
	"command.links.none":       "There are no tracking codes.",

	"command.state.replaced": "replaced",

	"command.col.first_use":         "FIRST USE",
	"command.col.last_use":          "LAST USE",
	"command.col.uses":              "USES",
	"command.col.for":               "FOR",
	"error.usage.link_expires":      "{1} is not how long a code can work.",
	"error.usage.link_expires.hint": "Write it like 48h, 30d or 8w; at most {2} days.",

	"command.who.shipment": "Shipment",
	"command.who.until":    "Until",
	"command.role.holder":  "with a tracking code",
}

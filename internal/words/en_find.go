package words

// enFind is what is said of searches, filters and what is kept of them.
var enFind = entries{
	"error.filter.unknown":      "There is no filter “{1}”.",
	"error.filter.unknown.hint": "The filters are: {2}. To search for a word with a colon in it, put it in quotes.",
	"error.filter.empty":        "Something is missing behind {1}.",
	"error.filter.empty.hint":   "For example: {2}",
	"error.filter.date":         "“{2}” is not a date for {1}.",
	"error.filter.date.hint":    "Write a day as 25/05, a month as 05/2025, a period as 10/05..20/05, days from today as {1}<7d, and {1}:none where there is no date.",
	"error.filter.sign":         "The filter {1} is not written like this.",
	"error.filter.sign.hint":    "Write: {2}",
	"error.filter.choice":       "“{2}” is no value of {1}.",
	"error.filter.choice.hint":  "It can be: {3}",
	"error.filter.long":         "That is too much for one line.",
	"error.filter.long.hint":    "Use at most {1} words and {2} filters.",

	"error.filter.name":    "A tab needs a name. Press + and type one.",
	"error.filter.nothing": "There is nothing to keep: search or filter first.",
	"error.filter.many":    "There are {1} tabs of your own already. Remove one first: show it and press -.",

	"key.keep":            "keep",
	"key.keep.long":       "keep what is searched for as a tab of your own",
	"key.drop":            "remove tab",
	"key.drop.long":       "take this tab of yours away",
	"key.complete":        "complete",
	"key.complete.long":   "take what is suggested; ctrl+n for another",
	"key.palette":         "actions",
	"key.palette.long":    "every action by its name",
	"palette.key.do":      "do it",
	"palette.list":        "the list of shipments",
	"palette.search":      "search all shipments",
	"palette.none":        "There is no action with this name here.",
	"list.sort.match":     "best match first",
	"list.search.example": "hai phong pod:hamburg eta<7d late",
	"list.name":           "Name of the tab:",
	"filter.kept":         "“{1}” is a tab of yours now. - removes it.",
	"filter.dropped":      "“{1}” is no tab any more. + keeps it again.",

	"command.flag.filter": "only what fits: pod:hamburg carrier:ONE status:active eta<7d late changed, and words",
}

package theme

// The signs by which states are told beside their words.
const (
	SignDone     = "✓"
	SignExpected = "◐"
	SignLate     = "!"
	SignMissing  = "·"
	SignUpcoming = "○"
	SignMoved    = "→"
	SignNote     = "›"
	SignFresh    = "•"
	SignFailed   = "✗"
	SignTaken    = "×" // taken back
	SignKept     = "*" // the customer does not see it
	UnknownDate  = "–"
	Between      = " · "
)

// The marks of the strip from port to port.
const (
	StripPassed = "●"
	StripHere   = "◐"
	StripAhead  = "○"
	StripSailed = "━"
	StripToSail = "┄"
)

package ui

// The signs by which states are told beside their words.
const (
	signDone     = "✓"
	signExpected = "◐"
	signLate     = "!"
	signMissing  = "·"
	signUpcoming = "○"
	signMoved    = "→"
	signNote     = "›"
	signFresh    = "•"
	signFailed   = "✗"
	signTaken    = "×" // taken back
	unknownDate  = "–"
	between      = " · "
)

// The marks of the strip from port to port.
const (
	stripPassed = "●"
	stripHere   = "◐"
	stripAhead  = "○"
	stripSailed = "━"
	stripToSail = "┄"
)

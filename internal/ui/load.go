package ui

// loadKind is what the answer to a load does to the window.
type loadKind int

// The kinds of load.
const (
	loadFresh  loadKind = iota // the first page of a new question, cursor at the top
	loadLast                   // the last page, cursor at the end
	loadAgain                  // the same window as it is now, cursor on its shipment
	loadBehind                 // one page more at the end
	loadAhead                  // one page more at the beginning
)

// replaces says that the answer takes the place of the whole window.
func (k loadKind) replaces() bool { return k <= loadAgain }

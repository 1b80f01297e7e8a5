package pager

// LoadKind is what the answer to a load does to the window.
type LoadKind int

// The kinds of load.
const (
	LoadFresh  LoadKind = iota // the first page of a new question, cursor at the top
	LoadLast                   // the last page, cursor at the end
	LoadAgain                  // the same window as it is now, cursor on its shipment
	LoadBehind                 // one page more at the end
	LoadAhead                  // one page more at the beginning
)

// Replaces says that the answer takes the place of the whole window.
func (k LoadKind) Replaces() bool { return k <= LoadAgain }

package session

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/words"
)

// MostPasted is how much of a list can be pasted, in bytes: some two thousand rows. A
// longer one comes as a file.
const MostPasted = 256 << 10

// Import is a list, or a carrier's messages, as somebody has pasted it.
type Import struct {
	Text    string
	Partner string // letters of the customer of all rows; empty: each row names its own
	Why     model.Reason
	DryRun  bool // nothing is written
}

// Imported is what became of it, in words.
type Imported struct {
	Taken    int // rows that brought something new, or would
	Summary  []Line
	Problems []Line // what there is to mend
	Readings []Line // how it was read, of a dry run
}

// Line is a line of a report, set in by so many cells.
type Line struct {
	Indent int
	Text   string
}

// Importer takes in what was pasted, in the name of one person.
type Importer func(ctx context.Context, i Import, say words.Catalogue) (Imported, error)

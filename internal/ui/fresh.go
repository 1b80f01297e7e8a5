package ui

// freshness is how new a row is to the visitor.
type freshness int

// The degrees of freshness.
const (
	known      freshness = iota // nothing new
	sinceVisit                  // changed since the last visit
	justNow                     // changed while looking
)

// freshnesses is how many there are.
const freshnesses = 3

package parts

// Freshness is how new a row is to the visitor.
type Freshness int

// The degrees of freshness.
const (
	Known      Freshness = iota // nothing new
	SinceVisit                  // changed since the last visit
	JustNow                     // changed while looking
)

// Freshnesses is how many there are.
const Freshnesses = 3

package engine

// Single has what a [Tx] of an engine does for others that write at the same time, where
// each transaction has everything to itself: nothing.
type Single struct{}

// Only is Reader's.
func (Single) Only(List) error { return nil }

// Share is Tx's.
func (Single) Share(string) bool { return false }

// Lock is Tx's.
func (Single) Lock(...string) (fresh bool, err error) { return false, nil }

// Ahead is Tx's.
func (Single) Ahead([]Expected, uint8, []*Table, []*Table) error { return nil }

// Tell is Tx's.
func (Single) Tell(string) {}

package model

// Pause is a time in which a customer is shown nothing: since when, by whom and why.
type Pause struct {
	Partner string // slug; empty: all customers
	Stamp
}

// ErrPaused is what customers have meanwhile, with how to reach the house.
var ErrPaused = NewFault("error.paused")

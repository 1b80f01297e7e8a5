package model

import "time"

// Speaker says things in one language. The catalogue implements it; the rules
// here decide what is said.
type Speaker interface {
	// Say is the sentence of the catalogue under key, filled with args.
	Say(key string, args ...any) string
	// Day is a day as the language writes it, such as `10 May`; with the year
	// when it differs from that of now.
	Day(w When, now time.Time) string
	// Moment is a time at a place, in its zone with the zone's code, such as
	// `10 May 01:20 ICT`; a date without a time is written as Day does.
	Moment(w When, at Place, now time.Time) string
	// HouseDay is the day on which t falls where the forwarder is, written as
	// Day does. It is for what the house did, such as publishing.
	HouseDay(t, now time.Time) string
	// HouseMoment is the day and the time of it, with the zone's code.
	HouseMoment(t, now time.Time) string
	// Place is the place under the names that the language has for it.
	Place(p Place) Place
}

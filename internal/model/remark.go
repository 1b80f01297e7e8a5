package model

import (
	"fmt"
	"strings"
	"time"
)

// Remark is something worth telling that is not an error: a check digit that does not fit, a size code that no table
// knows. Whoever finds it keeps the value as it came and says so.
//
// Key names the sentence in the catalogue of each language; Args are its values, in the sentence's order.
type Remark struct {
	Key  string
	Args []any
}

// Tell is what a remark says in the words of say. What is among its arguments
// in the terms of the trade is put into words too: a milestone, a status and a
// role by their names, a date as the language writes it, a place by its short
// name, a list with commas, a remark within the remark as its own sentence.
func (r Remark) Tell(say Speaker, now time.Time) string {
	return say.Say(r.Key, each(r.Args, func(arg any) any { return tellArg(arg, say, now) })...)
}

// IsZero says that there is nothing to tell.
func (r Remark) IsZero() bool { return r.Key == "" }

func tellArg(arg any, say Speaker, now time.Time) any {
	switch arg := arg.(type) {
	case Milestone:
		return say.Say("milestone." + string(arg))
	case Status:
		return say.Say("status." + string(arg))
	case Role:
		return say.Say("command.role." + string(arg))
	case When:
		return say.Day(arg, now)
	case time.Time:
		return say.OfficeMoment(arg, now)
	case Place:
		return say.Place(arg).Short()
	case Remark:
		return arg.Tell(say, now)
	case []Text:
		return tellList(arg, say, now)
	case []string:
		return tellList(arg, say, now)
	case []Milestone:
		return tellList(arg, say, now)
	default:
		return arg
	}
}

func tellList[T any](list []T, say Speaker, now time.Time) string {
	return strings.Join(each(list, func(item T) string { return fmt.Sprint(tellArg(item, say, now)) }), ", ")
}

// each maps a list.
func each[From, To any](list []From, to func(From) To) []To {
	mapped := make([]To, len(list))
	for i, item := range list {
		mapped[i] = to(item)
	}
	return mapped
}

// inDays is so many days, in words that know one from many.
func inDays(n int) Remark { return Remark{Key: "days", Args: []any{n}} }

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
	// OfficeDay is the day on which t falls where the forwarder is, written as
	// Day does. It is for what the forwarder did, such as publishing.
	OfficeDay(t, now time.Time) string
	// OfficeMoment is the day and the time of it, with the zone's code.
	OfficeMoment(t, now time.Time) string
	// Place is the place under the names that the language has for it.
	Place(p Place) Place
}

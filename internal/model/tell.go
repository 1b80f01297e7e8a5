package model

import (
	"fmt"
	"strings"
	"time"
)

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
		return say.HouseMoment(arg, now)
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

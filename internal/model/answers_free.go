package model

import (
	"slices"
	"strings"
	"time"
)

// free answers "Until when is it free?": by the container whose free time ends
// first, with the terms that were used, what holds it, and of how many others
// nobody knows.
func (a answerer) free() string {
	first, unknown, returned := a.firstBox()
	var told []string
	switch {
	case returned:
		return a.say.Say("answer.free.returned", len(a.p.Containers))
	case first < 0 && a.openTerms() == "":
		told = append(told, a.say.Say("answer.free.unknown"))
	case first < 0:
		told = append(told, a.say.Say("answer.free.open"), a.openTerms())
	default:
		told = append(told, a.freeUntil(first), a.terms(a.p.Containers[first]))
		if unknown > 0 {
			told = append(told, a.say.Say("answer.free.others", unknown, len(a.p.Containers)))
		}
	}
	return strings.Join(append(told, a.holds()...), " ")
}

// firstBox is the container whose free time ends first, -1 when of none it is known
// when, and of how many it is not known; or all of them were returned.
func (a answerer) firstBox() (first, unknown int, returned bool) {
	first, returned = -1, len(a.p.Containers) > 0
	var earliest When
	for i, c := range a.p.Containers {
		runs := a.p.FreeRuns(c)
		last := firstToEnd(runs).Last
		returned = returned && len(runs) == 0
		switch {
		case len(runs) == 0:
		case last.IsZero():
			unknown++
		case first < 0 || last.Compare(earliest) < 0:
			first, earliest = i, last
		}
	}
	return first, unknown, returned
}

// freeUntil is the last free day of a container, which is named where others have
// another one.
func (a answerer) freeUntil(box int) string {
	last := a.p.BoxFreeUntil(a.p.Containers[box])
	left := last.DaysAfter(today(a.now, a.p.POD))
	told := ""
	switch {
	case left > 0:
		told = a.say.Say("answer.free.until", a.day(last), a.say.Say("days", left))
	case left == 0:
		told = a.say.Say("answer.free.today", a.day(last))
	default:
		told = a.say.Say("answer.free.over", a.day(last), a.say.Say("days", -left))
	}
	differs := slices.ContainsFunc(a.p.Containers, func(c PublishedContainer) bool { return !a.p.BoxFreeUntil(c).Equal(last) })
	if differs {
		told = a.say.Say("answer.free.box", a.p.Containers[box].Number.String(), told)
	}
	return told
}

// openTerms are the terms of a shipment of which no last free day is known: those of
// the first container that has any.
func (a answerer) openTerms() string {
	for _, c := range a.p.Containers {
		for _, run := range a.p.FreeRuns(c) {
			if run.Terms.Given() {
				return a.terms(c)
			}
		}
	}
	return ""
}

// terms are the terms of a container's free times, how they were counted, and which
// are not known.
func (a answerer) terms(c PublishedContainer) string {
	var told []string
	for _, run := range a.p.FreeRuns(c) {
		told = append(told, run.Remark().Tell(a.say, a.now))
	}
	return strings.Join(told, " ")
}

// Remark is a free time in words, see [Remark.Tell]: its terms and the day on which
// it ends.
func (r FreeRun) Remark() Remark {
	key := "free." + string(r.Kind)
	switch {
	case !r.Terms.Last.IsZero():
		return Remark{Key: key + ".given", Args: []any{r.Last}}
	case r.Terms.Days == nil:
		return Remark{Key: key + ".unknown"}
	case r.From.IsZero():
		return Remark{Key: key + ".open", Args: []any{*r.Terms.Days}}
	default:
		return Remark{Key: key + ".counted", Args: []any{*r.Terms.Days, r.From, r.Last}}
	}
}

// FreeNote is something that is said of a container in the terminal in words: why it
// may not leave, or from when it can be picked up. Key is its sentence.
type FreeNote struct {
	Key string
	Of  func(FreeTime, Speaker, Place, time.Time) string
}

// FreeNotes are all of them. at is the port of discharge.
func FreeNotes() []FreeNote {
	return []FreeNote{
		{"free.hold.customs", func(f FreeTime, _ Speaker, _ Place, _ time.Time) string { return f.CustomsHold.s }},
		{"free.hold.line", func(f FreeTime, _ Speaker, _ Place, _ time.Time) string { return f.LineHold.s }},
		{"free.hold.terminal", func(f FreeTime, _ Speaker, _ Place, _ time.Time) string { return f.TerminalHold.s }},
		{"free.available", func(f FreeTime, say Speaker, at Place, now time.Time) string { return say.Moment(f.Available, at, now) }},
	}
}

// holds tell the notes of the containers in the terminal.
func (a answerer) holds() []string {
	var told []string
	for _, note := range FreeNotes() {
		told = append(told, a.each(note.Key, func(f FreeTime) string { return note.Of(f, a.say, a.p.POD, a.now) })...)
	}
	return told
}

// each tells what is said of containers in the terminal, once for those of which the
// same is said; those are named unless they are all.
func (a answerer) each(key string, of func(FreeTime) string) []string {
	var order, told []string
	boxes, inside := map[string][]Text{}, 0
	for _, c := range a.p.Containers {
		runs := a.p.FreeRuns(c)
		if len(runs) == 0 || runs[0].Kind == Detention {
			continue
		}
		inside++
		if said := of(c.Free); said != "" {
			if boxes[said] == nil {
				order = append(order, said)
			}
			boxes[said] = append(boxes[said], c.Number)
		}
	}
	for _, said := range order {
		which := ""
		if len(boxes[said]) < inside {
			which = a.numbers(boxes[said])
		}
		told = append(told, a.say.Say(key, said, which))
	}
	return told
}

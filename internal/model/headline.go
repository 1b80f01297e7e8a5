package model

import "time"

// Headline is a shipment in two short sentences: what happened last, and what
// comes next.
func Headline(r Row, now time.Time, say Speaker) (last, next string) {
	if r.Status == Cancelled {
		return say.Say("answer.cancelled"), ""
	}
	r = r.Named(say.Place)
	return headlineLast(r, now, say), headlineNext(r, now, say)
}

// headlineLast is what was reported last, unless the status says more than that.
func headlineLast(r Row, now time.Time, say Speaker) string {
	m, place := r.Last.Milestone, r.Last.Place
	at := say.Moment(r.Last.At, place, now)
	switch {
	case r.Status == Done && (m.stage() < StageArrived || r.Last.Boxes > 0 && m != EmptyReturned):
		return say.Say("answer.where.done")
	case r.onlyInTransit():
		return say.Say("headline.in_transit")
	case m == "":
		return say.Say("headline.nothing")
	case r.Last.Boxes > 0:
		return say.Say("answer.part."+string(m), r.Last.Boxes, r.Last.Of, place.Short(), at, shipName(r.Vessel, r.Voyage)) + "."
	case m == Arrived:
		return say.Say("headline.arrived", placeOr(place, r.POD), say.Day(r.Last.At, now))
	case m == Departed || m == TSDeparted:
		return headlineLeft(r, now, say)
	case m.between():
		return say.Say("headline.at", say.Say("milestone."+string(m)), place.Short(), at)
	default:
		return say.Say("headline.last", say.Say("milestone."+string(m)), at)
	}
}

func headlineLeft(r Row, now time.Time, say Speaker) string {
	port := r.Last.Place.Short()
	if r.Last.Milestone == Departed {
		port = placeOr(r.Last.Place, r.POL)
	}
	if r.Vessel.IsZero() {
		return say.Say("headline.left", port, say.Day(r.Last.At, now))
	}
	return say.Say("headline.left_on", port, say.Day(r.Last.At, now), shipName(r.Vessel, r.Voyage))
}

func headlineNext(r Row, now time.Time, say Speaker) string {
	slip, known := r.Slip()
	switch {
	case r.Stage() >= StageArrived:
		return ""
	case !known:
		return say.Say("headline.no_eta")
	case now.After(r.ETA.EndOfDay()):
		return say.Say("headline.overdue", say.Day(r.ETA, now))
	case slip > 0:
		return say.Say("headline.due_later", say.Day(r.ETA, now), say.Say("days", slip))
	case slip < 0:
		return say.Say("headline.due_earlier", say.Day(r.ETA, now), say.Say("days", -slip))
	default:
		return say.Say("headline.due", say.Day(r.ETA, now))
	}
}

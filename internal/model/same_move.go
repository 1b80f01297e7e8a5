package model

import "time"

// A carrier reports one move under several ids: of two terminals' systems, or
// again after a correction. They are one event with all its ids.
//
//   - Two actual reports of one milestone, container and port, or gateway, are one
//     move when they are at most half an hour apart, or when one of them is the mere
//     day of the other. The first one is kept, and a moment in place of its day.
//   - A later report under any of the ids corrects the event.
//   - A retraction takes back what was reported under its id. The event stays with
//     the report that was not taken back, and goes with the last one.

// sameMoveWithin is how far apart two reports of one move may be.
const sameMoveWithin = 30 * time.Minute

// mostReports bounds how many further reports an event keeps, the first ones: then
// a file that comes again brings nothing new.
const mostReports = 16

// Report is one more id under which an event was reported.
type Report struct {
	ID       string    `json:"id"`
	At       When      `json:"at"`
	Reported time.Time `json:"reported"`
	Gone     bool      `json:"gone,omitempty"` // taken back
}

// SameMove says that both report one move, see above.
func (e Event) SameMove(o Event) bool {
	if e.Milestone != o.Milestone || e.Classifier != Actual || o.Classifier != Actual || e.Milestone.IsChange() ||
		NormalizeContainer(e.Container.String()) != NormalizeContainer(o.Container.String()) ||
		!e.Place.IsZero() && !o.Place.IsZero() && !e.Place.SameGateway(o.Place) {
		return false
	}
	if e.At.IsDate() != o.At.IsDate() {
		return e.localDay().Equal(o.localDay())
	}
	apart := e.At.Instant().Sub(o.At.Instant())
	return apart <= sameMoveWithin && apart >= -sameMoveWithin
}

// localDay is the day of the event where it happened.
func (e Event) localDay() When { return e.At.In(e.Place.Zone()).Date() }

// report is what was reported under an id.
func (e Event) report(id string) (Report, bool) {
	if id == "" {
		return Report{}, false
	}
	if e.Origin.ID == id {
		return Report{ID: id, At: e.At, Reported: e.Reported, Gone: e.Origin.Gone}, true
	}
	for _, r := range e.Also {
		if r.ID == id {
			return r, true
		}
	}
	return Report{}, false
}

// reportedAs says that the event was reported under the id.
func (e Event) reportedAs(id string) bool {
	_, known := e.report(id)
	return known
}

// addReport keeps what o says as one more report of the event; false when its id is
// known, or there are enough.
func (e *Event) addReport(o Event) bool {
	if o.Origin.ID == "" || len(e.Also) >= mostReports || e.reportedAs(o.Origin.ID) {
		return false
	}
	e.Also = append(append([]Report(nil), e.Also...), Report{ID: o.Origin.ID, At: o.At, Reported: o.Reported})
	return true
}

// takeBack marks what was reported under an id as taken back. stands is false when
// nothing else says the same; else the event tells the next report.
func (e *Event) takeBack(id string) (stands bool) {
	all := append([]Report(nil), e.Also...)
	e.Also = all
	if e.Origin.ID != id {
		for i := range all {
			all[i].Gone = all[i].Gone || all[i].ID == id
		}
		return true
	}
	for i, next := range all {
		if next.Gone {
			continue
		}
		all[i] = Report{ID: id, At: e.At, Reported: e.Reported, Gone: true}
		e.Origin.ID, e.Origin.Raw, e.At, e.Reported = next.ID, "", next.At, next.Reported
		return true
	}
	e.Origin.Gone = true
	return false
}

// lastReport is when something was said under an id.
func (e Event) lastReport(id string) time.Time {
	r, _ := e.report(id)
	return r.Reported
}

// inherit takes the further reports of an event that e replaces.
func (e *Event) inherit(old Event) {
	for _, r := range append([]Report{{ID: old.Origin.ID, At: old.At, Reported: old.Reported}}, old.Also...) {
		if r.ID != "" && !e.reportedAs(r.ID) {
			e.Also = append(e.Also, r)
		}
	}
}

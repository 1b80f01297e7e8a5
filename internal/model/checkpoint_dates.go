package model

import (
	"strings"
)

// dates: ETD, ETA and status are set, agree with one another and with the
// events, and are what the office knows. Of what was cancelled no date matters.
func (c checker) dates() []Defect {
	s := c.Shipment
	if !c.shown.Status.Known() {
		return []Defect{defect(mendSet(s, "status", "STATUS"), "review.dates.no_status")}
	}
	if c.shown.Status == Cancelled {
		return nil
	}
	found := append(c.behind(), c.unset()...)
	found = append(found, c.impossible()...)
	return append(found, c.status()...)
}

// unset finds dates that nobody has given; those that the office has and does
// not show are found by behind.
func (c checker) unset() []Defect {
	var found []Defect
	if c.known.ETD.IsZero() {
		found = append(found, defect(c.newDate(NameETD), "review.dates.unset", "ETD"))
	}
	if c.known.ETA.IsZero() {
		found = append(found, defect(c.newDate(NameETA), "review.dates.unset", "ETA"))
	}
	return found
}

// newDate is the command for an expected date: a new line in the ledger, or a
// correction of the fact once the ledger is closed by the actual date.
func (c checker) newDate(name DateName) Remark {
	if c.known.happened(DateKind(name)).IsZero() {
		return mend("reschedule_"+string(name), c.Shipment.Ref.s, "DATE")
	}
	return mendSet(c.Shipment, string(name), "DATE")
}

// behind finds what the office knows better than customers are shown, and does
// not keep back on purpose.
func (c checker) behind() []Defect {
	return each(datesBehind(c.known, c.shown, c.tell), func(d dateBehind) Defect {
		return defect(c.show(d.name, d.milestone, d.office), "review.dates.behind", strings.ToUpper(string(d.name)), d.shown, d.office)
	})
}

// show publishes a date that the office has: by the event that brought it, or
// by its line of the ledger.
func (c checker) show(name DateName, m Milestone, known When) Remark {
	if id := c.withheld(m); id != "" {
		return mendPublish(c.Shipment, id)
	}
	if m.IsChange() {
		return mend("reschedule_"+string(name), c.Shipment.Ref.s, known.String())
	}
	return mendSet(c.Shipment, string(name), known.String())
}

// withheld is the id of the last event of a milestone that only the office
// knows and that still holds; empty when there is none.
func (c checker) withheld(m Milestone) string {
	return lastID(Waiting(c.Shipment, c.Now), func(e Event) bool { return e.Milestone == m && (e.Classifier == Actual || m.IsChange()) })
}

// lastID is the id of the event that happened last of those that is says so; empty when
// there is none.
func lastID(events []Event, is func(Event) bool) string {
	id := ""
	for _, e := range inOrder(events) {
		if is(e) {
			id = e.ID
		}
	}
	return id
}

// impossible finds dates in the wrong order, and actual ones that lie ahead.
func (c checker) impossible() []Defect {
	var found []Defect
	f := c.shown
	if !f.ETD.IsZero() && !f.ETA.IsZero() && f.ETA.DaysAfter(f.ETD) < 0 {
		found = append(found, defect(c.newDate(NameETA), "review.dates.order", "ETA", f.ETA, "ETD", f.ETD))
	}
	if !f.ATD.IsZero() && !f.ATA.IsZero() && f.ATA.DaysAfter(f.ATD) < 0 {
		found = append(found, defect(c.takeBack(NameATA, Arrived), "review.dates.order", "ATA", f.ATA, "ATD", f.ATD))
	}
	if f.ATD.IsAhead(c.Now) {
		found = append(found, defect(c.takeBack(NameATD, Departed), "review.dates.ahead", "ATD", f.ATD))
	}
	if f.ATA.IsAhead(c.Now) {
		found = append(found, defect(c.takeBack(NameATA, Arrived), "review.dates.ahead", "ATA", f.ATA))
	}
	return found
}

// takeBack withdraws the event that brought a wrong date, or corrects the fact.
func (c checker) takeBack(name DateName, m Milestone) Remark {
	if id := lastID(c.Shipment.Events, func(e Event) bool { return e.Milestone == m && e.Classifier == Actual && e.Visible() }); id != "" {
		return mendWithdraw(c.Shipment, id)
	}
	return mendSet(c.Shipment, string(name), "DATE")
}

// status compares the status shown with what was published and with what the
// office knows.
func (c checker) status() []Defect {
	s, f, r := c.Shipment, c.shown, c.visible
	left := r.knows(f, Departed) || r[Loaded] != nil
	switch {
	case f.Status == InTransit && !left:
		return []Defect{defect(c.report(Departed, Loaded), "review.dates.not_left", f.Status)}
	case f.Status == Done && r[Delivered] == nil && f.ATA.IsZero():
		return []Defect{defect(c.report(Arrived, Delivered), "review.dates.not_arrived", f.Status)}
	}
	if c.tell.Status != f.Status {
		if id := c.withheld(stepTo(c.tell.Status)); id != "" {
			return []Defect{defect(mendPublish(s, id), "review.dates.status_behind", f.Status, c.tell.Status)}
		}
	}
	return nil
}

// report makes one of the milestones known to customers: by publishing what the
// office has, or by posting the first.
func (c checker) report(milestones ...Milestone) Remark {
	for _, m := range milestones {
		if id := c.withheld(m); id != "" {
			return mendPublish(c.Shipment, id)
		}
	}
	return mendPost(c.Shipment, milestones[0])
}

// stepTo is the milestone that brings a shipment to a status; empty for none.
func stepTo(s Status) Milestone {
	for _, row := range milestones {
		if row.effect.stage != StageNone && row.effect.stage.status() == s {
			return row.name
		}
	}
	return ""
}

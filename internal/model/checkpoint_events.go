package model

import "slices"

// events: the key events of this kind of shipment are published as far as it
// has come, nothing newer waits, no date has passed without its report,
// and what they say passes the lint.
func (c checker) events() []Defect {
	var found []Defect
	if c.known.Status != Cancelled {
		found = append(c.untold(), c.newer()...)
		found = append(found, c.overdue()...)
	}
	return append(found, c.wording()...)
}

// untold finds key steps behind the shipment that customers do not see.
func (c checker) untold() []Defect {
	var found []Defect
	for _, step := range dueSteps(c.known, c.recorded) {
		if !c.visible.unmet(c.shown, step) {
			continue
		}
		switch e := c.withheldOf(step); {
		case e.ID == "":
			found = append(found, defect(mendPost(c.Shipment, step[0]), "review.events.missing", step[0]))
		case !e.HeldAt(c.Now):
			found = append(found, defect(mendPublish(c.Shipment, e.ID), "review.events.unpublished", e.Milestone))
		}
	}
	return found
}

// withheldOf is an event of the step that customers do not see: one that is kept
// back on purpose only if there is no other; the zero Event when there is none.
func (c checker) withheldOf(step []Milestone) (held Event) {
	for _, m := range step {
		for _, e := range inOrder(c.Shipment.Events) {
			if e.Milestone == m && e.Classifier == Actual && recorded(e) && !e.Visible() {
				if !e.HeldAt(c.Now) {
					return e
				}
				held = e
			}
		}
	}
	return held
}

// newer finds reports of published key steps that the office holds back: of
// another container, or recorded later and of another day. The same day told
// twice is no news.
func (c checker) newer() []Defect {
	var found []Defect
	for _, step := range keySteps(c.known, c.recorded) {
		for _, e := range c.Shipment.Events {
			if slices.Contains(step, e.Milestone) && e.Classifier == Actual && recorded(e) && !e.Visible() && !e.HeldAt(c.Now) && c.outdates(e) {
				found = append(found, defect(mendPublish(c.Shipment, e.ID), "review.events.newer", e.Milestone, e.At))
			}
		}
	}
	return found
}

// outdates says that e tells something else than what customers read of its
// milestone. What they do not read at all is found by untold.
func (c checker) outdates(e Event) bool {
	told := c.visible[e.Milestone]
	if told == nil {
		return false
	}
	if !e.Container.IsZero() && !told.covers(e.Container) {
		return true
	}
	return !slices.ContainsFunc(c.Shipment.Events, func(shown Event) bool {
		same := shown.Milestone == e.Milestone && shown.Classifier == Actual && shown.Visible()
		return same && (shown.At.Date().Equal(e.At.Date()) || shown.Recorded.At.After(e.Recorded.At))
	})
}

// overdue finds dates that have passed without a report.
func (c checker) overdue() []Defect {
	if c.known.Status == Done {
		return nil
	}
	e := examiner{s: c.Shipment, now: c.Now, known: c.known, shown: c.shown, reports: c.recorded}
	e.overdue()
	var found []Defect
	for _, need := range e.needs {
		found = append(found, Defect{Reason: need.Remark(), Mend: mendPost(c.Shipment, need.Milestone)})
	}
	return found
}

// wording finds published events whose text looks internal.
func (c checker) wording() []Defect {
	var found []Defect
	for _, e := range c.Shipment.Events {
		if !e.Visible() {
			continue
		}
		for _, q := range LintText(e.Text, c.LintContext) {
			mends := mendWithdraw(c.Shipment, e.ID)
			if e.Milestone.IsChange() {
				mends = mend("event_reason", c.Shipment.Ref.s, e.ID)
			}
			found = append(found, defect(mends, "review.events.wording", e.Milestone, q.Remark()))
		}
	}
	return found
}

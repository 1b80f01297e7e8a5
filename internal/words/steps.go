package words

import (
	"strings"
	"time"

	"porthole/internal/model"
)

// StepTime is when a step was; a changed date stands where it was reported.
func (c Catalogue) StepTime(step model.Step, now time.Time) string {
	if step.Milestone.IsChange() {
		return c.OfficeMoment(step.Said, now)
	}
	return c.Moment(step.At, step.Place, now)
}

// StepName names a step: what has happened as done, what has not been reported as
// what it would be.
func (c Catalogue) StepName(step model.Step, now time.Time) string {
	if step.State != model.StepDone {
		return c.Say("detail.ahead." + string(step.Milestone))
	}
	name := c.Say("milestone." + string(step.Milestone))
	if step.Milestone.IsChange() {
		name += " → " + c.Day(step.At, now)
	}
	return name
}

// StepPlace is where a step was and on which vessel, and for those that did not
// happen how they stand.
func (c Catalogue) StepPlace(step model.Step) string {
	state := ""
	switch step.State {
	case model.StepExpected:
		state = c.Say("command.step.expected")
	case model.StepLate, model.StepMissing:
		state = c.Say("command.step.not_reported")
	case model.StepDone, model.StepUpcoming:
	}
	return Joined(state, step.Place.String(), strings.TrimSpace(step.Vessel.String()+" "+step.Voyage.String()))
}

// LastStep is the furthest that was reported of a container; empty when nothing was.
func (c Catalogue) LastStep(box model.PublishedContainer, now time.Time) string {
	last, known := box.Last()
	if !known {
		return ""
	}
	name, at := c.Say("milestone."+string(last.Milestone)), c.Moment(last.At, last.Place, now)
	if at == "" {
		return name
	}
	return name + ", " + at
}

// Boxes names the containers of a step.
func Boxes(step model.Step) string {
	names := make([]string, len(step.Containers))
	for i, number := range step.Containers {
		names[i] = model.FormatContainer(number)
	}
	return strings.Join(names, ", ")
}

package model

// standing is where a part of a shipment stands: the furthest that was reported
// of it, and of which containers. No containers: the whole shipment.
type standing struct {
	Step
	boxes []Text
}

// standings are the parts of a shipment that do not stand at the same step, the
// furthest first. There is at least one; its step is empty when nothing was
// reported. A report of the whole shipment, and one of its vessel, is of all its
// containers.
//
// The order of the way decides, not that of the times: a report of a step behind
// which the shipment is known to be, or a wrong time, does not take it back.
// Customs are none of the steps: they clear a shipment wherever it is.
func (p Published) standings(steps []Step) []standing {
	boxes, whole := p.boxes(steps), Step{}
	at := map[Text]Step{}
	for _, s := range steps {
		switch {
		case !s.counts() || s.Milestone == CustomsCleared:
		case len(s.Containers) == 0 || !s.Milestone.PerContainer():
			whole = p.further(whole, s)
		default:
			for _, number := range s.Containers {
				number = NormalizeContainer(number.s)
				at[number] = p.further(at[number], s)
			}
		}
	}
	if len(at) == 0 {
		return []standing{{Step: whole}}
	}
	var parts []standing
	for _, number := range boxes {
		parts = p.join(parts, p.further(at[number], whole), number)
	}
	if len(parts) == 1 {
		parts[0].boxes = nil
	}
	return parts
}

// boxes are the numbers of the shipment's containers: those that are listed, and
// those that only a report names.
func (p Published) boxes(steps []Step) []Text {
	var numbers []Text
	seen := map[Text]bool{}
	add := func(number Text) {
		if number = NormalizeContainer(number.s); !seen[number] {
			seen[number] = true
			numbers = append(numbers, number)
		}
	}
	for _, c := range p.Containers {
		add(c.Number)
	}
	for _, s := range steps {
		for _, number := range s.Containers {
			if s.counts() && s.Milestone.PerContainer() {
				add(number)
			}
		}
	}
	return numbers
}

// further is the one of two steps that is further along the way; of two reports
// of one step the later.
func (p Published) further(a, b Step) Step {
	switch {
	case a.Milestone == "" || b.Milestone == "":
		if a.Milestone == "" {
			return b
		}
	case p.along(b) > p.along(a), p.along(b) == p.along(a) && !b.At.Instant().Before(a.At.Instant()):
		return b
	}
	return a
}

// join puts a container to those that stand at the same step, in the order of
// the way.
func (p Published) join(parts []standing, s Step, number Text) []standing {
	at := len(parts)
	for i := range parts {
		part := &parts[i]
		if part.Milestone == s.Milestone && p.along(part.Step) == p.along(s) {
			part.Step, part.boxes = p.further(part.Step, s), append(part.boxes, number)
			return parts
		}
		if at == len(parts) && (part.Milestone == "" || s.Milestone != "" && p.along(s) > p.along(part.Step)) {
			at = i
		}
	}
	return append(parts[:at:at], append([]standing{{s, []Text{number}}}, parts[at:]...)...)
}

// cleared is where the whole shipment stands with what customs reported, where that
// is the last that is known of it: while it is under way, and in the port from the
// arrival on.
func (p Published) cleared(at standing, steps []Step) standing {
	stage := at.Milestone.stage()
	if at.boxes != nil || at.Milestone == GateOut || stage > StageArrived || stage == StageArrived && p.ATA.IsZero() {
		return at
	}
	for _, s := range steps {
		later := stage < StageSailing || !s.At.Instant().Before(at.At.Instant())
		if s.Milestone == CustomsCleared && s.counts() && later {
			at.Step = s
		}
	}
	return at
}

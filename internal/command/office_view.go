package command

import "slices"

// unpublishedSign stands behind a value that customers do not see.
const unpublishedSign = "*"

// jsonSeen is a record with which view it is, for staff.
func (s *session) jsonSeen(src source, r record) jsonShipment {
	j := s.jsonShipment(r.Published, r.partner)
	switch {
	case src.office == nil:
	case r.office == nil:
		j.View = "published"
	default:
		j.View, j.Unpublished = "office", r.office.Keeps().Fields()
	}
	return j
}

// describeSeen writes a record; of the office's view what is not published is
// marked.
func (s *session) describeSeen(r record) error {
	d := &page{session: s}
	if r.office != nil {
		d.kept = r.office.Keeps()
		d.unpublished = d.kept.Fields()
	}
	return d.record(r.Published, r.partner)
}

// officeView says that this is the office's view, and whether it is another than
// the customer's.
func (d *page) officeView() {
	switch {
	case d.kept == nil:
	case len(d.unpublished) == 0:
		d.lines = append(d.lines, d.wrap(d.Words.Say("command.office_same"), ""))
	default:
		d.lines = append(d.lines, d.wrap(d.Words.Say("command.office_view", unpublishedSign), ""))
	}
}

// mark sets the sign behind a value of one of the fields that is not published.
func (d *page) mark(value string, fields ...string) string {
	return d.markIf(slices.ContainsFunc(fields, func(f string) bool { return slices.Contains(d.unpublished, f) }), value)
}

func (d *page) markIf(kept bool, value string) string {
	if !kept {
		return value
	}
	return joined(" ", value, unpublishedSign)
}

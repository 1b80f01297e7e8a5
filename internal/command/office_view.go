package command

import (
	"slices"

	"porthole/internal/model"
)

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
		j.View, j.Unpublished = "office", model.Unpublished(*r.office)
	}
	return j
}

// describeSeen writes a record; of the office's view what is not published is
// marked.
func (s *session) describeSeen(r record) error {
	d := &page{session: s}
	if r.office != nil {
		d.office, d.unpublished = r.office, model.Unpublished(*r.office)
	}
	return d.record(r.Published, r.partner)
}

// officeView says that this is the office's view, where it is another than the
// customer's.
func (d *page) officeView() {
	if len(d.unpublished) > 0 {
		d.lines = append(d.lines, d.wrap(d.Words.Say("command.office_view", unpublishedSign), ""))
	}
}

// mark sets the sign behind a value of one of the fields that is not published.
func (d *page) mark(value string, fields ...string) string {
	kept := slices.ContainsFunc(fields, func(f string) bool { return slices.Contains(d.unpublished, f) })
	return d.markIf(kept, value)
}

func (d *page) markIf(kept bool, value string) string {
	if !kept {
		return value
	}
	return joined(" ", value, unpublishedSign)
}

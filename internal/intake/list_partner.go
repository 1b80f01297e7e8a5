package intake

import (
	"errors"

	"porthole/internal/model"
)

// findPartner finds the customer that the rows name, by short name or name. A
// fault is the file's: an unknown partner is refused, unless unknown ones are
// to be created.
func (l listed) findPartner(d desk, out *outcome) (model.Partner, *model.Fault, error) {
	text := l.partner.cell(colPartner)
	name := model.Line(text, model.NameCells)
	partner, err := d.Partner(name.String())
	switch {
	case l.only != nil && (errors.Is(err, model.ErrUnknownPartner) || err == nil && partner.Slug != l.only.Slug):
		return partner, model.NewFault("import.not_partner", l.only.Name.String()), nil
	case err == nil:
		return partner, nil, nil
	}
	if !errors.Is(err, model.ErrUnknownPartner) {
		return partner, nil, err
	}
	slug := model.SlugOf(name.String())
	switch {
	case !l.create:
		return partner, model.NewFault("import.unknown_partner", name.String()), nil
	case slug == "" || model.Cells(text) > model.NameCells:
		return partner, model.NewFault("import.partner_name", name.String()), nil
	}
	// A name whose short form another partner has is not that partner.
	if other, err := d.Partner(slug); err == nil {
		return partner, model.NewFault("import.partner_taken", slug, other.Name.String()), nil
	}
	if partner, err = d.AddPartner(slug, name); err != nil {
		return partner, nil, err
	}
	switch {
	case l.dry == nil:
		out.warn(l.partner.where(colPartner), "remark.import.partner_created", slug)
	case l.dry.first("partner " + slug): // no batch sees the partners of an earlier one
		out.warn(l.partner.where(colPartner), "remark.import.partner_would", slug)
	}
	return partner, nil, nil
}

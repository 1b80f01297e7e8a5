package intake

import "porthole/internal/model"

// lint looks for what seems internal in facts that customers will read. An
// import warns of it and never refuses: whoever wrote it may have meant it. The
// names of the others are prepared once for each customer of a file.
type lint struct{ names map[string]model.Names }

// questions are those about what is new in a shipment of partner.
func (l *lint) questions(d desk, before, after model.Shipment, partner model.Partner) ([]model.FactQuestion, error) {
	if len(model.NewFactTexts(before, after)) == 0 {
		return nil, nil
	}
	known, err := l.known(d, partner)
	return model.LintFacts(before, after, partner.Name, known), err
}

// reason is what is asked about a text of an event of s.
func (l *lint) reason(d desk, s model.Shipment, text model.Text) ([]model.Question, error) {
	partner, err := d.Partner(s.Partner)
	if err != nil {
		return nil, err
	}
	known, err := l.known(d, partner)
	known.Own = model.OwnTexts(s, partner.Name)
	return model.LintText(text, known), err
}

// known is what has to be known of the others to read a text for partner.
func (l *lint) known(d desk, partner model.Partner) (model.LintContext, error) {
	others, prepared := l.names[partner.Slug]
	if !prepared {
		names, err := d.PartnerNames(partner.Slug)
		if err != nil {
			return model.LintContext{}, err
		}
		if l.names == nil {
			l.names = map[string]model.Names{}
		}
		others = model.NamesOf(names)
		l.names[partner.Slug] = others
	}
	return model.LintContext{Others: others, Foreign: func(word string) bool {
		theirs, err := d.Foreign(partner.Slug, word)
		return theirs || err != nil
	}}, nil
}

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
	others, prepared := l.names[partner.Slug]
	if !prepared {
		names, err := d.PartnerNames(partner.Slug)
		if err != nil {
			return nil, err
		}
		if l.names == nil {
			l.names = map[string]model.Names{}
		}
		others = model.NamesOf(names)
		l.names[partner.Slug] = others
	}
	foreign := func(word string) bool {
		theirs, err := d.Foreign(partner.Slug, word)
		return theirs || err != nil
	}
	return model.LintFacts(before, after, partner.Name, model.LintContext{Others: others, Foreign: foreign}), nil
}

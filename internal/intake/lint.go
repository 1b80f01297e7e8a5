package intake

import "porthole/internal/model"

// lint looks for what seems internal in facts that customers will read. An
// import warns of it and never refuses: whoever wrote it may have meant it. The
// names of the others are prepared once for each customer of a file.
type lint struct {
	names map[string]model.Names
	plain map[lintText]bool
	once  once // of what is remarked of a whole file
}

// lintText is a text that customers of a partner will read.
type lintText struct {
	slug string
	text model.Text
}

// mostPlain bounds how many texts are remembered.
const mostPlain = 10_000

// questions are those about what is new in a shipment of partner.
func (l *lint) questions(d desk, before, after model.Shipment, partner model.Partner) ([]model.FactQuestion, error) {
	texts := model.NewFactTexts(before, after)
	if len(texts) == 0 {
		return nil, nil
	}
	known, err := l.known(d, partner)
	if err != nil {
		return nil, err
	}
	asked := false
	for _, t := range texts {
		asked = asked || !l.isPlain(partner.Slug, t.Text, known.Others)
	}
	if !asked {
		return nil, nil
	}
	return model.LintFacts(before, after, partner.Name, known), nil
}

// isPlain says that nothing would be asked about a text whosever the references
// in it are, and whatever the shipment's own names: those only ever answer a
// question. A list says the same of many shipments, so it is remembered.
func (l *lint) isPlain(slug string, text model.Text, others model.Names) bool {
	key := lintText{slug, text}
	plain, known := l.plain[key]
	if known {
		return plain
	}
	plain = len(model.LintText(text, model.LintContext{Others: others, Foreign: func(string) bool { return true }})) == 0
	if l.plain == nil || len(l.plain) >= mostPlain {
		l.plain = map[lintText]bool{}
	}
	l.plain[key] = plain
	return plain
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

package desk

import (
	"porthole/internal/model"
	"porthole/internal/store"
)

// lintContext is what has to be known to read a text about a shipment.
// References are looked up in r, so it is good for as long as r is.
func lintContext(r *store.Reader, s model.Shipment) (model.LintContext, error) {
	names, err := r.PartnerNames(s.Partner)
	if err != nil {
		return model.LintContext{}, err
	}
	return contextOf(r, s, model.NamesOf(names))
}

// contextOf is lintContext with the others' names prepared.
func contextOf(r *store.Reader, s model.Shipment, others model.Names) (model.LintContext, error) {
	partner, _, err := r.Partner(s.Partner)
	if err != nil {
		return model.LintContext{}, err
	}
	return model.LintContext{Own: model.OwnTexts(s, partner.Name), Others: others, Foreign: foreign(r, s.Partner)}, nil
}

// foreign looks a word up among everybody's references. What cannot be looked
// up is asked about rather than let through.
func foreign(r *store.Reader, slug string) func(string) bool {
	return func(word string) bool {
		theirs, err := r.Foreign(slug, word)
		return theirs || err != nil
	}
}

// factQuestions are what the lint asks about facts that the customer would read.
func factQuestions(r *store.Reader, before, after model.Shipment) (asked []model.Question, err error) {
	if len(model.NewFactTexts(before, after)) == 0 {
		return nil, nil
	}
	known, err := lintContext(r, after)
	if err != nil {
		return nil, err
	}
	customer, _, err := r.Partner(after.Partner)
	for _, q := range model.LintFacts(before, after, customer.Name, known) {
		asked = append(asked, q.Question)
	}
	return asked, err
}

// questions are what the lint asks about a text for the customer of s.
func questions(r *store.Reader, s model.Shipment, text model.Text) ([]model.Question, error) {
	if text.IsZero() {
		return nil, nil
	}
	known, err := lintContext(r, s)
	if err != nil {
		return nil, err
	}
	return model.LintText(text, known), nil
}

package model

// FactText is a text among the facts of a shipment that somebody wrote in words
// of their own. Field is its column in a list.
type FactText struct {
	Field string
	Text  Text
}

// NewFactTexts are the texts of after that customers read and that before does
// not have: what is worth a look before it is published. Codes, references and
// places that a table knows are none.
func NewFactTexts(before, after Shipment) []FactText {
	was := map[FactText]bool{}
	for _, t := range factTexts(before.Facts) {
		was[t] = true
	}
	var found []FactText
	for _, t := range factTexts(after.Facts) {
		if !t.Text.IsZero() && !was[t] {
			found = append(found, t)
		}
	}
	return found
}

func factTexts(f Facts) []FactText {
	texts := []FactText{
		{"commodity", f.Cargo.Commodity},
		{"carrier", f.Carrier},
		{"vessel", f.Vessel},
		{"pol", freeName(f.POL)},
		{"pod", freeName(f.POD)},
		{"pickup", freeName(f.Pickup)},
		{"dropoff", freeName(f.Dropoff)},
	}
	for _, c := range f.Containers {
		texts = append(texts, FactText{"customs_hold", c.Free.CustomsHold}, FactText{"line_hold", c.Free.LineHold}, FactText{"terminal_hold", c.Free.TerminalHold})
	}
	return texts
}

// FactQuestion is what the lint asks about one text among the facts.
type FactQuestion struct {
	FactText
	Question Question
}

// LintFacts asks about the texts that are new in after, see [NewFactTexts]. ctx
// has the others; what is the customer's own is added here, without what is new.
func LintFacts(before, after Shipment, customer Text, ctx LintContext) []FactQuestion {
	own := after
	own.Facts.Vessel, own.Facts.POL, own.Facts.POD = before.Facts.Vessel, before.Facts.POL, before.Facts.POD
	own.Facts.Pickup, own.Facts.Dropoff = before.Facts.Pickup, before.Facts.Dropoff
	ctx.Own = OwnTexts(own, customer)
	var found []FactQuestion
	for _, t := range NewFactTexts(before, after) {
		for _, q := range LintText(t.Text, ctx) {
			found = append(found, FactQuestion{t, q})
		}
	}
	return found
}

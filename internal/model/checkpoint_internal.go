package model

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// publishedText is a text that customers can read, with what takes it back.
type publishedText struct {
	text Text
	mend Remark
}

// publishedTexts are the texts of a published record that somebody wrote in
// words of their own, as opposed to references and codes.
func publishedTexts(s Shipment, p Published) []publishedText {
	var all []publishedText
	add := func(text Text, mends Remark) {
		if !text.IsZero() {
			all = append(all, publishedText{text, mends})
		}
	}
	add(p.Cargo.Commodity, mendSet(s, "commodity", "TEXT"))
	add(freeName(p.Pickup), mendSet(s, "pickup", "PLACE"))
	add(freeName(p.Dropoff), mendSet(s, "dropoff", "PLACE"))
	for _, e := range p.Timeline {
		if !e.Milestone.IsChange() { // of these the ledger has it
			add(e.Text, mendWithdraw(s, e.ID))
		}
		add(freeName(e.Place), mendWithdraw(s, e.ID))
	}
	for _, l := range p.Ledger {
		add(l.Reason, mendLine(s, l))
	}
	for _, n := range p.Notes {
		add(n.Text, mendNote(s, n))
	}
	return all
}

// freeName is what somebody called a place that no table knows.
func freeName(p Place) Text {
	if !p.Code.IsZero() {
		return Text{}
	}
	return Line(p.String(), NameCells)
}

// mendLine gives a line of the ledger another reason: the date itself is right.
func mendLine(s Shipment, line PublishedLine) Remark {
	for i, l := range s.Ledger {
		if l.Visible() && l.Kind == line.Kind && l.To.Equal(line.To) && l.Reason == line.Reason {
			return mend("event_reason", s.Ref.s, cmp.Or(l.EventID, LineID(i)))
		}
	}
	return mendSet(s, string(line.Kind), line.To.String())
}

func mendNote(s Shipment, note PublishedNote) Remark {
	for _, n := range s.Notes {
		if n.ForCustomer && n.Withdrawn.IsZero() && n.Text == note.Text && n.At.Equal(note.At) {
			return mendWithdraw(s, n.ID)
		}
	}
	return mend("verify")
}

// internal: no published text looks internal, says what an internal text says,
// or has the amounts of the buy rate.
func (c checker) internal() []Defect {
	var found []Defect
	inner, amounts := c.innerTexts(), amountsOf(c.Shipment.Internal.BuyRate)
	for _, p := range publishedTexts(c.Shipment, c.Published) {
		for _, q := range LintText(p.text, c.LintContext) {
			found = append(found, defect(p.mend, "review.internal.lint", q.Remark()))
		}
		if slices.ContainsFunc(inner, func(key string) bool { return repeats(Fold(p.text.s), key) }) {
			found = append(found, defect(p.mend, "review.internal.same", excerpt(p.text)))
		}
		if slices.ContainsFunc(numbersIn(p.text), func(n string) bool { return slices.Contains(amounts, n) }) {
			found = append(found, defect(p.mend, "review.internal.rate", excerpt(p.text)))
		}
	}
	return found
}

// excerpt is as much of a text as a reason has room for.
func excerpt(t Text) Text { return Line(t.s, RefCells) }

// innerTexts are the texts of the office, folded. What is nothing but a name or
// a reference of the customer's own is no secret.
func (c checker) innerTexts() []string {
	s := c.Shipment
	texts := []Text{s.Internal.BuyRate, s.Internal.Remarks}
	for _, e := range s.Events {
		texts = append(texts, e.Internal, e.Held.Why)
		if !saidAgain(s, e) {
			texts = append(texts, e.Withdrawn.Why)
		}
	}
	for _, n := range s.Notes {
		if !n.ForCustomer {
			texts = append(texts, n.Text)
		}
	}
	own := foldTexts(OwnTexts(s, Text{}))
	return slices.DeleteFunc(foldTexts(texts), func(key string) bool { return len(key) < 4 || slices.Contains(own, key) })
}

// saidAgain says that an event was withdrawn to be told in the words that stand as
// the reason: these were written for the customer.
func saidAgain(s Shipment, e Event) bool {
	why := Fold(e.Withdrawn.Why.s)
	return !e.Withdrawn.IsZero() && slices.ContainsFunc(s.Events, func(o Event) bool {
		return o.Milestone == e.Milestone && o.Recorded.At.Equal(e.Withdrawn.At) && why != "" && strings.HasPrefix(Fold(o.Text.s), why)
	})
}

func foldTexts(texts []Text) []string { return each(texts, func(t Text) string { return Fold(t.s) }) }

// repeats says that a published text is an internal one, or has all of a
// longer one in it.
func repeats(published, inner string) bool {
	return published == inner || len(inner) >= 16 && strings.Contains(published, inner)
}

var numberShape = regexp.MustCompile(`\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`)

// amountsOf are the amounts of a rate: its numbers of three digits and more. A
// year is none when there is another amount beside it.
func amountsOf(rate Text) []string {
	amounts := slices.DeleteFunc(numbersIn(rate), func(n string) bool { return len(n) < 3 })
	isYear := func(n string) bool { return len(n) == 4 && (n[:2] == "19" || n[:2] == "20") }
	if slices.ContainsFunc(amounts, func(n string) bool { return !isYear(n) }) {
		amounts = slices.DeleteFunc(amounts, isYear)
	}
	return amounts
}

// numbersIn are the numbers of a text by their whole part, without what divides
// thousands. Digits of references are no numbers.
func numbersIn(t Text) []string {
	l := linter{s: t.s}
	var numbers []string
	for _, at := range numberShape.FindAllStringIndex(t.s, -1) {
		found := span{at[0], at[1]}
		if strings.ContainsRune("/-", l.before(found)) && found.from > 0 || unicode.IsDigit(l.after(found)) {
			continue
		}
		numbers = append(numbers, wholePart(t.s[found.from:found.to]))
	}
	return numbers
}

func wholePart(number string) string {
	if i := strings.LastIndexAny(number, ".,"); i >= 0 && len(number)-i-1 <= 2 {
		number = number[:i]
	}
	return strings.NewReplacer(".", "", ",", "", " ", "").Replace(number)
}

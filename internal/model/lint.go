package model

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The lint reads a text that was written for a customer as a careful colleague
// would, and asks about what looks internal. It asks and never blocks: whoever
// wrote the text may have meant it.
//
// What is the customer's own (its name, references, containers, vessels and
// ports) is never asked about. Accents and case do not matter, words are whole
// words.

// Question is one thing that looks internal. Key names the sentence of the
// catalogue: lint.money, lint.word, lint.phone, lint.mail, lint.partner,
// lint.reference. Piece is the part of the text that it is about.
type Question struct {
	Key   string `json:"key"`
	Piece Text   `json:"piece"`
}

// Remark is the question in words, see [Remark.Tell].
func (q Question) Remark() Remark { return Remark{Key: q.Key, Args: []any{q.Piece}} }

// LintContext is what has to be known of the world to read a text. The zero
// value knows nothing; amounts, phone numbers and the like are found with it.
type LintContext struct {
	Own    []Text // names and references of the customer and the shipment, see [OwnTexts]
	Others Names  // names of the other partners
	// Foreign says whether a token of a text, as it was written, is a
	// reference or a container of another partner; nil: nobody can tell.
	Foreign func(token string) bool
}

// OwnTexts are the names and references that a text about the shipment may
// have: the customer's name and the shipment's references, containers,
// vessels and places.
func OwnTexts(s Shipment, customer Text) []Text {
	f := s.Facts
	own := []Text{customer, s.Ref, f.References.HBL, f.References.MBL, f.References.Booking, f.Vessel, f.Voyage, f.IMO}
	own = append(own, f.References.PO...)
	for _, c := range f.Containers {
		own = append(own, c.Number, c.Seal)
	}
	for _, leg := range f.Legs {
		own = append(own, leg.Vessel, leg.Voyage)
	}
	for _, p := range []Place{f.POL, f.POD, f.Pickup, f.Dropoff} {
		own = append(own, p.Name, p.Terminal)
	}
	return slices.DeleteFunc(own, Text.IsZero)
}

// LintText asks about what looks internal in text, in the order of the text;
// nil when there is nothing to ask.
func LintText(text Text, ctx LintContext) []Question {
	if text.IsZero() {
		return nil
	}
	l := linter{s: text.s, words: splitWords(text.s), ctx: ctx}
	l.markOwn()
	l.innerWords()
	l.money()
	l.mails()
	l.phones()
	l.partners()
	l.references()
	return l.questions()
}

// linter reads one text.
type linter struct {
	s     string
	words []lintWord
	ctx   LintContext
	own   []span
	ownID map[string]bool // folded
	finds []find
}

// span is a part of the text, in bytes.
type span struct{ from, to int }

func (a span) within(b span) bool  { return b.from <= a.from && a.to <= b.to }
func (a span) touches(b span) bool { return a.from < b.to && b.from < a.to }

type find struct {
	key string
	span
}

// ask notes a question unless all of it is the customer's own.
func (l *linter) ask(key string, at span) {
	if !slices.ContainsFunc(l.own, at.within) {
		l.finds = append(l.finds, find{key, at})
	}
}

// markOwn finds what is the customer's own.
func (l *linter) markOwn() {
	l.ownID = map[string]bool{}
	phrases := phraseBook{}
	for _, text := range l.ctx.Own {
		if id := Fold(text.s); len(id) >= 3 {
			l.ownID[id] = true
			phrases.add(text.s)
		}
	}
	for i := 0; i < len(l.words); i++ {
		if n := phrases.match(l, i); n > 0 {
			l.own = append(l.own, span{l.words[i].from, l.words[i+n-1].to})
		}
	}
}

// innerWords asks about the words of the office.
func (l *linter) innerWords() {
	for i := 0; i < len(l.words); i++ {
		if n := officeWords.match(l, i); n > 0 {
			l.ask("lint.word", span{l.words[i].from, l.words[i+n-1].to})
			i += n - 1
		}
	}
}

// questions are the finds by their place in the text, those that say the same
// of neighbouring pieces joined, and none twice.
func (l *linter) questions() []Question {
	slices.SortStableFunc(l.finds, func(a, b find) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	var joined []find
	for _, f := range l.finds {
		at := slices.IndexFunc(joined, func(g find) bool { return g.key == f.key && l.adjoins(g, f) })
		if at < 0 {
			joined = append(joined, f)
			continue
		}
		joined[at].to = max(joined[at].to, f.to)
	}
	var asked []Question
	for _, f := range joined {
		q := Question{f.key, Line(l.s[f.from:f.to], NameCells)}
		if !q.Piece.IsZero() && !slices.Contains(asked, q) {
			asked = append(asked, q)
		}
	}
	return asked
}

// adjoins says that g, which is further on, overlaps f or follows it; only
// amounts belong together across a blank.
func (l *linter) adjoins(f, g find) bool {
	if g.from <= f.to {
		return g.from < f.to || g.to <= f.to
	}
	return f.key == "lint.money" && strings.Trim(l.s[f.to:g.from], " /") == ""
}

// before and after are the characters around a part of the text; 0 at its ends.
func (l *linter) before(at span) rune {
	r, size := utf8.DecodeLastRuneInString(l.s[:at.from])
	if size == 0 {
		return 0
	}
	return r
}

func (l *linter) after(at span) rune {
	r, size := utf8.DecodeRuneInString(l.s[at.to:])
	if size == 0 {
		return 0
	}
	return r
}

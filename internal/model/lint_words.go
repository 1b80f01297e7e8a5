package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// officeWords are the words that belong in the office. Each is looked for as a
// whole, with its accents, with some of them or with none.
var officeWords = phrasesOf(
	"buy rate", "buy rates", "buying rate", "buying rates", "buyrate", "purchase rate", "net rate", "net net",
	"sell rate", "selling rate", "cost", "costs", "costing", "cost price", "margin", "margins", "profit", "profits",
	"gross profit", "markup", "mark up", "rebate", "kickback", "dispute", "disputes", "disputed",
	"internal", "internally", "confidential", "off the record",
	"do not tell", "do not share", "do not forward", "do not quote", "don't tell", "don't share",
	"giá mua", "giá vốn", "giá bán", "lợi nhuận", "lãi gộp", "chi phí", "tranh chấp", "nội bộ", "công nợ",
	"chênh lệch giá",
)

// lintWord is a word of a text: letters, digits and marks without a break.
type lintWord struct {
	key   string // folded
	marks string // its accents, sorted
	span
}

func splitWords(s string) []lintWord {
	var words []lintWord
	from := -1
	for i, r := range s {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || isMark(r)
		switch {
		case inside && from < 0:
			from = i
		case !inside && from >= 0:
			words = append(words, newWord(s, span{from, i}))
			from = -1
		}
	}
	if from >= 0 {
		words = append(words, newWord(s, span{from, len(s)}))
	}
	return words
}

func newWord(s string, at span) lintWord {
	raw := s[at.from:at.to]
	return lintWord{key: Fold(raw), marks: accents(raw), span: at}
}

// accents are the marks of a word in a fixed order, wherever in the word they
// stand: "hoá" and "hóa" are one word. The bar of đ is one of them.
func accents(word string) string {
	if _, plain := foldASCII(word); plain {
		return ""
	}
	var marks []rune
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			marks = append(marks, r)
		case r == 'đ':
			marks = append(marks, '\u0335')
		}
	}
	slices.Sort(marks)
	return string(marks)
}

// reads says that w, as somebody typed it, is the word of the list: the same
// letters, and no accent that the word does not have. "noi bo" and "nôi bộ"
// are read as "nội bộ"; "nơi bỏ" is something else.
func (w lintWord) reads(listed lintWord) bool {
	if w.key != listed.key {
		return false
	}
	return w.marks == "" || listed.marks == everyAccent || strings.Trim(w.marks, listed.marks) == ""
}

// phraseBook has phrases by the key of their first word.
type phraseBook map[string][]phrase

type phrase []lintWord

func phrasesOf(list ...string) phraseBook {
	book := phraseBook{}
	for _, text := range list {
		book.add(text)
	}
	return book
}

func (b phraseBook) add(text string) { b.put(splitWords(text)) }

func (b phraseBook) put(p phrase) {
	if len(p) > 0 && p[0].key != "" {
		b[p[0].key] = append(b[p[0].key], p)
	}
}

// match is how many words of the text from the ith are a phrase of the book,
// the longest that fits; 0 when none does.
func (b phraseBook) match(l *linter, i int) int {
	longest := 0
	for _, p := range b[l.words[i].key] {
		if len(p) > longest && l.fits(p, i) {
			longest = len(p)
		}
	}
	return longest
}

func (l *linter) fits(p phrase, i int) bool {
	if i+len(p) > len(l.words) {
		return false
	}
	for j := range p {
		if !l.words[i+j].reads(p[j]) || j > 0 && !l.joined(i+j) {
			return false
		}
	}
	return true
}

// joined says that the ith word and the one before it may be one phrase: blanks
// and joiners between them, and no end of a sentence.
func (l *linter) joined(i int) bool {
	gap := l.s[l.words[i-1].to:l.words[i].from]
	return utf8.RuneCountInString(gap) <= 4 && strings.Trim(gap, " \n-–_/&'’\"“”.,()") == "" && !strings.Contains(gap, ". ")
}

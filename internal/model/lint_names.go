package model

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Names are names of partners, prepared once for looking for them in many
// texts. The zero value has none.
type Names struct {
	phrases phraseBook
	run     map[string]bool // names of several words written as one
	brands  phraseBook      // names without their goods: only where they are written as names
	slugs   map[string]bool // as partners are called in commands
}

// A name is looked for with and without the words that say what kind of company
// it is, and in what trade.
var (
	legalForms = setOf("co", "company", "ltd", "limited", "jsc", "jointstock", "joint", "stock", "corp", "corporation", "inc",
		"incorporated", "llc", "plc", "pte", "pty", "gmbh", "ag", "bv", "sa", "srl", "spa", "kk", "cong", "ty", "tnhh", "cp",
		"phan", "mtv", "tm", "dv", "sx", "xnk", "thuong", "mai", "dich", "vu", "san", "xuat", "nhap", "khau", "doanh", "nghiep")
	// goodsWords stand before a Vietnamese company's own name: what it deals in.
	goodsWords = setOf("go", "hai", "thuy", "nong", "lam", "may", "mac", "det", "nhua", "thep", "giay", "gach", "gom", "su", "ca", "phe", "cao", "gao",
		"thuc", "pham", "noi", "that", "co", "khi", "xay", "dung", "van", "tai", "che", "bien", "dau", "tu", "phat", "trien")
	tradeWords = setOf("trading", "export", "exports", "import", "imports", "group", "holdings", "international", "vietnam", "vn")
)

// nobodys is what is left of many a name and tells nobody from others.
var nobodys = setOf("vietnam", "miennam", "mienbac", "mientrung", "mientay", "dongnam", "dongnama", "dongduong", "chaua", "quocte", "toancau")

func setOf(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, word := range words {
		set[word] = true
	}
	return set
}

// NamesOf prepares names. A name of one common word, or one that is a port's
// or a carrier's too, is looked for in full only.
func NamesOf(names []Text) Names {
	n := Names{phrases: phraseBook{}, run: map[string]bool{}, brands: phraseBook{}, slugs: map[string]bool{}}
	for _, name := range names {
		words := splitWords(name.s)
		n.phrases.put(bare(words))
		company := withoutForm(words)
		n.add(company)
		n.add(withoutTrade(company))
		n.slug(company)
		if brand := withoutGoods(company); len(brand) < len(company) && distinct(brand) && !nobodys[runOf(brand)] {
			n.slug(brand)
			n.brands.put(bare(brand))
		}
	}
	return n
}

// slug adds a name of several words as it is written with hyphens.
func (n Names) slug(words []lintWord) {
	if len(words) < 2 || !distinct(words) {
		return
	}
	n.slugs[strings.Join(each(words, func(w lintWord) string { return w.key }), "-")] = true
}

// withoutGoods is a Vietnamese name without what the company deals in, which is
// how people call it; two words stay.
func withoutGoods(core []lintWord) []lintWord {
	short := core
	for len(short) > 2 && (goodsWords[short[0].key] || legalForms[short[0].key]) {
		short = short[1:]
	}
	return short
}

// add looks for a shorter form of a name too, when it is one by itself.
func (n Names) add(short []lintWord) {
	if !distinct(short) {
		return
	}
	n.phrases.put(bare(short))
	if run := runOf(short); len(short) > 1 && len(run) >= 8 {
		n.run[run] = true
	}
}

// bare are the words by their letters alone: names are found with any accents.
func bare(words []lintWord) phrase {
	p := make(phrase, len(words))
	for i, w := range words {
		p[i] = lintWord{key: w.key, marks: everyAccent}
	}
	return p
}

// everyAccent stands for a word that may be written with whatever accents.
const everyAccent = "*"

// withoutForm is a name without the words of its legal form.
func withoutForm(core []lintWord) []lintWord {
	for len(core) > 1 && legalForms[core[0].key] {
		core = core[1:]
	}
	for len(core) > 1 && legalForms[core[len(core)-1].key] {
		core = core[:len(core)-1]
	}
	return core
}

// withoutTrade is a name without its trade at the end; two words stay.
func withoutTrade(core []lintWord) []lintWord {
	for len(core) > 2 && tradeWords[core[len(core)-1].key] {
		core = core[:len(core)-1]
	}
	return core
}

func runOf(words []lintWord) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.key)
	}
	return b.String()
}

// distinct says that a name is one by itself, and not a word of the trade.
func distinct(core []lintWord) bool {
	run := runOf(core)
	_, port := findBerth(run)
	return !port && !carrierKeys()[run] && utf8.RuneCountInString(run) >= 4
}

// carrierKeys are the carriers' names, folded.
var carrierKeys = sync.OnceValue(func() map[string]bool {
	keys := map[string]bool{}
	for _, name := range carriers {
		keys[Fold(name)] = true
	}
	return keys
})

// partners asks about names of other partners. A name of one word counts when
// it is written as a name is.
func (l *linter) partners() {
	names := l.ctx.Others
	for i := 0; i < len(l.words); i++ {
		n := names.phrases.match(l, i)
		if n == 0 {
			n = l.brand(i)
		}
		if n == 0 && names.run[l.words[i].key] {
			n = 1
		}
		if n == 1 && !l.capital(i) {
			continue
		}
		if n > 0 {
			l.ask("lint.partner", span{l.words[i].from, l.words[i+n-1].to})
			i += n - 1
		}
	}
}

// brand is how many words from the ith are the short name of a partner, all of
// them written as a name is, or its slug; 0 when they are neither.
func (l *linter) brand(i int) int {
	n := l.ctx.Others.brands.match(l, i)
	for j := range n {
		if !l.capital(i + j) {
			n = 0
			break
		}
	}
	slug := l.words[i].key
	for j := i + 1; n == 0 && j < len(l.words) && l.s[l.words[j-1].to:l.words[j].from] == "-"; j++ {
		if slug += "-" + l.words[j].key; l.ctx.Others.slugs[slug] {
			n = j - i + 1
		}
	}
	return n
}

func (l *linter) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(l.s[l.words[i].from:])
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// references asks about references and containers of another partner. What is
// shaped like one is anything of at least five letters and digits with a digit
// among them, or of three with a letter too.
func (l *linter) references() {
	if l.ctx.Foreign == nil {
		return
	}
	asked := map[string]bool{}
	for _, at := range containerShape.FindAllStringIndex(l.s, -1) {
		l.reference(span{at[0], at[1]}, asked)
	}
	for _, at := range tokenShape.FindAllStringIndex(l.s, -1) {
		whole := span{at[0], at[1]}
		if l.reference(whole, asked) {
			continue
		}
		from := whole.from
		for _, part := range strings.FieldsFunc(l.s[whole.from:whole.to], isPartBreak) {
			start := from + strings.Index(l.s[from:whole.to], part)
			from = start + len(part)
			if len(Fold(part)) >= 6 {
				l.reference(span{start, from}, asked)
			}
		}
	}
}

func isPartBreak(r rune) bool { return strings.ContainsRune("/.,;_#", r) }

// reference looks at one token; true when it is settled whose it is.
func (l *linter) reference(at span, asked map[string]bool) bool {
	token := l.s[at.from:at.to]
	id := Fold(token)
	if l.ownID[id] || asked[id] || slices.ContainsFunc(l.own, at.within) {
		return true
	}
	if !likeReference(id) || !l.ctx.Foreign(token) {
		return false
	}
	asked[id] = true
	l.ask("lint.reference", at)
	return true
}

// likeReference says that a folded token may be a reference: short ones have a
// letter and a digit, so that amounts and years are none.
func likeReference(id string) bool {
	digits := strings.Count(strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	}, id), "0")
	return digits > 0 && (len(id) >= 5 || len(id) >= 3 && digits < len(id))
}

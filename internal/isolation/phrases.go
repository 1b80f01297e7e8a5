package isolation

import (
	"unicode"
	"unicode/utf8"
)

// What is foreign and cannot be replaced by a canary, such as the number of a
// shipment or the name of a company, is looked for by its words: a run of them
// is a phrase, whatever stands between them. `SHP/1` is thus not found in
// `SHP/11`, and a name is found in whatever case and punctuation.

// phrase is a run of words that belongs to somebody.
type phrase struct {
	kind    kind
	owner   string // what a report calls whose it is
	partner string // slug; empty: nobody's
	account string // for what belongs to one account alone
}

// phrases are many of them, found in one pass over a text.
type phrases struct {
	byHash  map[uint64]phrase
	lengths [maxWords + 1]bool // of phrases, in words
}

// maxWords bounds a phrase; one that is longer is known by its beginning.
const maxWords = 8

func newPhrases() *phrases { return &phrases{byHash: map[uint64]phrase{}} }

// FNV-1a, over the lower-case words of a phrase.
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

func hashRune(h uint64, r rune) uint64 { return (h ^ uint64(r)) * hashPrime }

// word is a word of a text: its hash and where it stands.
type word struct {
	hash     uint64
	from, to int
}

// join adds a word to the hash of those before it.
func join(h uint64, w word) uint64 { return (h ^ w.hash) * hashPrime }

// wordsOf are the words of a text: runs of letters, marks and digits.
func wordsOf(text []byte) []word {
	var words []word
	current, inside := word{}, false
	for at := 0; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[at:])
		}
		if spells(r) {
			if !inside {
				current, inside = word{hash: hashSeed, from: at}, true
			}
			current.hash = hashRune(current.hash, unicode.ToLower(r))
		} else if inside {
			current.to, inside = at, false
			words = append(words, current)
		}
		at += size
	}
	if inside {
		current.to = len(text)
		words = append(words, current)
	}
	return words
}

func spells(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// add learns a phrase. One that says too little to be anybody's is left out.
func (p *phrases) add(text string, what phrase) {
	if telling(text, what.kind, len(wordsOf([]byte(text)))) {
		p.put(text, what)
	}
}

// put learns a phrase whatever it says.
func (p *phrases) put(text string, what phrase) {
	words := wordsOf([]byte(text))
	words = words[:min(len(words), maxWords)]
	if len(words) == 0 {
		return
	}
	h := uint64(hashSeed)
	for _, w := range words {
		h = join(h, w)
	}
	p.byHash[h] = what
	p.lengths[len(words)] = true
}

// telling says whether a phrase can be told from what stands anywhere: a
// number has a letter and a digit and some length, a name several words.
func telling(text string, k kind, words int) bool {
	letter, digit := false, false
	for _, r := range text {
		letter = letter || unicode.IsLetter(r)
		digit = digit || unicode.IsDigit(r)
	}
	switch k {
	case kindPartner:
		return letter && words > 1 && len(text) >= 8
	case kindRef:
		return letter && digit && len(text) >= 5
	default:
		return letter && len(text) >= 5
	}
}

// each calls fn for every phrase in the text, and where it stands.
func (p *phrases) each(text []byte, fn func(hash uint64, what phrase, from, to int)) {
	words := wordsOf(text)
	for i := range words {
		h := uint64(hashSeed)
		for n := 1; n <= maxWords && i+n <= len(words); n++ {
			h = join(h, words[i+n-1])
			if !p.lengths[n] {
				continue
			}
			if what, known := p.byHash[h]; known {
				fn(h, what, words[i].from, words[i+n-1].to)
			}
		}
	}
}

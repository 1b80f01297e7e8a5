package bolt

import (
	"bytes"
	"slices"
)

// pending are the lines of a list that a transaction has changed and not written
// yet. They are written together in the order of their keys, so that each block is
// made once.
type pending struct {
	lines []change         // of several for one key the last counts
	words map[string][]int // of a reference, its lines among those that were looked at
	seen  int              // how many were
}

func (p *pending) add(c change) { p.lines = append(p.lines, c) }

// take empties it, and gives the lines in order, each once.
func (p *pending) take() []change {
	taken := p.lines
	*p = pending{}
	slices.SortStableFunc(taken, func(a, b change) int { return bytes.Compare(a.key, b.key) })
	once := taken[:0]
	for i, c := range taken {
		if i+1 == len(taken) || !bytes.Equal(taken[i+1].key, c.key) {
			once = append(once, c)
		}
	}
	return once
}

// of gives what is known of a reference: by key, the change that counts.
func (p *pending) of(text string) map[string]change {
	if p.words == nil {
		p.words = map[string][]int{}
	}
	for ; p.seen < len(p.lines); p.seen++ {
		if word, class := wordOf(p.lines[p.seen].key); class == classReference {
			p.words[string(word)] = append(p.words[string(word)], p.seen)
		}
	}
	known := map[string]change{}
	for _, i := range p.words[text] {
		known[string(p.lines[i].key)] = p.lines[i]
	}
	return known
}

// wordOf is the word of a line and its class; 0 for a line of another order.
func wordOf(key []byte) (word []byte, class byte) {
	if key[0] != keyWord {
		return nil, 0
	}
	word, rest, _ := bytes.Cut(key[keyHead:], []byte{0})
	return word, rest[0]
}

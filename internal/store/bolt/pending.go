package bolt

import (
	"bytes"
	"slices"

	"porthole/internal/store/engine"
)

// pending are the lines of a list that a transaction has changed and not written
// yet. They are written together in the order of their keys, so that each block is
// made once.
type pending struct {
	lines []Change         // of several for one key the last counts
	words map[string][]int // of a reference, its lines among those that were looked at
	seen  int              // how many were
}

func (p *pending) change(c Change) { p.lines = append(p.lines, c) }

// take empties it, and gives the lines in order, each once.
func (p *pending) take() []Change {
	taken := p.lines
	*p = pending{}
	slices.SortStableFunc(taken, func(a, b Change) int { return bytes.Compare(a.Key, b.Key) })
	once := taken[:0]
	for i, c := range taken {
		if i+1 == len(taken) || !bytes.Equal(taken[i+1].Key, c.Key) {
			once = append(once, c)
		}
	}
	return once
}

// of gives what is known of a reference: by key, the change that counts.
func (p *pending) of(text string) map[string]Change {
	if p.words == nil {
		p.words = map[string][]int{}
	}
	for ; p.seen < len(p.lines); p.seen++ {
		if word, class := wordOf(p.lines[p.seen].Key); class == classReference {
			p.words[string(word)] = append(p.words[string(word)], p.seen)
		}
	}
	known := map[string]Change{}
	for _, i := range p.words[text] {
		known[string(p.lines[i].Key)] = p.lines[i]
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

// Find is engine.ListReader's. It is asked for every row of an import, so what the
// transaction has changed is looked at where it waits to be written.
func (tx Tx) Find(name engine.List, kinds uint8, text string) ([]string, error) {
	l, err := tx.open(name)
	if err != nil {
		return nil, err
	}
	var refs []string
	changed := l.pending.of(text)
	for key, c := range changed {
		if !c.Gone && c.Value[1]&kinds != 0 {
			refs = append(refs, key[keyHead+len(text)+2:])
		}
	}
	for shelf := range byte(engine.Statuses) {
		for _, shelf := range []byte{shelf, shelf | attention} {
			if !l.holds(keyWord, shelf) {
				continue
			}
			head := appendWord([]byte{keyWord, shelf}, []byte(text), classReference)
			cursor := l.lines.Cursor()
			for key, value := cursor.Seek(head); bytes.HasPrefix(key, head); key, value = cursor.Next() {
				if _, overtaken := changed[string(key)]; overtaken {
					continue
				}
				if len(value) != 2 {
					return nil, damaged("line %q of list %q", key, name)
				}
				if value[1]&kinds != 0 {
					refs = append(refs, string(key[len(head):]))
				}
			}
			if err := cursor.Err(); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(refs)
	return refs, nil
}

package store

import (
	"bytes"
	"slices"

	"go.etcd.io/bbolt"
)

// pending are the lines of an index that a transaction has changed and not
// written yet. They are written together in the order of their keys: bbolt keeps
// a page that is written to as one sorted slice until the commit, and ten
// thousand lines put into it in any order would spend their time moving each
// other about.
type pending struct {
	lines      []line
	references map[string][]int // of each reference, the lines that lead from it
}

// line is what is to become of a line of the index. Of several for one key the
// last counts.
type line struct {
	entry
	number int // in the order in which they were noted
	gone   bool
}

// change notes a line that is new, different, or gone.
func (p *pending) change(e entry, gone bool) {
	if text, class, ok := tokenOf(e.key); ok && class == classReference {
		if p.references == nil {
			p.references = map[string][]int{}
		}
		p.references[string(text)] = append(p.references[string(text)], len(p.lines))
	}
	p.lines = append(p.lines, line{e, len(p.lines), gone})
}

// indexFill is how full the pages of an index are made where many lines come at
// once, as in an import; the rest is for lines that come between them later.
const indexFill = 0.8

// flushed is after how many lines whoever writes looks round.
const flushed = 256

// flush writes the lines. It calls between, if there is one, now and then.
func (p *pending) flush(index *bbolt.Bucket, between func()) error {
	slices.SortFunc(p.lines, func(a, b line) int {
		if c := bytes.Compare(a.key, b.key); c != 0 {
			return c
		}
		return a.number - b.number
	})
	index.FillPercent = indexFill
	for i, l := range p.lines {
		if between != nil && i%flushed == flushed-1 {
			between()
		}
		if i+1 < len(p.lines) && bytes.Equal(p.lines[i+1].key, l.key) {
			continue
		}
		var err error
		if l.gone {
			err = remove(index, l.key)
		} else {
			err = put(index, l.key, l.value)
		}
		if err != nil {
			return err
		}
	}
	*p = pending{}
	return nil
}

// find gives what is known of a reference: by key, the line that counts.
func (p *pending) find(text string) map[string]line {
	if len(p.references[text]) == 0 {
		return nil
	}
	known := map[string]line{}
	for _, i := range p.references[text] {
		known[string(p.lines[i].key)] = p.lines[i]
	}
	return known
}

// find are the refs of the tree's shipments that have exactly this reference,
// in order, with what the transaction has changed.
func (t *tree) find(k kind, value string) ([]string, error) {
	text := folded(value)
	if text == "" {
		return nil, nil
	}
	var refs []string
	changed := t.pending.find(text)
	for _, l := range changed {
		ref, ok := refOf(l.key)
		if ok && !l.gone && l.key[1]&attentionBit == 0 && kind(l.value[1])&k != 0 {
			refs = append(refs, string(ref))
		}
	}
	for _, shelf := range shelvesOf("", "") {
		head := searchKey([]byte{orderSearch, shelf}, text, classReference)
		cursor := t.index.Cursor()
		for key, kinds := cursor.Seek(head); bytes.HasPrefix(key, head); key, kinds = cursor.Next() {
			if _, overtaken := changed[string(key)]; overtaken {
				continue
			}
			if len(kinds) != 2 {
				return nil, errNoValue
			}
			if kind(kinds[1])&k != 0 {
				refs = append(refs, string(key[len(head):]))
			}
		}
	}
	slices.Sort(refs)
	return refs, nil
}

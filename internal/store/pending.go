package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"slices"

	"porthole/internal/store/bolt"
)

// pending are the lines of an index that a transaction has changed and not
// written yet. They are written together in the order of their keys, so that each
// block is made once.
type pending struct {
	lines  []line
	latest map[uint64]int32 // of the hash of a reference, the last line that leads from it
	ranks  []rank           // the order of the lines; nil: not known yet
}

// line is what is to become of a line of the index. Of several for one key the
// last counts.
type line struct {
	entry
	gone   bool
	before int32 // the line before it of a reference with its hash; -1: none
}

// references tells references apart, nearly always; what is found by a hash is
// compared before it counts.
var references = maphash.MakeSeed()

// change notes a line that is new, different, or gone.
func (p *pending) change(e entry, gone bool) {
	l := line{e, gone, -1}
	if text, class, ok := tokenOf(e.key); ok && class == classReference {
		if p.latest == nil {
			p.latest = map[uint64]int32{}
		}
		hash := maphash.Bytes(references, text)
		if before, known := p.latest[hash]; known {
			l.before = before
		}
		p.latest[hash] = int32(len(p.lines))
	}
	p.lines, p.ranks = append(p.lines, l), nil
}

// rank is where a line stands: the beginning of its key as two numbers, which
// compare faster than bytes do, and its own number.
type rank struct {
	high, low uint64
	number    int32
}

// rankOf gives a key shorter than sixteen bytes zeros at its end.
func rankOf(key []byte, number int) rank {
	var head [16]byte
	copy(head[:], key)
	return rank{binary.BigEndian.Uint64(head[:]), binary.BigEndian.Uint64(head[8:]), int32(number)}
}

// sort finds out the order of the lines. It looks at nothing but them, so that
// each tree may be sorted by a goroutine of its own.
func (p *pending) sort() {
	p.ranks = make([]rank, len(p.lines))
	for i, l := range p.lines {
		p.ranks[i] = rankOf(l.key, i)
	}
	slices.SortFunc(p.ranks, func(a, b rank) int {
		switch {
		case a.high != b.high:
			return cmp.Compare(a.high, b.high)
		case a.low != b.low:
			return cmp.Compare(a.low, b.low)
		}
		if c := bytes.Compare(p.lines[a.number].key, p.lines[b.number].key); c != 0 {
			return c
		}
		return cmp.Compare(a.number, b.number)
	})
}

// flush writes the lines.
func (p *pending) flush(index bolt.Lines) error {
	if p.ranks == nil {
		p.sort()
	}
	changes := make([]bolt.Change, 0, len(p.ranks))
	for i, r := range p.ranks {
		l := &p.lines[r.number]
		if i+1 == len(p.ranks) || !bytes.Equal(p.lines[p.ranks[i+1].number].key, l.key) {
			changes = append(changes, bolt.Change{Key: l.key, Value: l.value, Gone: l.gone})
		}
	}
	*p = pending{}
	return index.Edit(changes) //nolint:wrapcheck // the block is named
}

// find gives what is known of a reference: by key, the line that counts.
func (p *pending) find(text string) map[string]line {
	last, any := p.latest[maphash.String(references, text)]
	if !any {
		return nil
	}
	known := map[string]line{}
	for i := last; i >= 0; i = p.lines[i].before {
		l := p.lines[i]
		found, _, _ := tokenOf(l.key)
		if _, later := known[string(l.key)]; !later && string(found) == text {
			known[string(l.key)] = l
		}
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
		if ok && !l.gone && kind(l.value[1])&k != 0 {
			refs = append(refs, string(ref))
		}
	}
	for _, shelf := range wordShelves(shelvesOf("", "")) {
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
		if err := cursor.Err(); err != nil {
			return nil, err //nolint:wrapcheck // the block is named
		}
	}
	slices.Sort(refs)
	return refs, nil
}

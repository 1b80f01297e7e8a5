package bolt

import (
	"bytes"
	"encoding/binary"
	"math"

	"porthole/internal/store/engine"
)

// The keys of a list's lines. All orders are in one sequence of lines:
//
//	order group place ref
//
// The order is one byte, and so is the group: the status of an item. One that needs
// attention stands a second time, in the group of those of its status that do. A query
// is therefore about a few groups, each of them sorted, and a page merges as many
// cursors. The words of an item, of which there are many, stand once: in the one group
// or in the other.
//
// The place is what the order sorts by, in bytes that sort as the values do:
//
//	update    time, the latest first (8); number of the change, likewise (8)
//	etd, eta  seconds (8)
//	ref       nothing
//	word      text, 0, class (1)
//	change    number of the change (8); all in one group
//	turn      time (8); all in one group
//
// The order by status needs no place of its own: it is the order by update, one
// group after the other.
const (
	keyUpdate byte = 'u'
	keyETD    byte = 'd'
	keyETA    byte = 'a'
	keyRef    byte = 'r'
	keyWord   byte = 's'
	keyChange byte = 'c'
	keyTurn   byte = 'w'
)

// keyHead is the length of what comes before the place.
const keyHead = 2

// attention marks the group of those of a status that need attention.
const attention byte = 0x80

// oneGroup is that of orders in which all items are in one.
const oneGroup byte = 0

// References come before plain words: one that is looked up exactly is found
// without walking over the shipments to a port that happens to have its name.
const (
	classReference byte = 1
	classPlain     byte = 2
)

func classOf(plain bool) byte {
	if plain {
		return classPlain
	}
	return classReference
}

// orderKey is the byte of an order.
func orderKey(o engine.Order) byte {
	return [...]byte{
		engine.ByUpdate: keyUpdate, engine.ByStatus: keyUpdate, engine.ByETD: keyETD, engine.ByETA: keyETA,
		engine.ByRef: keyRef, engine.ByWord: keyWord, engine.ByChange: keyChange,
	}[o]
}

// appendNumber is a number in bytes that sort as numbers do.
func appendNumber(key []byte, n int64) []byte {
	return binary.BigEndian.AppendUint64(key, uint64(n)^1<<63)
}

// appendLatest is a time and a number in bytes that sort the latest first.
func appendLatest(key []byte, at int64, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(appendNumber(key, ^at), ^seq)
}

func appendWord(key, word []byte, class byte) []byte { return append(append(key, word...), 0, class) }

// appendPoint is the place and the reference of a point.
func appendPoint(key []byte, order byte, p engine.Point) []byte {
	switch order {
	case keyUpdate:
		key = appendLatest(key, p.At, p.Seq)
	case keyETD, keyETA:
		key = appendNumber(key, p.At)
	case keyChange:
		key = binary.BigEndian.AppendUint64(key, p.Seq)
	case keyWord:
		key = appendWord(key, []byte(p.Word), classOf(p.Plain))
	}
	return append(key, p.Ref...)
}

// parse reads a line; false for one that cannot be one. word is that of the line
// before, which is mostly the same.
func parse(key, value []byte, word string) (line engine.Line, ok bool) {
	if len(key) <= keyHead {
		return line, false
	}
	order, rest := key[0], key[keyHead:]
	line.Status = key[1] &^ attention
	switch order {
	case keyRef:
	case keyWord:
		end := bytes.IndexByte(rest, 0)
		if end < 0 || end+2 > len(rest) || len(value) != 2 {
			return line, false
		}
		if line.Word = word; string(rest[:end]) != word {
			line.Word = string(rest[:end])
		}
		line.Plain, line.Kinds, rest = rest[end+1] == classPlain, value[1], rest[end+2:]
	default:
		if len(rest) < 8 {
			return line, false
		}
		n := binary.BigEndian.Uint64(rest)
		rest = rest[8:]
		switch order {
		case keyUpdate:
			if len(rest) < 8 {
				return line, false
			}
			line.At, line.Seq, rest = ^int64(n^1<<63), ^binary.BigEndian.Uint64(rest), rest[8:]
		case keyChange:
			line.Seq = n
		default:
			line.At = int64(n ^ 1<<63)
		}
	}
	line.Ref = string(rest)
	return line, len(rest) > 0
}

// linesOf are all lines that lead to an item.
//
// The line of a word has as value how many bytes the word has in common with the
// item's word before it, and the kinds of reference that it is. With the first,
// whoever walks over the words that begin with a prefix knows without a look
// elsewhere whether this is the first of the item's words that does, and each
// item is found once.
func linesOf(i *engine.Item) []change {
	b := lineBuffer{ref: i.Ref}
	b.add(keyETA, i.Status, appendNumber(b.place[:0], i.ETA))
	b.add(keyETD, i.Status, appendNumber(b.place[:0], i.ETD))
	b.add(keyRef, i.Status, nil)
	b.add(keyUpdate, i.Status, appendLatest(b.place[:0], i.Updated, i.Seq))
	words := i.Status
	if i.Attention {
		words |= attention
		for _, line := range b.lines {
			b.add(line.key[0], words, line.key[keyHead:len(line.key)-len(i.Ref)])
		}
	}
	b.add(keyChange, oneGroup, binary.BigEndian.AppendUint64(b.place[:0], i.Seq))
	if i.Turn != 0 {
		b.add(keyTurn, oneGroup, appendNumber(b.place[:0], i.Turn))
	}
	var before []byte
	for text, kinds := range i.Words.All() {
		shared := min(common(before, text), math.MaxUint8)
		b.add(keyWord, words, appendWord(b.place[:0], text, classOf(kinds == 0)), byte(shared), kinds)
		before = text
	}
	return b.lines
}

// lineBuffer makes the lines of an item in few pieces of memory: there are about
// forty, and an allocation for each key would be the dearest part of an import.
type lineBuffer struct {
	ref   string
	lines []change
	bytes []byte
	place [80]byte // room for most
}

func (b *lineBuffer) add(order, group byte, place []byte, value ...byte) {
	if b.bytes == nil {
		b.lines, b.bytes = make([]change, 0, 48), make([]byte, 0, 48*50)
	}
	from := len(b.bytes)
	b.bytes = append(append(append(b.bytes, order, group), place...), b.ref...)
	end := len(b.bytes)
	b.bytes = append(b.bytes, value...)
	b.lines = append(b.lines, change{key: b.bytes[from:end:end], value: b.bytes[end:len(b.bytes):len(b.bytes)]})
}

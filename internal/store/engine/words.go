package engine

import (
	"encoding/binary"
	"iter"
)

// Word is folded text, without a zero byte, by which a shipment is found.
type Word struct {
	Text  string
	Kinds uint8 // the kinds of reference that it is, as a set; 0: a plain word
}

// Words are words in one piece, in the order of their texts, each once: length,
// text and kinds of each.
type Words []byte

// Pack puts words into one piece. They are in the order of their texts.
func Pack(words []Word) Words {
	var w Words
	for _, word := range words {
		w = append(binary.AppendUvarint(w, uint64(len(word.Text))), word.Text...)
		w = append(w, word.Kinds)
	}
	return w
}

// All goes over the words. What is cut short ends there.
func (w Words) All() iter.Seq2[[]byte, uint8] {
	return func(yield func([]byte, uint8) bool) {
		for len(w) > 0 {
			length, size := binary.Uvarint(w)
			if size <= 0 || length >= uint64(len(w)-size) {
				return
			}
			end := size + int(length)
			text, kinds := w[size:end:end], w[end]
			if w = w[end+1:]; !yield(text, kinds) {
				return
			}
		}
	}
}

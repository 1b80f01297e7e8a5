package store

// lineBuffer makes the lines of an index in one piece of memory: a shipment has
// about a hundred of them in all, and one allocation for each key would be the
// dearest part of an import.
type lineBuffer struct {
	lines []entry
	bytes []byte
}

// newLineBuffer has room for that many lines with that many bytes in all.
func newLineBuffer(lines, bytes int) *lineBuffer {
	return &lineBuffer{lines: make([]entry, 0, lines), bytes: make([]byte, 0, bytes)}
}

// begin starts a key with its head.
func (b *lineBuffer) begin(order, shelf byte) []byte {
	return append(b.bytes[len(b.bytes):], order, shelf)
}

// end takes a key that begin started, and its value.
func (b *lineBuffer) end(key []byte, value ...byte) {
	from := len(b.bytes)
	whole := append(key, value...)
	b.bytes = b.bytes[:from+len(whole)]
	e := entry{key: whole[:len(key):len(key)]}
	if len(value) > 0 {
		e.value = whole[len(key):len(whole):len(whole)]
	}
	b.lines = append(b.lines, e)
}

// attend adds each line once more on the attention shelf.
func (b *lineBuffer) attend() {
	for _, line := range b.lines {
		key := append(b.bytes[len(b.bytes):], line.key...)
		key[1] |= attentionBit
		b.end(key, line.value...)
	}
}

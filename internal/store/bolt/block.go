package bolt

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// A block is one value of a bucket and holds up to mostBytes of sorted lines.
//
//	key    low fence: no line of the block is less
//	value  CRC-32C (4) · length of the high fence · high fence · lines
//	line   bytes shared with the key before · length of the rest · rest of the key ·
//	       length of the value · value
//
// The key before the first line is the low fence. All lines are less than the
// high fence, which is the low fence of the next block; that of the last block is
// empty. So the blocks of a list cover all keys without a gap. A block that is
// lost, doubled or in a wrong place does not fit between its neighbours, and
// whatever is changed in one does not fit its checksum. The checksum also covers
// the key and the name of the list.

// lowest is the fence of the first block; no key is less. bbolt has no empty keys.
var lowest = []byte{0}

const (
	mostBytes  = 1000 // lines of one block; four blocks fit into a page
	leastBytes = mostBytes / 4
	pageFill   = 0.9 // of a page of blocks; they grow later, and are split then
	usualKey   = 100 // bytes that most keys do not need
)

// block is a block as it is read.
type block struct {
	low, high []byte // high is empty in the last block
	lines     []byte
}

// unpack reads a block and checks it.
func (l *lines) unpack(low, value []byte) (block, error) {
	if len(value) <= checksumSize || binary.BigEndian.Uint32(value) != l.sum(low, value[checksumSize:]) {
		return block{}, damaged("checksum of block %q", low)
	}
	size, n := binary.Uvarint(value[checksumSize:])
	rest := value[checksumSize+max(n, 0):]
	if n <= 0 || size > uint64(len(rest)) {
		return block{}, damaged("fence of block %q", low)
	}
	return block{low, rest[:size], rest[size:]}, nil
}

// pack is the value of a block.
func (l *lines) pack(b block) []byte {
	value := make([]byte, checksumSize, checksumSize+2+len(b.high)+len(b.lines))
	value = binary.AppendUvarint(value, uint64(len(b.high)))
	value = append(append(value, b.high...), b.lines...)
	binary.BigEndian.PutUint32(value, l.sum(b.low, value[checksumSize:]))
	return value
}

func (l *lines) sum(low, rest []byte) uint32 {
	return crc32.Update(crc32.Update(l.seed, castagnoli, low), castagnoli, rest)
}

// covers reports whether a key belongs into the block.
func (b block) covers(key []byte) bool {
	return bytes.Compare(b.low, key) <= 0 && b.below(key)
}

// below reports whether a key is less than the high fence.
func (b block) below(key []byte) bool { return len(b.high) == 0 || bytes.Compare(key, b.high) < 0 }

// lineReader reads the lines of a block in their order. It notes where it stands in
// numbers, since very many lines are read only to be passed over.
type lineReader struct {
	lines    []byte
	at       int    // where the next line begins
	key      []byte // of the line that was read; good until the next
	from, to int    // where its value stands
	failed   bool
}

func (b block) reader(key []byte) lineReader {
	if key == nil {
		key = make([]byte, 0, usualKey)
	}
	return lineReader{lines: b.lines, key: append(key[:0], b.low...)}
}

// next reads a line; false at the end, and when the lines make no sense.
func (r *lineReader) next() bool {
	if r.at >= len(r.lines) {
		return false
	}
	shared, size := r.number(), r.number()
	rest := r.at
	r.at += size
	length := r.number()
	if r.from = r.at; r.failed || shared > len(r.key) || r.from+length > len(r.lines) {
		r.failed = true
		return false
	}
	r.at += length
	r.to = r.at
	if shared+size > cap(r.key) {
		r.key = append(make([]byte, 0, 2*(shared+size)), r.key...)
	}
	r.key = r.key[:shared+size]
	copy(r.key[shared:], r.lines[rest:rest+size])
	return true
}

func (r *lineReader) value() []byte { return r.lines[r.from:r.to:r.to] }

// number reads the number at which the reader stands.
func (r *lineReader) number() int {
	if r.at < len(r.lines) && r.lines[r.at] < 0x80 {
		r.at++
		return int(r.lines[r.at-1])
	}
	return r.large()
}

func (r *lineReader) large() int {
	n, size := binary.Uvarint(r.lines[min(r.at, len(r.lines)):])
	if r.failed = r.failed || size <= 0 || n > 1<<30; r.failed {
		return 0
	}
	r.at += size
	return int(n)
}

// lineWriter writes lines that come in their order.
type lineWriter struct {
	bytes []byte
	last  []byte // key of the line before; the low fence at the beginning
}

// add writes a line.
func (w *lineWriter) add(key, value []byte) {
	shared := common(w.last, key)
	w.bytes = binary.AppendUvarint(w.bytes, uint64(shared))
	w.bytes = binary.AppendUvarint(w.bytes, uint64(len(key)-shared))
	w.bytes = append(w.bytes, key[shared:]...)
	w.bytes = binary.AppendUvarint(w.bytes, uint64(len(value)))
	w.bytes = append(w.bytes, value...)
	w.last = append(w.last[:shared], key[shared:]...)
}

// common is how many bytes two keys have in common at their beginning.
func common(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

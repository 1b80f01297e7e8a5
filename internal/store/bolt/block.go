package bolt

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"porthole/internal/store/engine"
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
)

// block is a block as it is read.
type block struct {
	low, high []byte // high is empty in the last block
	lines     []byte
}

// unpack reads a block and checks it.
func (l Lines) unpack(low, value []byte) (block, error) {
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
func (l Lines) pack(b block) []byte {
	value := make([]byte, checksumSize, checksumSize+2+len(b.high)+len(b.lines))
	value = binary.AppendUvarint(value, uint64(len(b.high)))
	value = append(append(value, b.high...), b.lines...)
	binary.BigEndian.PutUint32(value, l.sum(b.low, value[checksumSize:]))
	return value
}

func (l Lines) sum(low, rest []byte) uint32 {
	return crc32.Update(crc32.Update(l.seed, castagnoli, low), castagnoli, rest)
}

// covers reports whether a key belongs into the block.
func (b block) covers(key []byte) bool {
	return bytes.Compare(b.low, key) <= 0 && b.below(key)
}

// below reports whether a key is less than the high fence.
func (b block) below(key []byte) bool { return len(b.high) == 0 || bytes.Compare(key, b.high) < 0 }

func damaged(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), engine.ErrDamaged)
}

// lineReader reads the lines of a block in their order.
type lineReader struct {
	rest       []byte
	key, value []byte // of the line that was read; key is good until the next
	failed     bool
}

// next reads a line; false at the end, and when the lines make no sense.
func (r *lineReader) next() bool {
	if len(r.rest) == 0 {
		return false
	}
	shared := r.number()
	if shared > len(r.key) {
		r.failed = true
	}
	rest := r.take()
	r.value = r.take()
	if r.failed {
		return false
	}
	r.key = append(r.key[:shared], rest...)
	return true
}

// number reads the number at the beginning of the rest.
func (r *lineReader) number() int {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		n := int(r.rest[0])
		r.rest = r.rest[1:]
		return n
	}
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > 1<<30 {
		r.failed = true
		return 0
	}
	r.rest = r.rest[size:]
	return int(n)
}

// take reads bytes with their number before them.
func (r *lineReader) take() []byte {
	size := r.number()
	if size > len(r.rest) {
		r.failed = true
	}
	if r.failed {
		return nil
	}
	taken := r.rest[:size:size]
	r.rest = r.rest[size:]
	return taken
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

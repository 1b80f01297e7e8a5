package bolt

import (
	"bytes"
	"fmt"
	"hash/crc32"

	"go.etcd.io/bbolt"
)

// Lines is a sorted list of keys with short values in a bucket of its own.
//
// bbolt's pages have no checksum, and a bit that turned over in a key would hide
// what stands there. Many short lines are therefore kept together in a block that
// is checked whenever it is read, see block.go. That also makes them small:
// neighbours share most of their keys.
type Lines struct {
	bucket *bbolt.Bucket
	seed   uint32 // checksum of the name
}

// CreateLines makes an empty list in an empty bucket. The name is part of every
// checksum, so that no list can be taken for another.
func CreateLines(bucket *bbolt.Bucket, name string) error {
	l := OpenLines(bucket, name)
	return l.put(block{low: lowest})
}

// OpenLines is the list in a bucket.
func OpenLines(bucket *bbolt.Bucket, name string) Lines {
	return Lines{bucket, crc32.Checksum([]byte(name), castagnoli)}
}

func (l Lines) put(b block) error {
	if err := l.bucket.Put(b.low, l.pack(b)); err != nil {
		return fmt.Errorf("write lines: %w", err)
	}
	return nil
}

// at is the block that a key belongs into.
func (l Lines) at(cursor *bbolt.Cursor, key []byte) (block, error) {
	low, value := cursor.Seek(key)
	if low == nil {
		low, value = cursor.Last()
	} else if !bytes.Equal(low, key) {
		low, value = cursor.Prev()
	}
	b, err := l.unpack(low, value)
	if err == nil && !b.covers(key) {
		err = damaged("block %q is not the one of %q", low, key)
	}
	return b, err
}

// Cursor goes over the lines. Keys and values are good until the transaction ends.
// After a nil key, Err tells whether that is the end or damage.
type Cursor struct {
	lines  Lines
	blocks *bbolt.Cursor
	block  block
	keys   []byte     // of the block, one behind the other
	spans  []lineSpan // of its lines
	at     int
	err    error
}

// lineSpan is where the key of a line stands, and its value.
type lineSpan struct {
	from, to int
	value    []byte
}

// Cursor is a cursor that stands nowhere yet.
func (l Lines) Cursor() *Cursor { return &Cursor{lines: l, blocks: l.bucket.Cursor()} }

// Err is the damage that the cursor met; nil for none.
func (c *Cursor) Err() error { return c.err }

// Seek moves to the first line whose key is not less.
func (c *Cursor) Seek(key []byte) (k, value []byte) {
	if bytes.Compare(key, lowest) < 0 {
		key = lowest
	}
	b, err := c.lines.at(c.blocks, key)
	if !c.load(b, err) {
		return nil, nil
	}
	low, high := 0, len(c.spans)
	for low < high {
		middle := (low + high) / 2
		if bytes.Compare(c.key(middle), key) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	c.at = low
	return c.forward()
}

// First moves to the first line.
func (c *Cursor) First() (key, value []byte) { return c.Seek(lowest) }

// Last moves to the last line.
func (c *Cursor) Last() (key, value []byte) {
	b, err := c.lines.unpack(c.blocks.Last())
	if err == nil && len(b.high) > 0 {
		err = damaged("block behind %q is missing", b.low)
	}
	if !c.load(b, err) {
		return nil, nil
	}
	c.at = len(c.spans) - 1
	return c.backward()
}

// Next moves to the next line.
func (c *Cursor) Next() (key, value []byte) {
	c.at++
	return c.forward()
}

// Prev moves to the line before.
func (c *Cursor) Prev() (key, value []byte) {
	c.at--
	return c.backward()
}

// forward gives the line at which the cursor stands, or the first behind it.
func (c *Cursor) forward() (key, value []byte) {
	for c.err == nil && c.at >= len(c.spans) {
		if len(c.block.high) == 0 {
			c.at = len(c.spans)
			return nil, nil
		}
		b, err := c.lines.unpack(c.blocks.Next())
		if err == nil && !bytes.Equal(b.low, c.block.high) {
			err = damaged("block %q does not follow %q", b.low, c.block.low)
		}
		c.load(b, err)
		c.at = 0
	}
	return c.here()
}

// backward gives the line at which the cursor stands, or the last before it.
func (c *Cursor) backward() (key, value []byte) {
	for c.err == nil && c.at < 0 {
		if bytes.Equal(c.block.low, lowest) {
			c.at = -1
			return nil, nil
		}
		b, err := c.lines.unpack(c.blocks.Prev())
		if err == nil && !bytes.Equal(b.high, c.block.low) {
			err = damaged("block %q does not precede %q", b.low, c.block.low)
		}
		c.load(b, err)
		c.at = len(c.spans) - 1
	}
	return c.here()
}

func (c *Cursor) here() (key, value []byte) {
	if c.err != nil {
		return nil, nil
	}
	return c.key(c.at), c.spans[c.at].value
}

func (c *Cursor) key(i int) []byte {
	s := c.spans[i]
	return c.keys[s.from:s.to:s.to]
}

// load reads all lines of a block.
func (c *Cursor) load(b block, err error) bool {
	if c.err = err; err != nil {
		return false
	}
	c.block, c.keys, c.spans = b, make([]byte, 0, 3*len(b.lines)), c.spans[:0]
	r := lineReader{rest: b.lines, key: bytes.Clone(b.low)}
	for r.next() {
		from := len(c.keys)
		c.keys = append(c.keys, r.key...)
		c.spans = append(c.spans, lineSpan{from, len(c.keys), r.value})
	}
	if r.failed {
		c.err = damaged("lines of block %q", b.low)
	}
	return !r.failed
}

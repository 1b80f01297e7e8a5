package bolt

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"math"

	"go.etcd.io/bbolt"
)

// lines is a sorted list of keys with short values in a bucket of its own.
//
// bbolt's pages have no checksum, and a bit that turned over in a key would hide
// what stands there. Many short lines are therefore kept together in a block that
// is checked whenever it is read, see block.go. That also makes them small:
// neighbours share most of their keys.
type lines struct {
	bucket *bbolt.Bucket
	seed   uint32 // checksum of the name
}

// createLines makes an empty list in an empty bucket. The name is part of every
// checksum, so that no list can be taken for another.
func createLines(bucket *bbolt.Bucket, name string) error {
	return openLines(bucket, name).put(block{low: lowest})
}

// openLines is the list in a bucket.
func openLines(bucket *bbolt.Bucket, name string) *lines {
	return &lines{bucket, crc32.Checksum([]byte(name), castagnoli)}
}

func (l *lines) put(b block) error {
	if err := l.bucket.Put(b.low, l.pack(b)); err != nil {
		return fmt.Errorf("write lines: %w", err)
	}
	return nil
}

// at moves a cursor to the block that a key belongs into.
func (l *lines) at(blocks *bbolt.Cursor, key []byte) (block, error) {
	low, value := blocks.Seek(key)
	if low == nil {
		low, value = blocks.Last()
	} else if !bytes.Equal(low, key) {
		low, value = blocks.Prev()
	}
	b, err := l.unpack(low, value)
	if err == nil && !b.covers(key) {
		err = damaged("block %q is not the one of %q", low, key)
	}
	return b, err
}

// lineCursor goes over lines, as bbolt's cursor goes over a bucket. A key is good
// until it moves, a value until the transaction ends. After a nil key err tells
// whether that is the end or damage.
type lineCursor struct {
	lines  *lines
	blocks *bbolt.Cursor // at the block
	block  block
	reader lineReader // stands behind the line of the cursor, unless back
	at     int        // which line of the block that is; -1: none yet
	back   bool       // before has all lines of the block that come before it
	before []readLine
	keys   []byte // of these
	err    error
}

func (l *lines) cursor() *lineCursor { return &lineCursor{lines: l, blocks: l.bucket.Cursor()} }

// readLine is a line that was read.
type readLine struct{ key, value []byte }

// Seek moves to the first line whose key is not less.
func (c *lineCursor) Seek(key []byte) (k, value []byte) {
	if bytes.Compare(key, lowest) < 0 {
		key = lowest
	}
	c.enter(c.lines.at(c.blocks, key))
	for k, value = c.Next(); k != nil && bytes.Compare(k, key) < 0; {
		k, value = c.Next()
	}
	return k, value
}

// Last moves to the last line; to none when the cursor has met damage.
func (c *lineCursor) Last() (key, value []byte) {
	if c.err != nil {
		return nil, nil
	}
	b, err := c.lines.unpack(c.blocks.Last())
	if err == nil && len(b.high) > 0 {
		err = damaged("block behind %q is missing", b.low)
	}
	c.enter(b, err)
	c.readTo(math.MaxInt)
	return c.Prev()
}

// Next moves to the next line.
func (c *lineCursor) Next() (key, value []byte) {
	if at := c.at; c.back {
		c.enter(c.block, c.err)
		for ; c.at < at; c.at++ {
			c.reader.next()
		}
	}
	for c.err == nil {
		c.at++
		switch {
		case c.reader.next():
			return c.reader.key, c.reader.value()
		case c.reader.failed:
			c.err = damaged("lines of block %q", c.block.low)
		case len(c.block.high) == 0:
			return nil, nil
		default:
			c.enter(c.following())
		}
	}
	return nil, nil
}

// Prev moves to the line before.
func (c *lineCursor) Prev() (key, value []byte) {
	if !c.back {
		c.readTo(c.at)
	}
	for c.err == nil && c.at <= 0 {
		if bytes.Equal(c.block.low, lowest) {
			c.at = -1
			return nil, nil
		}
		c.enter(c.preceding())
		c.readTo(math.MaxInt)
	}
	if c.err != nil {
		return nil, nil
	}
	c.at--
	return c.before[c.at].key, c.before[c.at].value
}

// readTo reads the lines of the block before one of them, to go back over them. A line
// is written as what it has not in common with the one before it, so they are all read
// from the first on, and once.
func (c *lineCursor) readTo(line int) {
	r := c.block.reader(c.reader.key)
	c.before, c.keys = c.before[:0], c.keys[:0]
	for len(c.before) < line && r.next() {
		from := len(c.keys)
		c.keys = append(c.keys, r.key...)
		c.before = append(c.before, readLine{c.keys[from:], r.value()})
	}
	if r.failed {
		c.err = damaged("lines of block %q", c.block.low)
	}
	c.reader, c.at, c.back = r, len(c.before), true
}

// following is the block behind that of the cursor.
func (c *lineCursor) following() (block, error) {
	b, err := c.lines.unpack(c.blocks.Next())
	if err == nil && !bytes.Equal(b.low, c.block.high) {
		err = damaged("block %q does not follow %q", b.low, c.block.low)
	}
	return b, err
}

// preceding is the block before that of the cursor.
func (c *lineCursor) preceding() (block, error) {
	b, err := c.lines.unpack(c.blocks.Prev())
	if err == nil && !bytes.Equal(b.high, c.block.low) {
		err = damaged("block %q does not precede %q", b.low, c.block.low)
	}
	return b, err
}

// enter moves before the first line of a block.
func (c *lineCursor) enter(b block, err error) {
	c.block, c.err, c.at, c.back = b, err, -1, false
	c.reader = b.reader(c.reader.key)
}

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

// Cursor goes over the lines. A key is good until the cursor moves, a value until
// the transaction ends. After a nil key, Err tells whether that is the end or damage.
type Cursor struct {
	lines  Lines
	blocks *bbolt.Cursor
	block  block
	reader lineReader // stands behind the line of the cursor
	at     int        // which line of the block that is; -1: none yet
	err    error
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
	c.enter(c.lines.at(c.blocks, key))
	for c.reader.next() {
		if c.at++; bytes.Compare(c.reader.key, key) >= 0 {
			return c.reader.key, c.reader.value()
		}
	}
	return c.Next()
}

// First moves to the first line.
func (c *Cursor) First() (key, value []byte) { return c.Seek(lowest) }

// Last moves to the last line.
func (c *Cursor) Last() (key, value []byte) {
	b, err := c.lines.unpack(c.blocks.Last())
	if err == nil && len(b.high) > 0 {
		err = damaged("block behind %q is missing", b.low)
	}
	c.enter(b, err)
	return c.moveTo(c.count() - 1)
}

// Next moves to the next line.
func (c *Cursor) Next() (key, value []byte) {
	for c.err == nil {
		c.at++
		if c.reader.next() {
			return c.reader.key, c.reader.value()
		}
		if c.reader.failed {
			c.err = damaged("lines of block %q", c.block.low)
		} else if len(c.block.high) == 0 {
			c.at = c.count()
			return nil, nil
		} else {
			c.enter(c.behind())
		}
	}
	return nil, nil
}

// Prev moves to the line before. Since a line is written as what it has not in
// common with the one before it, all of its block are read again up to there.
func (c *Cursor) Prev() (key, value []byte) { return c.moveTo(c.at - 1) }

// moveTo moves to a line of the block; before its first one are those of the block
// before.
func (c *Cursor) moveTo(line int) (key, value []byte) {
	for c.err == nil && line < 0 {
		if bytes.Equal(c.block.low, lowest) {
			c.enter(c.block, nil)
			return nil, nil
		}
		c.enter(c.before())
		line = c.count() - 1
	}
	c.enter(c.block, c.err)
	for c.at < line && c.err == nil {
		key, value = c.Next()
	}
	return key, value
}

// behind is the block behind that of the cursor.
func (c *Cursor) behind() (block, error) {
	b, err := c.lines.unpack(c.blocks.Next())
	if err == nil && !bytes.Equal(b.low, c.block.high) {
		err = damaged("block %q does not follow %q", b.low, c.block.low)
	}
	return b, err
}

// before is the block before that of the cursor.
func (c *Cursor) before() (block, error) {
	b, err := c.lines.unpack(c.blocks.Prev())
	if err == nil && !bytes.Equal(b.high, c.block.low) {
		err = damaged("block %q does not precede %q", b.low, c.block.low)
	}
	return b, err
}

// enter moves before the first line of a block.
func (c *Cursor) enter(b block, err error) {
	c.block, c.err, c.at = b, err, -1
	c.reader = b.reader(c.reader.key)
}

// count is how many lines the block of the cursor has.
func (c *Cursor) count() (n int) {
	for r := c.block.reader(nil); r.next(); n++ {
	}
	return n
}

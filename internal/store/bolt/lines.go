package bolt

import (
	"bytes"
	"fmt"
	"hash/crc32"

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
	blocks *bbolt.Cursor // for whoever looks up one block
	seed   uint32        // checksum of the name
}

// createLines makes an empty list in an empty bucket. The name is part of every
// checksum, so that no list can be taken for another.
func createLines(bucket *bbolt.Bucket, name string) error {
	return openLines(bucket, name).put(block{low: lowest})
}

// openLines is the list in a bucket.
func openLines(bucket *bbolt.Bucket, name string) *lines {
	return &lines{bucket, bucket.Cursor(), crc32.Checksum([]byte(name), castagnoli)}
}

func (l *lines) put(b block) error {
	if err := l.bucket.Put(b.low, l.pack(b)); err != nil {
		return fmt.Errorf("write lines: %w", err)
	}
	return nil
}

// at is the block that a key belongs into.
func (l *lines) at(key []byte) (block, error) {
	low, value := l.blocks.Seek(key)
	if low == nil {
		low, value = l.blocks.Last()
	} else if !bytes.Equal(low, key) {
		low, value = l.blocks.Prev()
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
	blocks *bbolt.Cursor // at the block; nil until the one beside it is asked for
	block  block
	reader lineReader // stands behind the line of the cursor
	at     int        // which line of the block that is; -1: none yet
	err    error
}

// Seek moves to the first line whose key is not less.
func (c *lineCursor) Seek(key []byte) (k, value []byte) {
	if bytes.Compare(key, lowest) < 0 {
		key = lowest
	}
	c.blocks = nil
	c.enter(c.lines.at(key))
	for c.reader.next() {
		if c.at++; bytes.Compare(c.reader.key, key) >= 0 {
			return c.reader.key, c.reader.value()
		}
	}
	return c.Next()
}

// Last moves to the last line.
func (c *lineCursor) Last() (key, value []byte) {
	c.blocks = c.lines.bucket.Cursor()
	b, err := c.lines.unpack(c.blocks.Last())
	if err == nil && len(b.high) > 0 {
		err = damaged("block behind %q is missing", b.low)
	}
	c.enter(b, err)
	return c.moveTo(c.count() - 1)
}

// Next moves to the next line.
func (c *lineCursor) Next() (key, value []byte) {
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
func (c *lineCursor) Prev() (key, value []byte) { return c.moveTo(c.at - 1) }

// moveTo moves to a line of the block; before its first one are those of the block
// before.
func (c *lineCursor) moveTo(line int) (key, value []byte) {
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

// beside is bbolt's cursor at the block.
func (c *lineCursor) beside() *bbolt.Cursor {
	if c.blocks == nil {
		c.blocks = c.lines.bucket.Cursor()
		c.blocks.Seek(c.block.low)
	}
	return c.blocks
}

// behind is the block behind that of the cursor.
func (c *lineCursor) behind() (block, error) {
	b, err := c.lines.unpack(c.beside().Next())
	if err == nil && !bytes.Equal(b.low, c.block.high) {
		err = damaged("block %q does not follow %q", b.low, c.block.low)
	}
	return b, err
}

// before is the block before that of the cursor.
func (c *lineCursor) before() (block, error) {
	b, err := c.lines.unpack(c.beside().Prev())
	if err == nil && !bytes.Equal(b.high, c.block.low) {
		err = damaged("block %q does not precede %q", b.low, c.block.low)
	}
	return b, err
}

// enter moves before the first line of a block.
func (c *lineCursor) enter(b block, err error) {
	c.block, c.err, c.at = b, err, -1
	c.reader = b.reader(c.reader.key)
}

// count is how many lines the block of the cursor has.
func (c *lineCursor) count() (n int) {
	for r := c.block.reader(nil); r.next(); n++ {
	}
	return n
}

package bolt

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"
)

// change is what becomes of a line.
type change struct {
	key, value []byte
	gone       bool // the line is taken away, if it is there
}

// edit makes changes, which are in the order of their keys, each key once. Each
// block that they concern is read and written once.
func (l *lines) edit(changes []change) error {
	l.bucket.FillPercent = pageFill
	e := edit{lines: l, blocks: l.bucket.Cursor(), changes: changes}
	for len(e.changes) > 0 {
		b, err := l.at(e.blocks, e.changes[0].key)
		if err != nil {
			return err
		}
		if err := e.block(b); err != nil {
			return err
		}
	}
	return nil
}

// edit makes the changes of one list.
type edit struct {
	lines   *lines
	blocks  *bbolt.Cursor
	changes []change   // that are left
	out     lineWriter // the lines of the block that is being written
	behind  bool       // the last change came behind all lines that were there
}

// block makes the changes that belong into a block. If little is left of it, the
// block behind it is added to it.
func (e *edit) block(b block) error {
	low := bytes.Clone(b.low)
	e.out = lineWriter{e.out.bytes[:0], append(e.out.last[:0], low...)}
	for {
		if err := e.merge(b); err != nil {
			return err
		}
		high := bytes.Clone(b.high)
		if len(e.out.bytes) >= leastBytes || len(high) == 0 {
			return e.write(low, high)
		}
		var err error
		if b, err = e.lines.at(e.blocks, high); err != nil {
			return err
		}
		if err := e.lines.bucket.Delete(high); err != nil {
			return fmt.Errorf("join blocks: %w", err)
		}
		b.low = high
	}
}

// merge writes the lines of a block with the changes that belong into it.
func (e *edit) merge(b block) error {
	r := b.reader(nil)
	e.behind = false
	for r.next() {
		kept := true
		for len(e.changes) > 0 && kept {
			order := bytes.Compare(e.changes[0].key, r.key)
			if order > 0 {
				break
			}
			kept = order < 0
			e.apply()
		}
		if kept {
			e.out.add(r.key, r.value())
		}
	}
	if r.failed {
		return damaged("lines of block %q", b.low)
	}
	for len(e.changes) > 0 && b.below(e.changes[0].key) {
		e.behind = true
		e.apply()
	}
	return nil
}

// apply makes the next change.
func (e *edit) apply() {
	if c := e.changes[0]; !c.gone {
		e.out.add(c.key, c.value)
	}
	e.changes = e.changes[1:]
}

// write writes the lines as one block, or as several of one size. Where lines
// come in the order of their keys the blocks are made full, since nothing comes
// between their lines later.
func (e *edit) write(low, high []byte) error {
	size := len(e.out.bytes)
	if size <= mostBytes {
		return e.lines.put(block{low, high, e.out.bytes})
	}
	each := size/(size/mostBytes+1) + 1
	if e.behind {
		each = mostBytes
	}
	r := block{low: low, lines: e.out.bytes}.reader(nil)
	part := lineWriter{last: bytes.Clone(low)}
	for r.next() {
		if len(part.bytes) >= each {
			fence := bytes.Clone(r.key[:common(part.last, r.key)+1])
			if err := e.lines.put(block{low, fence, part.bytes}); err != nil {
				return err
			}
			low, part = fence, lineWriter{part.bytes[:0], append(part.last[:0], fence...)}
		}
		part.add(r.key, r.value())
	}
	return e.lines.put(block{low, high, part.bytes})
}

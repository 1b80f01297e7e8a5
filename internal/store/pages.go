package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"porthole/internal/store/bolt"
)

// The pages of the file are walked before anything else that Verify looks at,
// and they are read, never touched in the mapping: what a damaged page leads to
// may lie outside of the file, where the system ends the process, or be the page
// itself again, where a search has no end. When every page is found to lead to
// pages of the file, each of them once, all else may be read through bbolt.
//
// bbolt has a check of its own, tx.Check, which is not used. It reads the mapping
// in a goroutine of its own, where a fault cannot be caught; and it compares the
// pages of this moment with those that are free now, so that it finds damage
// where somebody has only written meanwhile, and reads what writers change.

const (
	// deepest is how many pages may lie above one another. A tree of a billion
	// rows has five, and buckets are nested four deep.
	deepest = 64
	// firstPage is the first that is not a head of the file.
	firstPage = 2
)

// pageWalk goes through the pages of one moment.
type pageWalk struct {
	ctx     context.Context
	file    io.ReaderAt
	head    fileHead
	seen    bits     // pages that something leads to
	free    bits     // pages that the list of free ones has
	buffers [][]byte // one for each depth: the keys above a page bound its own
	loose   []string // what does not agree, but leads nowhere else
}

// walkPages reads every page that belongs to the moment of tx. The error is
// errDamaged when a page leads where it must not, and nothing may be read through
// the mapping then; loose is what else does not agree, and harms no reader.
func walkPages(ctx context.Context, tx bolt.Tx, file io.ReaderAt, length int64) (loose []string, err error) {
	head, err := headOf(tx)
	if err != nil {
		return nil, err
	}
	if head.pages > uint64(length)/head.pageSize {
		return nil, fmt.Errorf("file has %d bytes for %d pages: %w", length, head.pages, errDamaged)
	}
	w := &pageWalk{ctx: ctx, file: file, head: head, seen: newBits(head.pages), free: newBits(head.pages)}
	for id := range uint64(firstPage) {
		w.seen.add(id)
	}
	if err := w.freelist(); err != nil {
		return nil, err
	}
	if err := w.page(head.root, 0, span{}); err != nil {
		return nil, err
	}
	w.compare()
	return w.loose, nil
}

// span are the keys that a page may have: from and below; nil is no bound.
type span struct{ from, below []byte }

// page checks a page of a tree and all that it leads to.
func (w *pageWalk) page(id uint64, depth int, keys span) error {
	p, err := w.read(id, depth)
	if err != nil {
		return err
	}
	elements, err := p.elements()
	if err != nil {
		return err
	}
	w.order(p, elements, keys)
	for i, e := range elements {
		switch {
		case p.flags == flagBranch:
			below := keys.below
			if i+1 < len(elements) {
				below = elements[i+1].key
			}
			err = w.page(e.child, depth+1, span{e.key, below})
		case e.bucket():
			err = w.bucket(p, e, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bucket checks the bucket that an element of a leaf holds: its tree has pages of
// its own, or is one small page within the element.
func (w *pageWalk) bucket(p page, e element, depth int) error {
	if len(e.value) < bucketHead {
		return p.damaged("bucket %q has %d bytes", e.key, len(e.value))
	}
	if root := native.Uint64(e.value); root != 0 {
		return w.page(root, depth+1, span{})
	}
	inline, err := parsePage(p.number, e.value[bucketHead:])
	if err != nil {
		return err
	}
	if inline.flags != flagLeaf {
		return p.damaged("bucket %q is a page of kind %#x", e.key, inline.flags)
	}
	elements, err := inline.elements()
	if err != nil {
		return err
	}
	for _, e := range elements {
		if e.bucket() {
			return p.damaged("bucket %q is within a bucket that has no pages", e.key)
		}
	}
	w.order(inline, elements, span{})
	return nil
}

// order checks that keys ascend and are where they are looked for. It leads
// nowhere when they do not; they are only not found.
func (w *pageWalk) order(p page, elements []element, keys span) {
	last := keys.from
	for i, e := range elements {
		// The first key may be the one by which the page is found.
		if c := bytes.Compare(last, e.key); last != nil && (c > 0 || c == 0 && i > 0) {
			w.note("page %d: key %d does not ascend", p.number, i)
		}
		if keys.below != nil && bytes.Compare(e.key, keys.below) >= 0 {
			w.note("page %d: key %d belongs to another page", p.number, i)
		}
		if e.flags > flagBucket {
			w.note("page %d: element %d is of no known kind", p.number, i)
		}
		last = e.key
	}
}

// read reads a page with all that overflows from it, which must be nobody else's.
func (w *pageWalk) read(id uint64, depth int) (page, error) {
	if err := w.ctx.Err(); err != nil {
		return page{}, fmt.Errorf("verify: %w", err)
	}
	if depth >= deepest {
		return page{}, fmt.Errorf("page %d: lies below %d others: %w", id, depth, errDamaged)
	}
	if id >= w.head.pages {
		return page{}, fmt.Errorf("page %d: there are only %d: %w", id, w.head.pages, errDamaged)
	}
	if depth == len(w.buffers) {
		w.buffers = append(w.buffers, make([]byte, w.head.pageSize))
	}
	one := w.buffers[depth][:w.head.pageSize]
	if err := w.readAt(id, one); err != nil {
		return page{}, err
	}
	p, err := parsePage(id, one)
	if err != nil {
		return p, err
	}
	if p.id != id {
		return p, p.damaged("says that it is page %d", p.id)
	}
	if p.overflow >= w.head.pages-id {
		return p, p.damaged("overflows by %d pages, of %d in all", p.overflow, w.head.pages)
	}
	if err := w.needed(p, depth); err != nil {
		return p, err
	}
	for i := range p.overflow + 1 {
		if !w.seen.add(id + i) {
			return p, p.damaged("page %d is in use twice", id+i)
		}
	}
	if p.overflow == 0 {
		return p, nil
	}
	p.bytes = w.grow(depth, (p.overflow+1)*w.head.pageSize)
	return p, w.readAt(id, p.bytes)
}

// needed checks that a page overflows by no more than what is in it needs, before
// all of it is read: otherwise a number that is spoiled takes as much memory as
// the file is long, and takes other pages for its own.
func (w *pageWalk) needed(p page, depth int) error {
	if p.overflow == 0 {
		return nil
	}
	if size := min(p.headsSize(), (p.overflow+1)*w.head.pageSize); size > w.head.pageSize {
		p.bytes = w.grow(depth, size)
		if err := w.readAt(p.number, p.bytes); err != nil {
			return err
		}
	}
	most, err := p.mostPages(w.head)
	if err == nil && p.overflow+1 > most {
		err = p.damaged("has %d pages, and what is in it needs at most %d", p.overflow+1, most)
	}
	return err
}

// grow makes the buffer of a depth at least as large as a page with overflow.
func (w *pageWalk) grow(depth int, size uint64) []byte {
	if uint64(len(w.buffers[depth])) < size {
		w.buffers[depth] = make([]byte, size)
	}
	return w.buffers[depth][:size]
}

func (w *pageWalk) readAt(id uint64, into []byte) error {
	n, err := w.file.ReadAt(into, int64(id*w.head.pageSize))
	if err != nil && (n < len(into) || !errors.Is(err, io.EOF)) {
		return fmt.Errorf("page %d: %w: %w", id, errDamaged, err)
	}
	return nil
}

// freelist reads which pages are free at the moment, when the file says so.
func (w *pageWalk) freelist() error {
	if w.head.freelist == noFreelist {
		return nil
	}
	p, err := w.read(w.head.freelist, 0)
	if err != nil {
		return err
	}
	ids, err := p.freeIDs()
	if err != nil {
		return err
	}
	for len(ids) > 0 {
		id := native.Uint64(ids)
		switch ids = ids[8:]; {
		case id < firstPage || id >= w.head.pages:
			w.note("page %d: is free, and cannot be", id)
		case !w.free.add(id):
			w.note("page %d: is free twice", id)
		}
	}
	return nil
}

// compare checks that every page is either in use or free. That many are both, or
// neither, is one thing that went wrong, so it is said once.
func (w *pageWalk) compare() {
	var both, neither alike
	for id := range w.head.pages {
		seen, free := w.seen.has(id), w.free.has(id)
		switch {
		case seen && free:
			both.add(id)
		case !seen && !free && w.head.freelist != noFreelist:
			neither.add(id)
		}
	}
	if both.count > 0 {
		w.note("page %d: is free, and in use, and so are %d in all", both.first, both.count)
	}
	if neither.count > 0 {
		w.note("page %d: is neither free nor in use, and so are %d in all", neither.first, neither.count)
	}
}

// alike are pages of which the same is said.
type alike struct{ first, count uint64 }

func (a *alike) add(id uint64) {
	if a.count++; a.count == 1 {
		a.first = id
	}
}

// note keeps something that leads nowhere; more than a report holds are not kept.
func (w *pageWalk) note(format string, args ...any) {
	if len(w.loose) < maxProblems {
		w.loose = append(w.loose, fmt.Sprintf(format, args...))
	}
}

// bits is a set of pages.
type bits []uint64

func newBits(pages uint64) bits { return make(bits, pages/64+1) }

func (b bits) has(id uint64) bool { return b[id/64]&(1<<(id%64)) != 0 }

// add says whether it was not there yet.
func (b bits) add(id uint64) bool {
	added := !b.has(id)
	b[id/64] |= 1 << (id % 64)
	return added
}

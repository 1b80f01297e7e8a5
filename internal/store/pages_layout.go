package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"porthole/internal/store/bolt"
)

// How bbolt lays out a page. All numbers are in the order of the machine, so a
// file is at home on machines of one kind only.
//
//	page     id 8, flags 2, count 2, overflow 4; its elements; their keys and values
//	branch   pos 4, ksize 4, page 8
//	leaf     flags 4, pos 4, ksize 4, vsize 4
//	bucket   (a value) root 8, sequence 8; the page itself when root is 0
//	free     the pages' ids, 8 each; their number before them when count is 0xffff
//	head     magic 4, version 4, page size 4, flags 4, root 8, sequence 8,
//	         page of the free ones 8, pages in all 8, transaction 8, checksum 8
//
// pos counts from the beginning of its own element.
const (
	pageHead    = 16
	elementSize = 16
	bucketHead  = 16

	flagBranch = 0x01
	flagLeaf   = 0x02
	flagFree   = 0x10
	flagBucket = 0x01 // of an element

	manyFree   = 0xffff
	noFreelist = ^uint64(0)
)

var native = binary.NativeEndian

// fileHead is what the head of the file says.
type fileHead struct{ pageSize, root, freelist, pages uint64 }

// headOf is the head of the file as the transaction has it. It cannot be read
// from the file: there are two, which writers replace by turns, so after two
// writes it is gone. But the transaction keeps its own, and a copy begins with it.
func headOf(tx bolt.Tx) (fileHead, error) {
	var first firstWrite
	_, err := tx.WriteTo(&first)
	b := first.bytes
	if len(b) < pageHead+64 {
		return fileHead{}, fmt.Errorf("read the head of the store: %w", err)
	}
	b = b[pageHead:]
	head := fileHead{uint64(native.Uint32(b[8:])), native.Uint64(b[16:]), native.Uint64(b[32:]), native.Uint64(b[40:])}
	size := uint64(tx.DB().Info().PageSize)
	if head.pageSize != size || size < pageHead+64 || head.pages*size != uint64(tx.Size()) {
		return head, fmt.Errorf("head of the file does not agree with itself: %w", errDamaged)
	}
	return head, nil
}

// firstWrite keeps what is written first, and takes nothing else.
type firstWrite struct{ bytes []byte }

var errEnough = errors.New("enough")

// Write implements [io.Writer].
func (f *firstWrite) Write(b []byte) (int, error) {
	if f.bytes == nil {
		f.bytes = bytes.Clone(b)
	}
	return 0, errEnough
}

// page is one page, and what overflows from it.
type page struct {
	number   uint64 // where it was found
	id       uint64 // what it says that it is
	flags    uint16
	count    uint64
	overflow uint64
	bytes    []byte
}

func parsePage(number uint64, b []byte) (page, error) {
	p := page{number: number, bytes: b}
	if len(b) < pageHead {
		return p, p.damaged("has only %d bytes", len(b))
	}
	p.id, p.flags = native.Uint64(b), native.Uint16(b[8:])
	p.count, p.overflow = uint64(native.Uint16(b[10:])), uint64(native.Uint32(b[12:]))
	return p, nil
}

func (p page) damaged(format string, args ...any) error {
	return fmt.Errorf("page %d: %s: %w", p.number, fmt.Sprintf(format, args...), errDamaged)
}

// element is one element of a branch or a leaf.
type element struct {
	flags      uint32
	child      uint64 // of a branch
	key, value []byte
}

// bucket says that an element of a leaf is a bucket.
func (e element) bucket() bool { return e.flags&flagBucket != 0 }

// elements are those of a branch or a leaf, all of which lie within the page.
func (p page) elements() ([]element, error) {
	if p.flags != flagBranch && p.flags != flagLeaf {
		return nil, p.damaged("is of kind %#x", p.flags)
	}
	if p.flags == flagBranch && p.count == 0 {
		return nil, p.damaged("is a branch that leads nowhere")
	}
	if p.headsSize() > uint64(len(p.bytes)) {
		return nil, p.damaged("has no room for %d elements", p.count)
	}
	list := make([]element, p.count)
	for i := range list {
		var err error
		if list[i], err = p.element(uint64(i)); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// headsSize is how many bytes a page has before the keys and values of its
// elements; of one that lists what is free, before the list.
func (p page) headsSize() uint64 {
	if p.flags == flagFree {
		return pageHead + 8
	}
	return pageHead + p.count*elementSize
}

// bounds are where the key of an element begins, where its value does, and where
// that ends.
func (p page) bounds(i uint64) (key, value, end uint64) {
	at := pageHead + i*elementSize
	b := p.bytes[at:]
	if p.flags == flagBranch {
		key = at + uint64(native.Uint32(b))
		value = key + uint64(native.Uint32(b[4:]))
		return key, value, value
	}
	key = at + uint64(native.Uint32(b[4:]))
	value = key + uint64(native.Uint32(b[8:]))
	return key, value, value + uint64(native.Uint32(b[12:])) // four numbers that are all less than 1<<33
}

func (p page) element(i uint64) (element, error) {
	key, value, end := p.bounds(i)
	if key < p.headsSize() || end > uint64(len(p.bytes)) {
		return element{}, p.damaged("element %d of %d leads outside of the page", i, p.count)
	}
	if key == value {
		return element{}, p.damaged("element %d of %d has no key", i, p.count)
	}
	e := element{key: p.bytes[key:value:value], value: p.bytes[value:end:end]}
	if b := p.bytes[pageHead+i*elementSize:]; p.flags == flagBranch {
		e.child = native.Uint64(b[8:])
	} else {
		e.flags = native.Uint32(b)
	}
	return e, nil
}

// mostPages is how many pages may be used for what is in a page, of which only
// the heads of its elements need have been read.
func (p page) mostPages(head fileHead) (uint64, error) {
	switch p.flags {
	case flagFree:
		// bbolt takes room for all that is free, and only then the pages of the list
		// itself from it.
		ids := min(p.freeCount(), head.pages) + p.overflow + 1
		return (p.headsSize()+8*ids)/head.pageSize + 1, nil
	case flagBranch, flagLeaf:
	default:
		return 0, p.damaged("is of kind %#x", p.flags)
	}
	if p.headsSize() > uint64(len(p.bytes)) {
		return 0, p.damaged("has no room for %d elements", p.count)
	}
	last := p.headsSize()
	for i := range p.count {
		_, _, end := p.bounds(i)
		last = max(last, end)
	}
	if last > (p.overflow+1)*head.pageSize {
		return 0, p.damaged("has an element that leads outside of the page")
	}
	return last/head.pageSize + 1, nil
}

// freeIDs are the ids that a page of free ones lists, one behind the other.
func (p page) freeIDs() ([]byte, error) {
	if p.flags != flagFree {
		return nil, p.damaged("is of kind %#x, and should list what is free", p.flags)
	}
	ids, count := p.bytes[pageHead:], p.freeCount()
	if p.count == manyFree {
		ids = ids[8:]
	}
	if count > uint64(len(ids))/8 {
		return nil, p.damaged("has no room for %d free pages", count)
	}
	return ids[:count*8], nil
}

// freeCount is how many ids a page of free ones lists.
func (p page) freeCount() uint64 {
	if p.count == manyFree {
		return native.Uint64(p.bytes[pageHead:])
	}
	return p.count
}

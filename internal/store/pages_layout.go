package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
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
func headOf(tx *bbolt.Tx) (fileHead, error) {
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
	if pageHead+p.count*elementSize > uint64(len(p.bytes)) {
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

func (p page) element(i uint64) (element, error) {
	at := pageHead + i*elementSize
	b := p.bytes[at:]
	var e element
	var pos, keySize, valueSize uint64
	if p.flags == flagBranch {
		pos, keySize = uint64(native.Uint32(b)), uint64(native.Uint32(b[4:]))
		e.child = native.Uint64(b[8:])
	} else {
		e.flags, pos = native.Uint32(b), uint64(native.Uint32(b[4:]))
		keySize, valueSize = uint64(native.Uint32(b[8:])), uint64(native.Uint32(b[12:]))
	}
	key := at + pos
	value := key + keySize
	end := value + valueSize // of four numbers that are all less than 1<<33
	if key < pageHead+p.count*elementSize || end > uint64(len(p.bytes)) {
		return e, p.damaged("element %d of %d leads outside of the page", i, p.count)
	}
	if keySize == 0 {
		return e, p.damaged("element %d of %d has no key", i, p.count)
	}
	e.key, e.value = p.bytes[key:value:value], p.bytes[value:end:end]
	return e, nil
}

// freeIDs are the ids that a page of free ones lists, one behind the other.
func (p page) freeIDs() ([]byte, error) {
	if p.flags != flagFree {
		return nil, p.damaged("is of kind %#x, and should list what is free", p.flags)
	}
	ids, count := p.bytes[pageHead:], p.count
	if count == manyFree {
		count, ids = native.Uint64(ids), ids[8:]
	}
	if count > uint64(len(ids))/8 {
		return nil, p.damaged("has no room for %d free pages", count)
	}
	return ids[:count*8], nil
}

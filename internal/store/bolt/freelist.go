package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"hash/fnv"
	"io"
	"os"
	"sync"
)

// bbolt keeps which pages are free in pages that nothing checks. One that is in use
// and stands there as free by a turned bit is written over, and what was in it is
// lost. So after each commit a checksum of this list is put into a small file
// beside the store. A list that agrees with it at the next start is right. That
// file is not synced: when the power was lost, or the store is a copy, it does not
// agree, and the store is to be checked with checkPages before it is written to.
//
// It also has the number of the transaction. A bbolt file has two heads, written by
// turns; when that of the last transaction is damaged bbolt goes on from the one
// before, and what was acknowledged last is gone without a word.

// freelist keeps the checksum beside a store that is open.
type freelist struct {
	mu     sync.Mutex
	store  io.ReaderAt
	beside *os.File
}

// openFreelist opens the file beside the store's.
func openFreelist(store io.ReaderAt, name string) (*freelist, error) {
	beside, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err //nolint:wrapcheck // it names the file
	}
	return &freelist{store: store, beside: beside}, nil
}

// Committed notes how the list is after a commit. A note that cannot be written
// means a check at the next start.
func (f *freelist) Committed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if sum, err := sumFreelist(f.store); err == nil {
		_, _ = f.beside.WriteAt(sum, 0)
	}
}

// Close closes the file; nothing happens when it is closed.
func (f *freelist) Close() error {
	if err := f.beside.Close(); !errors.Is(err, os.ErrClosed) {
		return err //nolint:wrapcheck // it names the file
	}
	return nil
}

// checkFreelist reports whether the list of a store that is not open is as it was
// after the last commit, and whether that commit cannot be read any more.
func checkFreelist(store, beside string) (known, lost bool) {
	file, err := os.Open(store)
	if err != nil {
		return false, false
	}
	defer file.Close()
	sum, err := sumFreelist(file)
	noted, notedErr := os.ReadFile(beside)
	if err != nil || notedErr != nil || len(noted) < 8 {
		return false, false
	}
	_, heads := newestHead(file)
	return bytes.Equal(sum, noted), heads == 1 && bytes.Compare(noted[:8], sum[:8]) > 0
}

var errNoHead = errors.New("bolt: no head of the file can be read")

// sumFreelist is the number of the last transaction with the checksum of its list.
func sumFreelist(file io.ReaderAt) ([]byte, error) {
	h, heads := newestHead(file)
	if heads == 0 {
		return nil, errNoHead
	}
	sum := binary.BigEndian.AppendUint64(nil, h.tx)
	if h.freelist == noFreelist {
		return sum, nil
	}
	at, head := int64(h.freelist*h.pageSize), make([]byte, pageHead)
	if _, err := file.ReadAt(head, at); err != nil {
		return nil, err //nolint:wrapcheck // nobody reads it
	}
	pages, hash := int64(binary.NativeEndian.Uint32(head[12:]))+1, crc32.New(castagnoli)
	if _, err := io.Copy(hash, io.NewSectionReader(file, at, pages*int64(h.pageSize))); err != nil {
		return nil, err //nolint:wrapcheck // nobody reads it
	}
	return hash.Sum(sum), nil
}

// The head of a bbolt file, of which there are two: it stands behind the head of
// its page, in the order of the machine, as magic 4, version 4, page size 4, flags
// 4, root 8, sequence 8, page of the freelist 8, pages in all 8, transaction 8,
// checksum 8.
const (
	pageHead   = 16
	noFreelist = ^uint64(0)
)

type fileHead struct{ pageSize, freelist, tx uint64 }

// newestHead is the one of the last transaction, and how many are right.
func newestHead(file io.ReaderAt) (newest fileHead, heads int) {
	pageSize := uint64(os.Getpagesize())
	for page := range uint64(2) {
		b := make([]byte, 64)
		if _, err := file.ReadAt(b, int64(page*pageSize)+pageHead); err != nil {
			continue
		}
		hash := fnv.New64a()
		_, _ = hash.Write(b[:56])
		native := binary.NativeEndian
		if native.Uint64(b[56:]) != hash.Sum64() {
			continue
		}
		h := fileHead{uint64(native.Uint32(b[8:])), native.Uint64(b[32:]), native.Uint64(b[48:])}
		pageSize = h.pageSize
		if heads++; heads == 1 || h.tx > newest.tx {
			newest = h
		}
	}
	return newest, heads
}

package store

import (
	"fmt"
	"math"
	"os"
	"syscall"
)

// mappedBytes is how much of files, the program's own among them, is in this
// process's memory. What cannot be found out counts as much.
func mappedBytes() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	var size, resident, shared int64
	if err == nil {
		_, err = fmt.Sscan(string(text), &size, &resident, &shared)
	}
	if err != nil {
		return math.MaxInt64
	}
	return shared * int64(os.Getpagesize())
}

// giveBack takes the pages of a mapped file out of the process's memory. Nothing
// is lost: the mapping is shared and only read, and a page that is touched again
// comes back from the file. It must be called while the mapping cannot move.
func giveBack(start uintptr, size int64) error {
	page := int64(os.Getpagesize())
	size = (size + page - 1) / page * page
	if _, _, code := syscall.Syscall(syscall.SYS_MADVISE, start, uintptr(size), syscall.MADV_DONTNEED); code != 0 {
		return fmt.Errorf("madvise: %w", code)
	}
	return nil
}

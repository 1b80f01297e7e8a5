package store

import (
	"fmt"
	"os"
	"syscall"
)

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

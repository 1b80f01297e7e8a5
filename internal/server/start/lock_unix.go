//go:build unix

package start

import (
	"os"
	"syscall"
)

// lock says whether the file is this process's until it is closed.
func lock(file *os.File) bool {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

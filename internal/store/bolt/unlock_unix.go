//go:build unix

package bolt

import (
	"os"
	"syscall"
)

// unlock lets go of a file whose lock would outlive its closing, because bbolt
// has mapped it and panicked before it could take the map away.
func unlock(file *os.File) { _ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN) }

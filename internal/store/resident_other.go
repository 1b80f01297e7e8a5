//go:build !linux

package store

// mappedBytes is not known here.
func mappedBytes() int64 { return 0 }

// giveBack does nothing where the system has no such advice.
func giveBack(uintptr, int64) error { return nil }

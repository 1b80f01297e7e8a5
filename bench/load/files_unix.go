//go:build unix

package main

import "syscall"

// raiseFiles allows as many open files as the system lets this user have. The
// Go runtime does so by itself; where it was told otherwise, this does.
func raiseFiles() {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) != nil {
		return
	}
	limit.Cur = limit.Max
	_ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
}

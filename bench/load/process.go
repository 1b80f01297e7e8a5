package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// process is the server as the kernel knows it. Where there is no /proc, nothing
// is known.
type process struct{ pid int }

// ticksPerSecond is in what /proc counts processor time, on every Linux that Go
// runs on.
const ticksPerSecond = 100

// resident is the memory that the server has now, in bytes; 0: not known. The file
// of the store is mapped, and what was read of it is not counted: the system takes
// it back whenever it needs the memory.
func (p process) resident() int64 { return p.status("RssAnon:") }

// peak is the most that it ever had, with what was read of mapped files.
func (p process) peak() int64 { return p.status("VmHWM:") }

func (p process) status(field string) int64 {
	if p.pid == 0 {
		return 0
	}
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		words := strings.Fields(line)
		if len(words) >= 2 && words[0] == field {
			kilobytes, _ := strconv.ParseInt(words[1], 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

// cpu is the processor time that it has used.
func (p process) cpu() (time.Duration, bool) {
	if p.pid == 0 {
		return 0, false
	}
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.pid))
	if err != nil {
		return 0, false
	}
	// The name of the program, in brackets, may hold anything.
	words := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(words) < 13 {
		return 0, false
	}
	user, err1 := strconv.ParseInt(words[11], 10, 64)
	system, err2 := strconv.ParseInt(words[12], 10, 64)
	return time.Duration(user+system) * time.Second / ticksPerSecond, err1 == nil && err2 == nil
}

// idle is the processor time over a while, in percent of one core for 1,000 of
// so many sessions.
func (p process) idle(ctx context.Context, hold time.Duration, sessions float64) *float64 {
	before, known := p.cpu()
	begun := time.Now()
	pause(ctx, hold)
	after, still := p.cpu()
	if !known || !still {
		return nil
	}
	percent := 100 * float64(after-before) / float64(time.Since(begun)) * 1000 / sessions
	return &percent
}

package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// machine says what the figures were measured on.
func machine() []string {
	facts := []string{time.Now().Format(time.DateOnly), fmt.Sprintf("%d cores", runtime.NumCPU())}
	if memory := memoryOf(read("/proc/meminfo")); memory != "" {
		facts = append(facts, memory)
	}
	if kernel := strings.TrimSpace(read("/proc/sys/kernel/osrelease")); kernel != "" {
		facts = append(facts, runtime.GOOS+" "+kernel)
	}
	return append(facts, runtime.GOARCH, runtime.Version())
}

func read(path string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(raw)
}

func memoryOf(meminfo string) string {
	for line := range strings.Lines(meminfo) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "MemTotal:" {
			continue
		}
		if kilobytes, err := strconv.ParseFloat(words[1], 64); err == nil {
			return fmt.Sprintf("%.0f GiB of memory", kilobytes/(1<<20))
		}
	}
	return ""
}

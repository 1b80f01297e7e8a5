package main

import (
	"context"
	"slices"
	"sync"
	"time"
)

// samples are times that many goroutines measure.
type samples struct {
	mu    sync.Mutex
	times []time.Duration
}

func (s *samples) add(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.times = append(s.times, d)
}

func (s *samples) all() []time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.times)
}

func (s *samples) len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.times)
}

// reach waits until there are n of them.
func (s *samples) reach(ctx context.Context, n int, patience time.Duration) {
	for until := time.Now().Add(patience); s.len() < n && time.Now().Before(until); {
		if !pause(ctx, 5*time.Millisecond) {
			return
		}
	}
}

// recording keeps bytes.
type recording struct {
	mu    sync.Mutex
	bytes []byte
}

func (r *recording) add(b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bytes = append(r.bytes, b...)
}

func (r *recording) all() []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.bytes)
}

// pause waits, and says false when the driver is to stop.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

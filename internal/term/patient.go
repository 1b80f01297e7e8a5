package term

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// ErrStalled says that the peer has not read for longer than the limit.
var ErrStalled = errors.New("the client has stopped reading")

// patientChunk is how much is written at once, in bytes: progress is seen per
// chunk, so that a slow line is not taken for a dead one. The connection keeps
// two buffers as large as the largest chunk that went through it, for ever; most
// frames are smaller than this.
const patientChunk = 2 << 10

// NewPatientWriter returns a writer that waits for a peer which does not read, but
// not for ever: when nothing of a write could be delivered for limit, giveUp is
// called, once, from another goroutine. It must make the blocked write return, for
// example by closing the channel. The writer then returns ErrStalled, and whatever
// error there was, from that write and all later ones.
//
// While nothing is written there is neither a goroutine nor a running timer.
func NewPatientWriter(w io.Writer, limit time.Duration, giveUp func()) io.Writer {
	p := &patientWriter{w: w, limit: limit}
	p.timer = time.AfterFunc(time.Hour, func() {
		// A panic in what the caller gave must not end the process; the writer is
		// given up in any case.
		defer func() { _ = recover() }()
		if p.stalled.CompareAndSwap(false, true) {
			giveUp()
		}
	})
	p.timer.Stop()
	return p
}

type patientWriter struct {
	mu      sync.Mutex
	w       io.Writer
	limit   time.Duration
	timer   *time.Timer
	stalled atomic.Bool
}

func (p *patientWriter) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	done := 0
	for done < len(b) {
		n, err := p.chunk(b[done:min(len(b), done+patientChunk)])
		done += n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

func (p *patientWriter) chunk(b []byte) (int, error) {
	if p.stalled.Load() {
		return 0, ErrStalled
	}
	p.timer.Reset(p.limit)
	n, err := p.w.Write(b)
	p.timer.Stop()
	switch {
	case p.stalled.Load():
		return n, errors.Join(ErrStalled, err)
	case err != nil:
		return n, fmt.Errorf("writing to the client: %w", err)
	case n < len(b):
		return n, io.ErrShortWrite
	}
	return n, nil
}

package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// ErrInputClosed says that the client closed its side, or is gone.
var ErrInputClosed = errors.New("the client closed its input")

const (
	// readSize is how much is read at once, in bytes. It is also how much a burst
	// of keys can hold before it is drawn.
	readSize = 1024
	// escapePause is how long an Escape may be the start of something longer.
	escapePause = 50 * time.Millisecond
	// emptyReads in a row end a session: a reader that brings neither bytes nor an
	// error would keep a processor busy for ever.
	emptyReads = 100
)

// input reads a client's bytes and delivers them as messages, one batch for each
// read. The mutex orders the reader and the pause after an Escape.
type input struct {
	in      io.Reader
	bucket  *bucket
	deliver func([]tea.Msg)
	onPanic func(value any)

	mu    sync.Mutex
	guard guard
	pause *time.Timer // nil until there was an Escape
	due   time.Time   // when the pause is over; a timer that comes earlier is an old one
	ended bool
}

// run reads until the input ends or the context does. It always returns an error.
func (i *input) run(ctx context.Context) error {
	defer i.end()
	buf := make([]byte, readSize)
	for empty := 0; empty < emptyReads; empty++ {
		n, err := i.in.Read(buf)
		if n > 0 {
			empty = 0
			i.take(buf[:n])
		}
		switch {
		case errors.Is(err, io.EOF):
			return ErrInputClosed
		case err != nil:
			return fmt.Errorf("%w: %w", ErrInputClosed, err)
		}
		if err := i.bucket.take(ctx, n); err != nil {
			return err
		}
	}
	return fmt.Errorf("reading keys: %w", io.ErrNoProgress)
}

// take feeds what was read, and waits for the rest of an Escape that ends it.
func (i *input) take(b []byte) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.pause != nil {
		i.pause.Stop()
	}
	i.send(i.guard.feed(b))
	if !i.guard.pending() {
		return
	}
	i.due = time.Now().Add(escapePause)
	if i.pause == nil {
		i.pause = time.AfterFunc(escapePause, i.flush)
		return
	}
	i.pause.Reset(escapePause)
}

// flush delivers a lone Escape after the pause.
func (i *input) flush() {
	defer func() {
		if r := recover(); r != nil {
			i.onPanic(r)
		}
	}()
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.ended && !time.Now().Before(i.due) {
		i.send(i.guard.flush())
	}
}

func (i *input) end() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.ended = true
	if i.pause != nil {
		i.pause.Stop()
	}
	i.send(i.guard.flush())
}

func (i *input) send(batch []tea.Msg) {
	if len(batch) > 0 {
		i.deliver(batch)
	}
}

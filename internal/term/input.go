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
	// inputRate and inputBurst bound the input, in bytes per second and bytes.
	inputRate, inputBurst = 4 << 10, 16 << 10
	// maxSequence bounds one escape sequence of the input, in bytes.
	maxSequence = 256
	// maxPaste bounds one paste, in bytes, unless the session may paste more. What is
	// longer is cut.
	maxPaste = 4 << 10
	// readSize is how much is read at once, in bytes. It is also how much a burst
	// of keys can hold before it is drawn.
	readSize = 1024
	// escapePause is how long an Escape may be the start of something longer.
	escapePause = 50 * time.Millisecond
	// endPause is how long a paste, or a sequence that has an end mark, may be
	// without a byte before it is over without that mark: it was lost, and whoever
	// types must not be taken for a paste for ever.
	endPause = 2 * time.Second
	// surplusPrice is how many bytes of a paste beyond maxPaste cost as much as one
	// before. They cost next to nothing, and what is typed after them has to wait for
	// them.
	surplusPrice = 128
	// emptyReads in a row end a session: a reader that brings neither bytes nor an
	// error would keep a processor busy for ever.
	emptyReads = 100
)

// input reads a client's bytes and delivers them as messages, one batch for each
// read. The mutex orders the reader and the pause after an Escape.
type input struct {
	in      io.Reader
	deliver func(msgs []tea.Msg, read time.Time)
	onPanic func(value any)

	mu    sync.Mutex
	guard guard
	read  time.Time   // when the last bytes came
	pause *time.Timer // nil until there was an Escape
	due   time.Time   // when the pause is over; a timer that comes earlier is an old one
	rest  int         // surplus bytes that are not paid for yet
	ended bool

	bucket bucket
}

// run reads until the input ends or the context does. It always returns an error.
func (i *input) run(ctx context.Context) error {
	defer i.end()
	buf := make([]byte, readSize)
	for empty := 0; empty < emptyReads; empty++ {
		n, err := i.in.Read(buf)
		if n > 0 {
			empty = 0
			n = i.take(buf[:n])
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

// take feeds what was read, and waits for the rest of what it may be the
// beginning of. It returns how many bytes it is to be charged for.
func (i *input) take(b []byte) (price int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.read = time.Now()
	if i.pause != nil {
		i.pause.Stop()
	}
	if i.guard.stuck() && len(b) == 1 && b[0] == 0x03 { // ctrl+c alone was typed: a paste comes in larger pieces
		i.send(i.guard.giveUp())
	}
	i.send(i.guard.feed(b))
	switch {
	case i.guard.pending():
		i.wait(escapePause)
	case i.guard.stuck():
		i.wait(endPause)
	}
	surplus := i.guard.paste.surplus()
	i.rest += surplus
	price = len(b) - surplus + i.rest/surplusPrice
	i.rest %= surplusPrice
	return price
}

// wait has flush called after the pause, unless something comes before.
func (i *input) wait(pause time.Duration) {
	i.due = i.read.Add(pause)
	if i.pause == nil {
		i.pause = time.AfterFunc(pause, i.flush)
		return
	}
	i.pause.Reset(pause)
}

// flush delivers, after the pause, a lone Escape, or a paste whose end was lost.
func (i *input) flush() {
	defer func() {
		if r := recover(); r != nil {
			i.onPanic(r)
		}
	}()
	i.mu.Lock()
	defer i.mu.Unlock()
	switch {
	case i.ended || time.Now().Before(i.due):
	case i.guard.stuck():
		i.send(i.guard.giveUp())
	default:
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
		i.deliver(batch, i.read)
	}
}

// bucket lets bytes through at inputRate, after inputBurst. It never drops any: who
// takes more than there is waits, does not read meanwhile, and the client's own
// window fills up.
type bucket struct {
	tokens float64
	last   time.Time // zero: it is full
}

// take accounts for n bytes that were read and waits until the account is in
// order again, or the context ends.
func (b *bucket) take(ctx context.Context, n int) error {
	now := time.Now()
	b.tokens = min(inputBurst, b.tokens+now.Sub(b.last).Seconds()*inputRate) - float64(n)
	b.last = now
	if b.tokens >= 0 {
		return nil
	}
	select {
	case <-time.After(time.Duration(-b.tokens / inputRate * float64(time.Second))):
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting to read on: %w", context.Cause(ctx))
	}
}

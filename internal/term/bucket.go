package term

import (
	"context"
	"fmt"
	"time"
)

// bucket lets bytes through at a rate, after a burst. It never drops any: who
// takes more than there is waits, does not read meanwhile, and the client's own
// window fills up.
type bucket struct {
	rate, burst float64 // bytes per second, bytes
	tokens      float64
	last        time.Time
	now         func() time.Time
	sleep       func(ctx context.Context, d time.Duration) error
}

func newBucket(rate, burst int) *bucket {
	return &bucket{
		rate: float64(rate), burst: float64(burst), tokens: float64(burst),
		now: time.Now, sleep: sleep,
	}
}

// take accounts for n bytes that were read and waits until the account is in
// order again, or the context ends.
func (b *bucket) take(ctx context.Context, n int) error {
	now := b.now()
	if gone := now.Sub(b.last); !b.last.IsZero() && gone > 0 {
		b.tokens = min(b.burst, b.tokens+gone.Seconds()*b.rate)
	}
	b.last = now
	b.tokens -= float64(n)
	if b.tokens >= 0 {
		return nil
	}
	return b.sleep(ctx, time.Duration(-b.tokens/b.rate*float64(time.Second)))
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting to read on: %w", context.Cause(ctx))
	}
}

package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// ErrClosed is what waits and reads end with when the store is closed.
var ErrClosed = errors.New("store: closed")

// feed tells those who wait for a room that something has changed in it. What
// has changed they look up themselves, so nothing is queued, nobody is waited
// for, and whoever was away for ten changes looks once. A room that nobody
// watches costs nothing.
type feed struct {
	mu     sync.Mutex
	rooms  map[string]*bell
	rang   map[string]time.Time // when a room changed last
	closed chan struct{}
	over   atomic.Bool // closed is
}

// bell rings once, for all who wait.
type bell struct {
	rung    chan struct{}
	waiting int
}

func newFeed() *feed {
	return &feed{rooms: map[string]*bell{}, rang: map[string]time.Time{}, closed: make(chan struct{})}
}

// listen joins those who wait for a room's next change. leave must be called
// when the waiting is over.
func (f *feed) listen(room string) (rung <-chan struct{}, leave func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.rooms[room]
	if b == nil {
		b = &bell{rung: make(chan struct{})}
		f.rooms[room] = b
	}
	b.waiting++
	return b.rung, func() { f.leave(room, b) }
}

func (f *feed) leave(room string, b *bell) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b.waiting--
	if b.waiting == 0 && f.rooms[room] == b {
		delete(f.rooms, room)
	}
}

// announce wakes all who wait for the rooms.
func (f *feed) announce(rooms ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := time.Now()
	for _, room := range rooms {
		f.rang[room] = now
		if b := f.rooms[room]; b != nil {
			delete(f.rooms, room)
			close(b.rung)
		}
	}
}

// close wakes everybody for good.
func (f *feed) close() {
	if f.over.CompareAndSwap(false, true) {
		close(f.closed)
	}
}

// watch waits until version gives a number above since, and gives that number.
// It listens before it looks, so that no change falls between the two.
func (f *feed) watch(
	ctx context.Context, room string, since uint64, version func(context.Context) (uint64, error),
) (uint64, error) {
	for {
		rung, leave := f.listen(room)
		latest, err := version(ctx)
		if err == nil && latest <= since {
			err = f.await(ctx, rung)
			if err == nil { // most often that was it, and nobody need listen once more
				latest, err = version(ctx)
			}
		}
		leave()
		if err != nil || latest > since {
			f.tell(ctx, room, err)
			return latest, err
		}
	}
}

// await waits for a bell.
func (f *feed) await(ctx context.Context, rung <-chan struct{}) error {
	select {
	case <-rung:
		return nil
	case <-f.closed:
		return ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("watch: %w", ctx.Err())
	}
}

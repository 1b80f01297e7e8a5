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
	closed chan struct{}
	over   atomic.Bool // closed is
}

// wave is the number of a change, and when it was committed; the zero time when
// that is not known.
type wave struct {
	seq uint64
	at  time.Time
}

// bell rings once, for all who wait.
type bell struct {
	rung    chan struct{}
	waiting int
}

func newFeed() *feed {
	return &feed{rooms: map[string]*bell{}, closed: make(chan struct{})}
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
	for _, room := range rooms {
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

// watch waits until the latest change has a number above since, and gives that
// number. It listens before it looks, so that no change falls between the two.
func (f *feed) watch(
	ctx context.Context, room string, since uint64, look func(context.Context) (wave, error),
) (uint64, error) {
	for {
		rung, leave := f.listen(room)
		latest, err := look(ctx)
		if err == nil && latest.seq <= since {
			err = f.await(ctx, rung)
			if err == nil { // most often that was it, and nobody need listen once more
				latest, err = look(ctx)
			}
		}
		leave()
		if err != nil {
			return latest.seq, err
		}
		if latest.seq > since {
			tell(ctx, latest)
			return latest.seq, nil
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

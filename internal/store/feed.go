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

// feed is local to this process. It tells those who wait for a room that something
// has changed in it. What has changed they look up themselves, so nothing is queued,
// nobody is waited for, and whoever was away for ten changes looks once. A room that
// nobody watches costs nothing.
type feed struct {
	mu     sync.Mutex
	rooms  map[string]*waiters
	closed chan struct{}
	over   atomic.Bool // closed is
}

// waiters wait for the next change of a room.
type waiters struct {
	woken chan struct{} // closed at the change
	count int
}

func newFeed() *feed {
	return &feed{rooms: map[string]*waiters{}, closed: make(chan struct{})}
}

// listen joins those who wait for a room's next change. leave must be called
// when the waiting is over.
func (f *feed) listen(room string) (woken <-chan struct{}, leave func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := f.rooms[room]
	if w == nil {
		w = &waiters{woken: make(chan struct{})}
		f.rooms[room] = w
	}
	w.count++
	return w.woken, func() { f.leave(room, w) }
}

func (f *feed) leave(room string, w *waiters) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w.count--
	if w.count == 0 && f.rooms[room] == w {
		delete(f.rooms, room)
	}
}

// announce wakes all who wait for the room.
func (f *feed) announce(room string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if w := f.rooms[room]; w != nil {
		delete(f.rooms, room)
		close(w.woken)
	}
}

// close wakes everybody for good.
func (f *feed) close() {
	if f.over.CompareAndSwap(false, true) {
		close(f.closed)
	}
}

// watch waits until the latest change, which look finds with the time of its commit,
// has a number above since, and gives that number. It listens before it looks, so
// that no change falls between the two.
func (f *feed) watch(
	ctx context.Context, room string, since uint64, look func(context.Context) (seq uint64, committed time.Time, err error),
) (uint64, error) {
	for {
		woken, leave := f.listen(room)
		seq, committed, err := look(ctx)
		if err == nil && seq <= since {
			if err = f.await(ctx, woken); err == nil { // most often that was it, and nobody need listen once more
				seq, committed, err = look(ctx)
			}
		}
		leave()
		if err != nil {
			return seq, err
		}
		if seq > since {
			tell(ctx, committed)
			return seq, nil
		}
	}
}

// await waits for a change.
func (f *feed) await(ctx context.Context, woken <-chan struct{}) error {
	select {
	case <-woken:
		return nil
	case <-f.closed:
		return ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("watch: %w", ctx.Err())
	}
}

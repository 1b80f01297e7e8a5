package live

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrClosed is what waits and reads end with when the store is closed.
var ErrClosed = errors.New("store: closed")

// Feed tells those who wait for a room that something
// has changed in it. What has changed they look up themselves, so nothing is queued,
// nobody is waited for, and whoever was away for ten changes looks once. A room that
// nobody watches costs nothing.
type Feed struct {
	mu    sync.Mutex
	rooms map[string]*waiters
	open  context.Context // ends when the feed is closed
	close context.CancelFunc
}

// waiters wait for the next change of a room.
type waiters struct {
	woken chan struct{} // closed at the change
	count int
}

// NewFeed is one for which nobody waits.
func NewFeed() *Feed {
	open, end := context.WithCancel(context.Background())
	return &Feed{rooms: map[string]*waiters{}, open: open, close: end}
}

// Listen joins those who wait for a room's next change. leave must be called
// when the waiting is over.
func (f *Feed) Listen(room string) (woken <-chan struct{}, leave func()) {
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

func (f *Feed) leave(room string, w *waiters) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w.count--
	if w.count == 0 && f.rooms[room] == w {
		delete(f.rooms, room)
	}
}

// Announce wakes all who wait for the room.
func (f *Feed) Announce(room string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if w := f.rooms[room]; w != nil {
		delete(f.rooms, room)
		close(w.woken)
	}
}

// AnnounceAll wakes all who wait.
func (f *Feed) AnnounceAll() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for room, w := range f.rooms {
		delete(f.rooms, room)
		close(w.woken)
	}
}

// Close wakes everybody for good.
func (f *Feed) Close() { f.close() }

// Watch waits until the latest change, which look finds with the time of its commit,
// has a number above since, and gives that number. It listens before it looks, so
// that no change falls between the two.
func (f *Feed) Watch(
	ctx context.Context, room string, since uint64, look func(context.Context) (seq uint64, committed time.Time, err error),
) (uint64, error) {
	for {
		woken, leave := f.Listen(room)
		seq, committed, err := look(ctx)
		if err == nil && seq <= since {
			if err = f.Await(ctx, woken); err == nil { // most often that was it, and nobody need listen once more
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

// Closed reports whether the feed is.
func (f *Feed) Closed() bool { return f.open.Err() != nil }

// Open is a context that ends when the feed is closed.
func (f *Feed) Open() context.Context { return f.open }

// Waiting is how many wait for a room.
func (f *Feed) Waiting(room string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if w := f.rooms[room]; w != nil {
		return w.count
	}
	return 0
}

// Await waits until woken, which Listen gave, is closed; with the error of the context, or ErrClosed.
func (f *Feed) Await(ctx context.Context, woken <-chan struct{}) error {
	select {
	case <-woken:
		return nil
	case <-f.open.Done():
		return ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("watch: %w", ctx.Err())
	}
}

type newsKey struct{}

// WithNews has heard called by Watch, when it is given this context and before
// it returns a change, with the real time of the change's commit: of the newest,
// when there were several. It is not called for a change of which that time is not
// known, such as one from before the store was opened. heard must not wait.
func WithNews(ctx context.Context, heard func(committed time.Time)) context.Context {
	return context.WithValue(ctx, newsKey{}, heard)
}

// tell tells whoever watches, and wants to know, when the change was committed.
func tell(ctx context.Context, committed time.Time) {
	if heard, wanted := ctx.Value(newsKey{}).(func(time.Time)); wanted && !committed.IsZero() {
		heard(committed)
	}
}

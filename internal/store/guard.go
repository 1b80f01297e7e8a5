package store

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"time"

	"porthole/internal/store/engine"
	"porthole/internal/store/live"
	"porthole/internal/store/location"
)

// ErrClosed is what waits and reads end with when the store is closed.
var ErrClosed = live.ErrClosed

// callerPanic is a panic of a caller's function, on its way through the engine as an
// error. What else panics in a transaction is the engine's, which makes an error of
// it.
type callerPanic struct{ value any }

// Error implements error.
func (callerPanic) Error() string { return "a caller's function panics" }

// caught runs a caller's function, and gives a panic of it as an error, unless it comes
// from the engine that the function had asked.
func caught(fn func() error) (err error) {
	defer func() {
		switch r := recover(); {
		case r == nil:
		case engineOnStack():
			panic(r)
		default:
			err = callerPanic{r}
		}
	}()
	return fn()
}

// engineOnStack reports whether bbolt panics, as it does over a damaged file: the frames
// that panic are still on the stack of who recovers.
func engineOnStack() bool {
	stack := make([]uintptr, 100)
	frames := runtime.CallersFrames(stack[:runtime.Callers(1, stack)])
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "go.etcd.io/bbolt.") {
			return true
		}
		if frame.Function == "porthole/internal/store.caught" || !more {
			return false
		}
	}
}

// explain turns what has a sentence into a Fault, see [location.Explain]. A panic of the
// caller's function goes on.
func (s *Store) explain(err error) error {
	var ofCaller callerPanic
	if errors.As(err, &ofCaller) {
		panic(ofCaller.value)
	}
	return location.Explain(err, s.file, s.log)
}

func (s *Store) damaged() error { return location.Damaged(s.file) }

// view runs fn in a reading transaction.
func (s *Store) view(ctx context.Context, fn func(r engine.Reader) error) error {
	begun := time.Now()
	err := s.explain(s.engine.View(ctx, fn))
	s.observer.Read(time.Since(begun))
	return err
}

// read is what fn finds at one moment.
func read[T any](ctx context.Context, s *Store, fn func(r engine.Reader) (T, error)) (v T, err error) {
	err = s.view(ctx, func(r engine.Reader) error {
		v, err = fn(r)
		return err
	})
	return v, err
}

// read2 is read for what gives two things, such as a page and where the next one begins.
func read2[A, B any](ctx context.Context, s *Store, fn func(r engine.Reader) (A, B, error)) (a A, b B, err error) {
	err = s.view(ctx, func(r engine.Reader) error {
		a, b, err = fn(r)
		return err
	})
	return a, b, err
}

// update runs fn in a writing transaction and returns when it is on disk. What
// fn returns as an error rolls everything back.
func (s *Store) update(ctx context.Context, fn func(tx engine.Tx) error) error {
	if ctx.Value(aloneKey{}) != s {
		s.alone.RLock()
		defer s.alone.RUnlock()
	}
	begun := time.Now()
	err := s.explain(s.engine.Update(ctx, fn))
	s.observer.Write(time.Since(begun), err == nil)
	return err
}

// updateIf is update for what fn may find to be so already: then nothing is committed.
func (s *Store) updateIf(ctx context.Context, fn func(tx engine.Tx) (changed bool, err error)) error {
	err := s.update(ctx, func(tx engine.Tx) error {
		changed, err := fn(tx)
		if err == nil && !changed {
			err = errNothing
		}
		return err
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

// aloneKey is for the store in the context of who writes to it while nobody else does.
type aloneKey struct{}

// withoutOthers runs fn while nobody else writes, here or on another server: it writes
// with the context that it is given.
func (s *Store) withoutOthers(ctx context.Context, fn func(ctx context.Context) error) error {
	s.alone.Lock()
	defer s.alone.Unlock()
	ctx = context.WithValue(ctx, aloneKey{}, s)
	if e, is := s.engine.(engine.Shared); is {
		return s.explain(e.Alone(ctx, fn))
	}
	return fn(ctx)
}

// Observer is told how long the store takes. Its methods are called by whoever
// reads or writes, by many goroutines at once, and must not wait.
type Observer interface {
	// Read is called after a reading transaction.
	Read(took time.Duration)
	// Write is called after a writing transaction: the wait for its turn and for
	// the disk is part of the time. One that is not committed has written nothing.
	Write(took time.Duration, committed bool)
	// Mailed is called after an attempt at a mail.
	Mailed(sent bool)
}

// nobody is told when there is no observer.
type nobody struct{}

func (nobody) Read(time.Duration)        {}
func (nobody) Write(time.Duration, bool) {}
func (nobody) Mailed(bool)               {}

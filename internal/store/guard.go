package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// callerPanic carries a panic of a caller's function through ours.
type callerPanic struct{ value any }

// guarded runs fn and gives what went wrong as an error that a handle may
// return. A damaged file can make bbolt panic, or lead it to an address where
// nothing is; both are errors here, and end nobody's process. A panic of the
// caller's own function goes on.
func (s *Store) guarded(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case callerPanic:
			panic(r.value)
		default:
			s.log.Error("store: panic", "cause", fmt.Sprintf("%q", fmt.Sprint(r)), "stack", string(debug.Stack()))
			err = s.damaged()
		}
	}()
	return s.explain(fn())
}

// explain turns what has a sentence into a Fault: damage, a full disk. All else
// stays as it is.
func (s *Store) explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errDamaged), errors.Is(err, engine.ErrNone): // what can be missing is told apart before
		s.log.Error("store: damaged", "cause", fmt.Sprintf("%q", err.Error()))
		return s.damaged()
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, bolterrors.ErrMaxSizeReached):
		s.log.Error("store: disk full", "cause", fmt.Sprintf("%q", err.Error()))
		return model.NewFault("error.store_full")
	case errors.Is(err, bolterrors.ErrDatabaseNotOpen):
		return ErrClosed
	default:
		return err
	}
}

func (s *Store) damaged() error { return model.NewFault("error.store_damaged", display(s.file)) }

// view runs fn in a reading transaction.
func (s *Store) view(ctx context.Context, fn func(r engine.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	begun := s.told.begin()
	err := s.guarded(func() error { return s.db.View(bolt.In(func(tx bolt.Tx) error { return fn(tx) })) }) //nolint:wrapcheck // fn's own errors are part of the promise
	s.told.read(begun)
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

// update runs fn in a writing transaction and returns when it is on disk. What
// fn returns as an error rolls everything back.
func (s *Store) update(ctx context.Context, fn func(tx engine.Tx) error) error {
	s.alone.RLock()
	defer s.alone.RUnlock()
	return s.updateAlone(ctx, fn)
}

// updateAlone is update for whoever has locked alone, so that nobody else writes
// between several transactions.
func (s *Store) updateAlone(ctx context.Context, fn func(tx engine.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if len(s.suspect) > 0 {
		return s.damaged()
	}
	begun := s.told.begin()
	err := s.guarded(func() error { return s.db.Update(bolt.In(func(tx bolt.Tx) error { return fn(tx) })) }) //nolint:wrapcheck // fn's own errors are part of the promise
	if err == nil {
		s.freelist.Committed()
	}
	s.told.wrote(begun, err == nil)
	return err
}

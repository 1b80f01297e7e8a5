package term

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
)

// ErrPanic says that something in the session panicked. The error that Run
// returns is a [*PanicError], which wraps it.
var ErrPanic = errors.New("the session panicked")

// PanicError ends a session in which something panicked. ID is short and random;
// the log has the same one beside the panic and its stack, so that what a person
// reads can be looked up.
type PanicError struct{ ID string }

// Error names the id.
func (e *PanicError) Error() string { return fmt.Sprintf("%v (%s)", ErrPanic, e.ID) }

// Unwrap returns ErrPanic.
func (e *PanicError) Unwrap() error { return ErrPanic }

// catch is deferred wherever code of the root or of ours runs. A panic is logged
// and ends this session.
func (s *Session) catch(where string) {
	if r := recover(); r != nil {
		s.panicked(where, r, debug.Stack())
	}
}

// panicked records the first panic of the session and logs every one.
func (s *Session) panicked(where string, value any, stack []byte) {
	err := &PanicError{ID: fmt.Sprintf("%08x", rand.Uint32())}
	s.failure.CompareAndSwap(nil, err)
	s.o.Log.Error("session panicked", "id", err.ID, "where", where,
		"panic", fmt.Sprint(value), "stack", string(stack))
	s.stop(err)
}

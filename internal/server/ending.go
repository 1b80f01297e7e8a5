package server

import (
	"context"
	"errors"

	"porthole/internal/command"
)

// Why a session ends, beside its program being done.
var (
	errGone        = errors.New("the client has gone")
	errStalled     = errors.New("the client does not read")
	errInterrupted = errors.New("interrupted")
)

// ending is an end that the server decides on. It is a sentence: people are told.
type ending struct {
	key  string
	args []any
}

// Error implements error; it is for the log.
func (e *ending) Error() string { return e.key }

// Is tells commands that it was not their reader who ended the session.
func (e *ending) Is(target error) bool { return target == command.ErrEnded }

var (
	endIdle     = &ending{key: "server.closed.idle"}
	endStay     = &ending{key: "server.closed.stay"}
	endStopping = &ending{key: "server.closed.stopping"}
	endAccount  = &ending{key: "server.closed.account"}
)

// causeOf says in the log why a context has ended; empty while it has not.
func causeOf(ctx context.Context) string {
	if cause := context.Cause(ctx); cause != nil {
		return cause.Error()
	}
	return ""
}

// endingOf is the ending that people are to be told of, if it is one.
func endingOf(ctx context.Context) *ending {
	var end *ending
	if errors.As(context.Cause(ctx), &end) {
		return end
	}
	return nil
}

// unreachable says that nobody is there to read anything.
func unreachable(ctx context.Context) bool {
	cause := context.Cause(ctx)
	return errors.Is(cause, errGone) || errors.Is(cause, errStalled)
}

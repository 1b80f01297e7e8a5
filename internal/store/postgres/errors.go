package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"

	"porthole/internal/store/engine"
)

// brokenError ends a transaction that was not committed and can be begun anew.
type brokenError struct {
	cause      error
	connection bool // the connection is gone too
}

func (e *brokenError) Error() string { return e.cause.Error() }

func (e *brokenError) Unwrap() error { return e.cause }

// The classes of SQLSTATE by which errors are told apart, and those of them that
// stand alone.
const (
	classConnection = "08"
	classResources  = "53"
	classShutdown   = "57P"

	stateFull         = "53100"
	stateFailing      = "58030" // an input or output error of its disk
	stateDamagedData  = "XX001"
	stateDamagedIndex = "XX002"
	stateNoColumn     = "42703"
	stateNoTable      = "42P01"
	stateReadOnly     = "25006" // the server has become a standby
	stateIdle         = "25P03" // the transaction waited too long for us
	stateConflict     = "40001"
	stateDeadlock     = "40P01"
	stateTaken        = "23505" // somebody was faster than our look
	stateMayNot       = "42501"
	stateWarning      = "01000"
	stateEnding       = "57P01"
)

// explained is an error of the database in the engine's words.
func explained(err error) error {
	var server *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, puddle.ErrClosedPool):
		return engine.ErrClosed
	case errors.As(err, &server):
		return ofServer(server, err)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("postgres: %w", err)
	default: // nobody answers: a deadline is ours, or the caller's, who will see to it
		return &brokenError{cause: err, connection: true}
	}
}

func ofServer(e *pgconn.PgError, err error) error {
	switch code := e.Code; {
	case code == stateFull:
		return fmt.Errorf("%w: %w", engine.ErrFull, err)
	case code == stateFailing:
		return fmt.Errorf("%w: %w", engine.ErrFailing, err)
	case code == stateDamagedData, code == stateDamagedIndex, code == stateNoColumn, code == stateNoTable:
		return fmt.Errorf("%w: %w", engine.ErrDamaged, err)
	case code == stateConflict, code == stateDeadlock, code == stateTaken:
		return &brokenError{cause: err}
	case code == stateReadOnly, code == stateIdle, strings.HasPrefix(code, classConnection), strings.HasPrefix(code, classShutdown),
		strings.HasPrefix(code, classResources):
		return &brokenError{cause: err, connection: true}
	default:
		return fmt.Errorf("postgres: %w", err)
	}
}

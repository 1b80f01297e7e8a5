package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
)

// Each process that has the database open shares an advisory lock for as long, on the
// connection on which it rings. So whoever must be the only one knows whether they are:
// a file is locked for that, a database is not.

// openLock is that lock.
const openLock = writersLock + 3

// openPatience is how long to wait for a process that has just ended, whose connections
// the database has not seen close yet.
const openPatience = 2 * time.Second

var holdOpen = fmt.Sprintf("select pg_advisory_lock_shared(%d)", int64(openLock))

// ErrInUse is for a database that another process has open: any other for OpenAlone, one
// that has it alone for Open.
var ErrInUse = errors.New("postgres: the database is in use")

// OpenAlone is Open for a process that lets no other have the database open meanwhile.
func OpenAlone(ctx context.Context, url string, log *slog.Logger) (*Engine, error) {
	e, err := connect(ctx, url, log)
	if err != nil {
		return nil, err
	}
	if e.alone, err = e.lock(ctx, "pg_try_advisory_lock"); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// mayOpen looks whether a process has the database alone.
func (e *Engine) mayOpen(ctx context.Context) error {
	conn, err := e.lock(ctx, "pg_try_advisory_lock_shared")
	if err == nil {
		err = conn.Close(ctx)
	}
	return err //nolint:wrapcheck // the connection has done all that it was for
}

// lock is a connection that has the lock of the database.
func (e *Engine) lock(ctx context.Context, how string) (conn *pgx.Conn, err error) {
	err = e.insist(ctx, patience, func() error {
		conn, err = e.tryLock(ctx, how)
		return err
	})
	return conn, err
}

func (e *Engine) tryLock(ctx context.Context, how string) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, e.single)
	if err != nil {
		return nil, explained(err)
	}
	for until := time.Now().Add(openPatience); ; time.Sleep(pause) {
		held := false
		err := conn.QueryRow(ctx, fmt.Sprintf("select %s(%d)", how, int64(openLock))).Scan(&held)
		switch {
		case err != nil:
			return nil, errors.Join(explained(err), conn.Close(ctx))
		case held:
			return conn, nil
		case time.Now().After(until):
			return nil, errors.Join(ErrInUse, conn.Close(ctx))
		}
	}
}

package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"porthole/internal/store/engine"
)

// A transaction is acknowledged when the server has said that it is committed, and,
// where there is a synchronous standby, that it is there too. It leaves its id in the
// table of changes. When the answer is lost, with the connection or with the server,
// whoever asks for the id gets to know whether it happened: on the server that is
// primary by then, and behind the lock that the transaction held to its end. (The
// number that PostgreSQL gives a transaction would not do: a new primary may give it
// to another.) A transaction is never run again unless it is certain that it did not
// happen.

// commit writes what was gathered, and ends the transaction.
func (e *Engine) commit(ctx context.Context, t *tx) error {
	if err := t.flush(); err != nil {
		return err
	}
	if !t.dirty {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	act := newID()
	t.later("insert into office.change (id, process, words) values ($1, $2, $3)", act, e.process, append([]string{}, t.said...))
	t.later("commit")
	t.join() // a notice may come with what is sent
	if t.failed != nil {
		return t.failed // the commit was not sent
	}
	unconfirmed := watchNotices(t.conn)
	err := t.sendAll()
	switch {
	case err == nil && !unconfirmed():
		t.ended = true
		e.followed.ring()
		return nil
	case refused(err):
		return err
	}
	e.log.Warn("postgres: the answer to a commit is lost", "cause", fmt.Sprintf("%q", fmt.Sprint(err)))
	return e.resolve(ctx, act)
}

// refused says that a server has answered that it does not commit.
func refused(err error) bool {
	var server *pgconn.PgError
	return errors.As(err, &server) && server.Severity == "ERROR"
}

// resolve finds out what has become of a commit; a brokenError when it did not happen.
// Nobody is told of something that may be lost: when the context ends meanwhile, or
// there is no server to ask, the error is engine.ErrDoubt.
func (e *Engine) resolve(ctx context.Context, act id) error {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer done()
	for {
		happened, err := e.happened(ctx, act)
		switch {
		case err == nil && happened:
			e.followed.ring()
			return nil
		case err == nil:
			return &brokenError{cause: errors.New("the commit did not happen"), connection: true}
		case ctx.Err() != nil || e.followed.closed():
			return fmt.Errorf("%w: %w", engine.ErrDoubt, err)
		}
		e.pool.Reset()
		time.Sleep(pause)
	}
}

// happened says whether a transaction is committed, wherever those that are must be.
func (e *Engine) happened(ctx context.Context, act id) (bool, error) {
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return false, explained(err)
	}
	t := e.newTx(ctx, conn.Conn())
	defer t.leave(conn)
	t.writes, t.alone = true, true // it waits for writers alone: who has the database alone may be us
	found, err := t.one(nil, "select from office.change where id = $1", act)
	if err != nil || !found {
		return false, err
	}
	// A commit of our own behind the other, which waits for the same standby.
	t.later("select pg_logical_emit_message(true, 'porthole', '')")
	t.later("commit")
	unconfirmed := watchNotices(t.conn)
	if err := t.sendAll(); err != nil {
		return false, err
	}
	t.ended = true
	if unconfirmed() {
		return false, errors.New("the wait for the standby was ended")
	}
	return true, nil
}

// keyUnconfirmed is where a connection notes that it was warned.
const keyUnconfirmed = "porthole.unconfirmed"

// watchNotices begins to look for the warning that a wait for the synchronous standby
// was ended, which comes with what looks like a success.
func watchNotices(conn *pgx.Conn) (unconfirmed func() bool) {
	data := conn.PgConn().CustomData()
	delete(data, keyUnconfirmed)
	return func() bool { return data[keyUnconfirmed] != nil }
}

func onNotice(conn *pgconn.PgConn, n *pgconn.Notice) {
	if n.Code == stateWarning || n.Code == stateEnding {
		conn.CustomData()[keyUnconfirmed] = true
	}
}

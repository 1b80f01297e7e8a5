// Package postgres is the store's engine for several servers: tables of PostgreSQL.
// [Open] brings them up to date and gives an [Engine]. The tables are drawn in
// migrations/, in two schemas: rooms has what customers see, office all else.
//
// Whoever writes waits for their turn (turn.go): those who write to different customers'
// lists do so side by side, on whichever server, and whoever writes anything else has the
// database to themselves. Readers wait for nobody. A reader that serves a customer takes a role
// that can read that customer's list and nothing else, see [tx.Only].
//
// A server that dies, or loses its database, loses nothing that was acknowledged: see
// commit.go. That others have committed something is told by follow.go.
package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"porthole/internal/store/engine"
)

const (
	// patience is how long a transaction is tried again while the database is away
	// or a new primary is being made.
	patience = 10 * time.Second
	// readPatience is that of a transaction that only reads: who looks at something
	// rather sees at once that it may be old.
	readPatience = 3 * time.Second
	// pause is how long to wait between two attempts.
	pause = 50 * time.Millisecond
)

// id names a transaction, or a process.
type id [16]byte

func newID() (n id) {
	_, _ = rand.Read(n[:]) // it never fails
	return n
}

// Engine is an engine on a database that other processes may use too.
type Engine struct {
	url      string
	pool     *pgxpool.Pool
	single   *pgx.ConnConfig // of connections beside the pool, which may write
	process  id
	timeline atomic.Int64 // the highest of any server that we were connected to
	log      *slog.Logger
	away     atomic.Int64 // since when no transaction came to an end, in nanoseconds; 0: the last one did
	followed *follower
	writers  chan struct{} // those that may write at once: each has a connection while it waits
	tables   sync.Map      // names of those that are known to be there
	maker    maker
	alone    *pgx.Conn // holds the database for this process; nil: others may have it open
}

var _ engine.Shared = (*Engine)(nil)

// Open connects to the database that a URL names, and makes or updates its tables. The
// error is a [NewerError] for one that a newer Porthole has made, or engine.ErrAway.
func Open(ctx context.Context, url string, log *slog.Logger) (*Engine, error) {
	e, err := connect(ctx, url, log)
	if err != nil {
		return nil, err
	}
	if err := e.mayOpen(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	e.follow()
	return e, nil
}

// connect is an engine that follows nobody.
func connect(ctx context.Context, url string, log *slog.Logger) (*Engine, error) {
	e := &Engine{url: url, process: newID(), log: log, followed: newFollower()}
	config, err := e.config(url)
	if err != nil {
		return nil, err
	}
	e.single = config.ConnConfig.Copy()
	e.probe(ctx)
	if err := e.migrate(ctx); err != nil {
		return nil, err
	}
	maps.Copy(config.ConnConfig.RuntimeParams, poolDefaults)
	if e.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return nil, fmt.Errorf("postgres: %w", err)
	}
	e.writers = make(chan struct{}, config.MaxConns-config.MaxConns/4) // the others are for who reads
	return e, nil
}

// Close is engine.Engine's.
func (e *Engine) Close() error {
	e.followed.end()
	e.maker.close()
	if e.alone != nil {
		_ = e.alone.Close(context.Background())
	}
	e.pool.Close()
	return nil
}

// View is engine.Engine's.
func (e *Engine) View(ctx context.Context, fn func(r engine.Reader) error) error {
	return e.insist(ctx, readPatience, func() error { return e.view(ctx, fn) })
}

func (e *Engine) view(ctx context.Context, fn func(r engine.Reader) error) error {
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return explained(err)
	}
	t := e.newTx(ctx, conn.Conn())
	defer t.leave(conn)
	return t.outcome(fn(t))
}

// Update is engine.Engine's.
func (e *Engine) Update(ctx context.Context, fn func(tx engine.Tx) error) error {
	return e.insist(ctx, patience, func() error { return e.inTurn(ctx, fn) })
}

func (e *Engine) update(ctx context.Context, turn turn, fn func(tx engine.Tx) error) error {
	select {
	case e.writers <- struct{}{}:
		defer func() { <-e.writers }()
	case <-ctx.Done():
		return fmt.Errorf("postgres: %w", ctx.Err())
	}
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return explained(err)
	}
	t := e.newTx(ctx, conn.Conn())
	t.writes, t.turn = true, turn
	defer t.leave(conn)
	if alone, is := ctx.Value(aloneKey{}).(*pgxpool.Conn); is {
		if err := alone.Ping(ctx); err != nil {
			return fmt.Errorf("%w: %w", engine.ErrAway, err) // others may have written since
		}
		t.alone = true
	}
	if err := t.outcome(fn(t)); err != nil {
		return err
	}
	return e.commit(ctx, t)
}

// aloneLock is the advisory lock of who writes several transactions and lets nobody
// else write between them; all others share it.
const aloneLock = writersLock + 2

// aloneKey is for the connection that holds it, in the context of those transactions.
type aloneKey struct{}

// Alone is engine.Shared's.
func (e *Engine) Alone(ctx context.Context, fn func(ctx context.Context) error) error {
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", engine.ErrAway, err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "select pg_advisory_lock($1)", int64(aloneLock)); err != nil {
		return fmt.Errorf("%w: %w", engine.ErrAway, err)
	}
	defer func() {
		_, _ = conn.Exec(context.WithoutCancel(ctx), "select pg_advisory_unlock($1)", int64(aloneLock))
	}()
	return fn(context.WithValue(ctx, aloneKey{}, conn))
}

// insist tries once until it has an answer: what only came to nothing because a
// connection broke, or because two transactions were in each other's way, is begun
// anew. While the database is away for longer, nobody waits: the follower alone goes on
// trying to reach it.
func (e *Engine) insist(ctx context.Context, patience time.Duration, once func() error) error {
	for {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		if e.awayFor(patience) && !e.followed.hears() {
			return engine.ErrAway
		}
		err := once()
		var broken *brokenError
		if !errors.As(err, &broken) {
			e.answered()
			return err
		}
		if e.away.CompareAndSwap(0, time.Now().UnixNano()) && broken.connection {
			e.log.Warn("postgres: the database does not answer, and is tried again", "cause", fmt.Sprintf("%q", broken.Error()))
			if e.pool != nil { // what is left of a server that is gone is of no use
				e.pool.Reset()
			}
		}
		if e.followed.closed() {
			return engine.ErrClosed
		}
		if e.awayFor(patience) { // all have waited then
			return fmt.Errorf("%w: %w", engine.ErrAway, broken.cause)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

// awayFor says whether the database has been away for longer.
func (e *Engine) awayFor(d time.Duration) bool {
	since := e.away.Load()
	return since != 0 && time.Since(time.Unix(0, since)) > d
}

// answered notes that the database is there.
func (e *Engine) answered() {
	if e.awayFor(patience) {
		e.log.Info("postgres: the database answers again")
	}
	e.away.Store(0)
}

package postgres

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// What a transaction tells is written with it, into office.change. After the commit a
// bell is rung for all processes, on a connection of its own and once for all commits
// of some milliseconds: NOTIFY within a transaction would have all that write wait for
// each other. A bell says nothing by itself. Whoever hears it reads the changes behind
// the last one that they know, and does so every two seconds besides, since a bell can
// be lost with its connection.

const (
	gather     = 10 * time.Millisecond // before a bell is rung
	lookEach   = 2 * time.Second       // without a bell
	kept       = "1 day"               // of changes, which also tell whether a commit happened
	forgetEach = time.Hour             // between two looks for older ones
	channel    = "porthole"
)

// follower reads what other processes commit, and rings for ours.
type follower struct {
	mu      sync.Mutex
	told    map[int]func(word string)
	next    int
	bell    chan struct{}
	over    context.Context //nolint:containedctx // until the engine is closed
	stop    context.CancelFunc
	running sync.WaitGroup
}

func newFollower() *follower {
	f := &follower{told: map[int]func(string){}, bell: make(chan struct{}, 1)}
	f.over, f.stop = context.WithCancel(context.Background())
	return f
}

// follow begins to follow what is committed from now on.
func (e *Engine) follow(config *pgx.ConnConfig) {
	f := e.followed
	f.running.Go(func() { e.eachConnection(config, e.listen) })
	f.running.Go(func() { e.eachConnection(config, e.ringing) })
}

func (f *follower) end() {
	f.stop()
	f.running.Wait()
}

func (f *follower) closed() bool { return f.over.Err() != nil }

// ring has a bell rung soon.
func (f *follower) ring() {
	select {
	case f.bell <- struct{}{}:
	default: // one is about to be
	}
}

// Follow is engine.Shared's.
func (e *Engine) Follow(fn func(word string)) (stop func()) {
	f := e.followed
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next++
	n := f.next
	f.told[n] = fn
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.told, n)
	}
}

func (f *follower) tell(words ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, fn := range f.told {
		for _, word := range words {
			fn(word)
		}
	}
}

// eachConnection does something on one connection after the other, until the engine is
// closed.
func (e *Engine) eachConnection(config *pgx.ConnConfig, do func(ctx context.Context, conn *pgx.Conn) error) {
	ctx := e.followed.over
	for ctx.Err() == nil {
		conn, err := pgx.ConnectConfig(ctx, config.Copy())
		if err == nil {
			_ = do(ctx, conn) // until it breaks
			_ = conn.Close(context.WithoutCancel(ctx))
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

// ringing rings whenever one of our transactions was committed. At first and now and
// then it takes away changes that nobody asks for any more.
func (e *Engine) ringing(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, "set synchronous_commit = off"); err != nil {
		return err //nolint:wrapcheck // the connection is given up
	}
	const ring, forget = "notify " + channel, "delete from office.change where at < now() - interval '" + kept + "'"
	old := time.NewTicker(forgetEach)
	defer old.Stop()
	for do := forget; ; {
		if _, err := conn.Exec(ctx, do); err != nil {
			e.followed.ring() // on the next connection
			return err        //nolint:wrapcheck // likewise
		}
		select {
		case <-e.followed.bell:
			time.Sleep(gather)
			do = ring
		case <-old.C:
			do = forget
		case <-ctx.Done():
			return nil
		}
	}
}

// listen tells what other processes commit. Whatever was committed while there was no
// connection may have been missed.
func (e *Engine) listen(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, "listen "+channel); err != nil {
		return err //nolint:wrapcheck // the connection is given up
	}
	var last int64
	if err := conn.QueryRow(ctx, "select coalesce(max(n), 0) from office.change").Scan(&last); err != nil {
		return err //nolint:wrapcheck // likewise
	}
	e.followed.tell("")
	for {
		wait, done := context.WithTimeout(ctx, lookEach)
		_, err := conn.WaitForNotification(wait)
		done()
		if err != nil && wait.Err() == nil || ctx.Err() != nil {
			return err //nolint:wrapcheck // likewise
		}
		if last, err = e.look(ctx, conn, last); err != nil {
			return err
		}
	}
}

// look tells what was committed behind a change by others, and gives the last one.
func (e *Engine) look(ctx context.Context, conn *pgx.Conn, after int64) (last int64, err error) {
	ctx, done := context.WithTimeout(ctx, answerTime)
	defer done()
	rows, err := conn.Query(ctx, "select n, process, words from office.change where n > $1 order by n", after)
	if err != nil {
		return after, err //nolint:wrapcheck // the connection is given up
	}
	defer rows.Close()
	for last = after; rows.Next(); {
		var process id
		var words []string
		if err := rows.Scan(&last, &process, &words); err != nil {
			return last, err //nolint:wrapcheck // likewise
		}
		if process != e.process {
			e.followed.tell(words...)
		}
	}
	return last, rows.Err() //nolint:wrapcheck // likewise
}

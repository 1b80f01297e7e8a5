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
//
// So this connection is also the first to know that the database has gone silent, as it
// does for a server that is cut off from it: then whatever waits for an answer is ended.

const (
	gather     = 10 * time.Millisecond // before a bell is rung
	lookEach   = 2 * time.Second       // without a bell
	lookTime   = 3 * time.Second       // for the answer
	kept       = "1 day"               // of changes, which also tell whether a commit happened
	forgetEach = time.Hour             // between two looks for older ones
	channel    = "porthole"
)

// follower reads what other processes commit, and rings for ours.
type follower struct {
	mu      sync.Mutex
	hearers map[int]hearer
	next    int
	link    context.Context //nolint:containedctx // until the database goes silent
	cut     context.CancelFunc
	lost    bool // nothing is heard
	bell    chan struct{}
	over    context.Context //nolint:containedctx // until the engine is closed
	stop    context.CancelFunc
	running sync.WaitGroup
}

// hearer is who follows.
type hearer struct {
	told func(word string)
	lost func()
}

func newFollower() *follower {
	f := &follower{hearers: map[int]hearer{}, bell: make(chan struct{}, 1)}
	f.over, f.stop = context.WithCancel(context.Background())
	f.link, f.cut = context.WithCancel(context.Background())
	return f
}

// follow begins to follow what is committed from now on.
func (e *Engine) follow() {
	f := e.followed
	f.running.Go(func() {
		e.eachConnection(func(ctx context.Context, conn *pgx.Conn) error {
			err := e.listen(ctx, conn)
			f.silent()
			return err
		})
	})
	f.running.Go(func() { e.eachConnection(e.ringing) })
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
func (e *Engine) Follow(told func(word string), lost func()) (stop func()) {
	f := e.followed
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next++
	n := f.next
	f.hearers[n] = hearer{told, lost}
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.hearers, n)
	}
}

func (f *follower) tell(words ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, h := range f.hearers {
		for _, word := range words {
			h.told(word)
		}
	}
}

// heard says that the database answers again.
func (f *follower) heard() {
	f.mu.Lock()
	f.lost = false
	f.mu.Unlock()
	f.tell("")
}

// silent ends whatever waits for an answer. What is begun later may find another server.
func (f *follower) silent() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cut()
	f.link, f.cut = context.WithCancel(context.Background())
	f.lost = true
	for _, h := range f.hearers {
		h.lost()
	}
}

// hears says whether what is told is heard.
func (f *follower) hears() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return !f.lost
}

// bounded is a context for one answer of the server.
func (f *follower) bounded(ctx context.Context) (bounded context.Context, done func()) {
	f.mu.Lock()
	link := f.link
	f.mu.Unlock()
	bounded, cancel := context.WithTimeout(ctx, answerTime)
	stop := context.AfterFunc(link, cancel)
	return bounded, func() { stop(); cancel() }
}

// eachConnection does something on one connection after the other, until the engine is
// closed.
func (e *Engine) eachConnection(do func(ctx context.Context, conn *pgx.Conn) error) {
	ctx := e.followed.over
	for ctx.Err() == nil {
		conn, err := pgx.ConnectConfig(ctx, e.single)
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
	if _, err := conn.Exec(ctx, "set synchronous_commit = off; "+holdOpen); err != nil {
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
	from := reading{}
	if err := conn.QueryRow(ctx, "select pg_snapshot_xmin(pg_current_snapshot())::text").Scan(&from.oldest); err != nil {
		return err //nolint:wrapcheck // likewise
	}
	e.answered()
	e.followed.heard()
	for {
		wait, done := context.WithTimeout(ctx, lookEach)
		_, err := conn.WaitForNotification(wait)
		done()
		if err != nil && wait.Err() == nil || ctx.Err() != nil {
			return err //nolint:wrapcheck // likewise
		}
		if err = e.look(ctx, conn, &from); err != nil {
			return err
		}
	}
}

// reading is how far changes were read. They are not in the order of their commits, so
// each look begins at the oldest transaction that was under way at the one before.
type reading struct {
	oldest string
	seen   map[int64]bool // changes from there on that were told
}

// look tells what others have committed since the last look.
func (e *Engine) look(ctx context.Context, conn *pgx.Conn, from *reading) error {
	ctx, done := context.WithTimeout(ctx, lookTime)
	defer done()
	rows, err := conn.Query(ctx, `select pg_snapshot_xmin(pg_current_snapshot())::text, n, process, words
from (select) one left join office.change on xact >= $1::text::xid8 order by n`, from.oldest)
	if err != nil {
		return err //nolint:wrapcheck // the connection is given up
	}
	defer rows.Close()
	seen := map[int64]bool{}
	for rows.Next() {
		var n *int64
		var process *id
		var words []string
		if err := rows.Scan(&from.oldest, &n, &process, &words); err != nil {
			return err //nolint:wrapcheck // likewise
		}
		if n == nil {
			continue
		}
		if seen[*n] = true; !from.seen[*n] && *process != e.process {
			e.followed.tell(words...)
		}
	}
	from.seen = seen
	return rows.Err() //nolint:wrapcheck // likewise
}

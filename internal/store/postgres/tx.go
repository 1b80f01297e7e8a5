package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"porthole/internal/store/engine"
)

// answerTime is how long the server has for one answer. A transaction that waits for
// its turn, or for the standby, waits no longer.
const answerTime = 15 * time.Second

// tx is a transaction. What it writes is gathered, and sent together with the next
// question that may depend on it, or at the end.
type tx struct {
	engine  *Engine
	ctx     context.Context
	conn    *pgx.Conn
	ahead   *pgx.Batch // what is sent with the next question
	waiting int        // items that were put since the last flushBehind
	sent    bool       // something was
	last    bool       // the next question is the only one: what is sent at once is a transaction
	ended   bool       // nothing is open on the server any more
	failed  error      // what ended it: nothing can be asked any more
	behind  chan error // gives what has come of what is sent while the transaction goes on; nil: nothing is
	writes  bool
	alone   bool            // within [Engine.Alone]
	turn    turn            // what it locks first
	begun   bool            // what begins it is queued, and its locks
	shares  bool            // others write meanwhile
	act     string          // in which it shares
	locked  map[string]bool // names, while it shares
	said    []string        // what others are told after the commit
	dirty   bool            // there is something to commit
	// customer has statements told apart from those of the staff: a plan is made for
	// one role, and would be made anew each time that the role of a connection changes.
	customer bool
	partner  string // whose it is then
	tables   map[string]*records
	lists    map[engine.List]*list
}

var (
	_ engine.Tx    = (*tx)(nil)
	_ engine.Pager = (*tx)(nil)
)

func (e *Engine) newTx(ctx context.Context, conn *pgx.Conn) *tx {
	return &tx{engine: e, ctx: ctx, conn: conn, ahead: &pgx.Batch{}, tables: map[string]*records{}, lists: map[engine.List]*list{}}
}

// later has a statement sent with the next question.
func (t *tx) later(sql string, args ...any) {
	t.begin()
	t.ahead.Queue(sql, args...)
}

// question is a statement, and what reads each row of the answer.
type question struct {
	read func(row pgx.Rows) error
	sql  string
	args []any
}

// ask sends a question behind what waits, and has each row of the answer read.
func (t *tx) ask(read func(row pgx.Rows) error, sql string, args ...any) error {
	return t.askAll(question{read, sql, args})
}

// errEnded is for a question behind the last one.
var errEnded = errors.New("postgres: the transaction has read what it ends with")

// askAll is ask for several at once.
func (t *tx) askAll(questions ...question) error {
	if t.failed == nil && t.ended {
		t.failed = errEnded
	}
	if t.failed != nil {
		return t.failed
	}
	t.begin()
	waiting := t.ahead.Len()
	for _, q := range questions {
		if t.customer {
			q.sql += " -- for a customer"
		}
		t.ahead.Queue(q.sql, q.args...)
	}
	return t.send(waiting, func(results pgx.BatchResults) error {
		for _, q := range questions {
			if err := readRows(results, q.read); err != nil {
				return err
			}
		}
		return nil
	})
}

func readRows(results pgx.BatchResults, read func(row pgx.Rows) error) error {
	rows, err := results.Query()
	if err != nil {
		return err //nolint:wrapcheck // explained by send
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err() //nolint:wrapcheck // likewise
}

// sendAll sends what waits.
func (t *tx) sendAll() error { return t.send(t.ahead.Len(), readNone) }

func readNone(pgx.BatchResults) error { return nil }

// send sends what waits, and has the answers read that follow so many statements
// without one.
func (t *tx) send(mute int, read func(results pgx.BatchResults) error) error {
	t.join()
	if t.failed == nil {
		t.failed = t.exchange(t.take(), mute, read)
		t.ended = t.last && t.failed == nil
	}
	return t.failed
}

// sendBehind sends what waits, if anything does, and words behind it, and leaves the answers
// to the next who sends.
func (t *tx) sendBehind(words ...wordRows) error {
	t.join()
	if t.failed != nil || t.ahead.Len()+len(words) == 0 {
		return t.failed
	}
	batch := t.take()
	t.behind = make(chan error, 1)
	go func() {
		err := t.exchange(batch, batch.Len(), readNone)
		for _, w := range words {
			if err == nil {
				err = t.within(func(ctx context.Context) error { return w.copyIn(ctx, t.conn) })
			}
		}
		t.behind <- err
	}()
	return nil
}

// join waits for the answer to what was sent behind.
func (t *tx) join() {
	if t.behind == nil {
		return
	}
	if err := <-t.behind; t.failed == nil {
		t.failed = err
	}
	t.behind = nil
}

// take is what waits to be sent.
func (t *tx) take() *pgx.Batch {
	batch := t.ahead
	t.ahead, t.sent = &pgx.Batch{}, true
	return batch
}

// exchange sends statements, and has the answers read behind those without one.
func (t *tx) exchange(batch *pgx.Batch, mute int, read func(results pgx.BatchResults) error) error {
	return t.within(func(ctx context.Context) error {
		results := t.conn.SendBatch(ctx, batch)
		var err error
		for range mute {
			if err == nil {
				_, err = results.Exec()
			}
		}
		if err == nil {
			err = read(results)
		}
		if closed := results.Close(); err == nil {
			err = closed
		}
		return err
	})
}

// within has something exchanged with the server in the time that it has to answer, and
// explains the error.
func (t *tx) within(exchange func(ctx context.Context) error) error {
	ctx, done := t.engine.followed.bounded(t.ctx)
	defer done()
	switch err := exchange(ctx); {
	case err == nil:
		return nil
	case t.ctx.Err() != nil:
		return fmt.Errorf("postgres: %w", t.ctx.Err())
	case ctx.Err() != nil: // the database has gone silent
		return &brokenError{cause: err, connection: true}
	default:
		return explained(err)
	}
}

// one asks for one row, and says whether there is one.
func (t *tx) one(into []any, sql string, args ...any) (found bool, err error) {
	err = t.ask(func(row pgx.Rows) error {
		found = true
		return row.Scan(into...) //nolint:wrapcheck // explained by send
	}, sql, args...)
	return found, err
}

// outcome is what a function's error means for the transaction: what ended it on the
// server counts, whatever the function made of it.
func (t *tx) outcome(err error) error {
	if t.failed != nil {
		return t.failed
	}
	return err
}

// leave gives the connection back. Whoever waits for the transaction's answer need not
// wait until the server has forgotten it.
func (t *tx) leave(conn *pgxpool.Conn) {
	t.join()
	if !t.sent || t.ended {
		conn.Release()
		return
	}
	go func() {
		defer conn.Release()
		ctx, done := context.WithTimeout(context.Background(), answerTime)
		defer done()
		_, _ = conn.Exec(ctx, "rollback") // one that fails is not used again
	}()
}

// Only is engine.Reader's.
func (t *tx) Only(l engine.List) error {
	t.customer, t.partner = true, string(l)
	if t.begun || t.writes { // it begins as the staff's
		t.begin()
		t.asCustomer()
	}
	return nil
}

// staffReads and staffWrites begin a transaction of the staff.
var (
	staffReads  = []string{"begin", "set local role porthole_staff"}
	staffWrites = []string{"begin isolation level read committed read write", "set local role porthole_staff"}
)

// beginReading has a transaction begun that only reads.
func (t *tx) beginReading() {
	switch {
	case !t.customer:
		t.queue(staffReads...)
		return
	case !t.last:
		t.queue("begin")
	}
	t.asCustomer()
}

func (t *tx) asCustomer() {
	for _, sql := range asCustomer {
		t.ahead.Queue(sql, t.partner)
	}
}

func (t *tx) queue(statements ...string) {
	for _, sql := range statements {
		t.ahead.Queue(sql)
	}
}

// asCustomer has the rest of a transaction, and no more of the connection's life, read for
// a customer. Their list is looked up behind the wall; one that they have not is none's.
var asCustomer = []string{
	"select set_config('role', 'porthole_customer', true), set_config('porthole.partner', $1, true)",
	"select set_config('porthole.list', coalesce((select id from rooms.list where name = $1), 0)::text, true)",
}

// Tell is engine.Tx's.
func (t *tx) Tell(word string) { t.said = append(t.said, word) }

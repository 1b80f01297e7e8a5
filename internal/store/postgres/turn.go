package postgres

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"

	"porthole/internal/store/engine"
)

// Those that write wait for each other by names. Whoever writes beside others locks the
// names of what they write, such as a customer's; whoever writes alone waits for
// all others, and they for them. All of it is read committed: what is read under a lock
// stays as it is until the end.
//
// Nobody waits for a name while they hold another, but for those that are locked at once, in
// the order of their numbers: so no two wait for each other. Who needs another name and
// cannot have it at once gives everything up, and begins anew with both.

// writersLock is the advisory lock of whoever writes: shared, or alone.
const writersLock = 0x706f7274686f6c65

// turn is what a transaction locks before it reads anything, as was found out when it
// was run before.
type turn struct {
	alone bool
	names map[string]bool
	again int // how often it was begun anew
	// over has words written over that are there already, which only a list has that is
	// damaged.
	over bool
}

// mostAgain is how often a transaction looks for the names that it needs. Then it has
// no other writer beside it.
const mostAgain = 4

// againError ends a transaction that is to be run again with another turn.
type againError struct{ turn turn }

func (againError) Error() string { return "postgres: the transaction is to be run again" }

// inTurn runs a transaction until it has locked what it needs.
func (e *Engine) inTurn(ctx context.Context, fn func(tx engine.Tx) error) error {
	var next turn
	for {
		err := e.update(ctx, next, fn)
		var again againError
		var server *pgconn.PgError
		switch {
		case errors.As(err, &again):
			again.turn.over, next = next.over, again.turn
		case !next.over && errors.As(err, &server) && server.Code == stateTaken && server.TableName == "word":
			next.over = true
		default:
			return err
		}
	}
}

// again has the transaction begun anew: with more names, or, without any, alone.
func (t *tx) again(names ...string) error {
	next := turn{alone: len(names) == 0 || t.turn.again == mostAgain, names: maps.Clone(t.locked), again: t.turn.again + 1}
	for _, name := range names {
		next.names[name] = true
	}
	t.failed = againError{next}
	return t.failed
}

// whole has everything to itself from here on: it is begun anew if it shares.
func (t *tx) whole() error {
	if t.shares && t.failed == nil {
		return t.again()
	}
	return t.failed
}

// Share is engine.Tx's.
func (t *tx) Share(act string) bool {
	if t.turn.alone || t.begun {
		return t.shares
	}
	t.shares, t.act = true, act
	return true
}

// begin has the transaction begun, and the locks taken, before anything else.
func (t *tx) begin() {
	if t.begun {
		return
	}
	t.begun = true
	if !t.writes {
		t.beginReading()
		return
	}
	t.queue(staffWrites...)
	if !t.alone {
		t.ahead.Queue("select pg_advisory_xact_lock_shared($1)", int64(aloneLock))
	}
	if !t.shares {
		t.ahead.Queue("select pg_advisory_xact_lock($1)", int64(writersLock))
		return
	}
	t.ahead.Queue("select pg_advisory_xact_lock_shared($1)", int64(writersLock))
	if t.act != "" {
		t.ahead.Queue("select pg_advisory_xact_lock($1)", numberOf("act "+t.act))
	}
	t.locked = map[string]bool{}
	maps.Copy(t.locked, t.turn.names)
	if len(t.locked) > 0 {
		t.ahead.Queue(lockAll, numbersOf(slices.Collect(maps.Keys(t.locked))))
	}
}

// lockAll locks names by their numbers, one after the other.
const lockAll = "select count(pg_advisory_xact_lock(n)) > 0 from unnest($1::bigint[]) n"

// numbersOf are the advisory locks of names, in the order in which all lock them.
func numbersOf(names []string) (numbers []int64) {
	for _, name := range names {
		numbers = append(numbers, numberOf(name))
	}
	slices.Sort(numbers)
	return numbers
}

// numberOf is the advisory lock of a name. Two names that have the same only wait for
// each other.
func numberOf(name string) int64 {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(name))
	return int64(hash.Sum64())
}

// Lock is engine.Tx's.
func (t *tx) Lock(names ...string) (fresh bool, err error) {
	t.begin()
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return t.locked[name] })
	if !t.shares || len(names) == 0 || t.failed != nil {
		return false, t.failed
	}
	sql, have := "select bool_and(pg_try_advisory_xact_lock(n)) from unnest($1::bigint[]) n", false
	if len(t.locked) == 0 { // nobody waits for us
		sql = lockAll
	}
	if _, err := t.one([]any{&have}, sql, numbersOf(names)); err != nil {
		return false, err
	}
	if !have {
		return false, t.again(names...)
	}
	for _, name := range names {
		t.locked[name] = true
	}
	t.forget()
	return true, nil
}

// forget has everything read again that others may have written since.
func (t *tx) forget() {
	for _, r := range t.tables {
		maps.DeleteFunc(r.known, func(k engine.Key, _ *engine.Record) bool { return !r.dirty[k] })
		clear(r.scans)
	}
	for _, l := range t.lists {
		maps.DeleteFunc(l.entries, func(_ string, e *entry) bool { return !e.dirty })
		clear(l.found)
	}
}

// holds checks that nobody else writes to a list meanwhile.
func (t *tx) holds(name engine.List) error {
	if t.shares && name != engine.Office && !t.locked[string(name)] {
		return fmt.Errorf("postgres: list %q is written without its lock", name)
	}
	return nil
}

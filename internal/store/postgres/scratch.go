package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"porthole/internal/store/engine"
)

// ErrMayNot is for a role that may not make a database.
var ErrMayNot = errors.New("postgres: the role may not make a database")

// scratchLock is the advisory lock of who has the one scratch database of this database.
const scratchLock = writersLock + 4

// Scratch copies everything, as it is at one moment, into another database on the same
// server, which it makes, and gives its URL. Nobody waits for that, and what is done in the
// copy changes nothing here. Whoever wants another one meanwhile waits until drop; what a
// process has left that died goes with the next. The error may be ErrMayNot.
func (e *Engine) Scratch(ctx context.Context, tables []*engine.Table) (place string, drop func() error, err error) {
	u, err := url.Parse(e.url)
	if err != nil {
		return "", nil, fmt.Errorf("postgres: %w", err)
	}
	conn, err := pgx.ConnectConfig(ctx, e.single)
	if err != nil {
		return "", nil, explained(err)
	}
	name := fmt.Sprintf("%.40s check", conn.Config().Database) // no other has a name like that
	u.Path = "/" + name
	gone := "drop database if exists " + pgx.Identifier{name}.Sanitize() + " with (force)"
	drop = func() error {
		ctx := context.WithoutCancel(ctx)
		_, err := conn.Exec(ctx, gone)
		return explained(errors.Join(err, conn.Close(ctx)))
	}
	for _, sql := range []string{fmt.Sprintf("select pg_advisory_lock(%d)", int64(scratchLock)), gone, "create database " + pgx.Identifier{name}.Sanitize()} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return "", nil, errors.Join(mayNot(err), conn.Close(context.WithoutCancel(ctx)))
		}
	}
	if err := e.copyInto(ctx, conn, u.String(), tables); err != nil {
		return "", nil, errors.Join(err, drop())
	}
	return u.String(), drop, nil
}

func mayNot(err error) error {
	var server *pgconn.PgError
	if errors.As(err, &server) && server.Code == stateMayNot {
		return ErrMayNot
	}
	return explained(err)
}

// copyInto makes the tables in another database and copies what is in ours.
func (e *Engine) copyInto(ctx context.Context, from *pgx.Conn, place string, tables []*engine.Table) error {
	other, err := connect(ctx, place, e.log)
	if err != nil {
		return err
	}
	defer func() { _ = other.Close() }()
	for _, t := range tables {
		if err := other.ensure(ctx, t); err != nil {
			return err
		}
	}
	to, err := pgx.ConnectConfig(ctx, other.single)
	if err != nil {
		return explained(err)
	}
	defer func() { _ = to.Close(context.WithoutCancel(ctx)) }()
	err = copySequences(ctx, from, to)
	if err == nil {
		_, err = from.Exec(ctx, "begin isolation level repeatable read read only; set local role porthole_staff")
	}
	if err == nil {
		err = copyTables(ctx, from, to)
	}
	if err == nil {
		_, err = from.Exec(ctx, "commit")
	}
	return explained(err)
}

// tablesToCopy are those that both databases may have, with their columns. What was
// committed when is for those who have ours open.
const tablesToCopy = `select format('%I.%I', n.nspname, c.relname), string_agg(format('%I', attname), ', ' order by attnum), c.relforcerowsecurity
from pg_class c join pg_namespace n on n.oid = relnamespace join pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
where nspname in ('office', 'rooms') and relkind = 'r' and relname <> 'change' group by n.nspname, c.relname, c.relforcerowsecurity`

func copyTables(ctx context.Context, from, to *pgx.Conn) error {
	rows, err := to.Query(ctx, tablesToCopy)
	if err != nil {
		return err //nolint:wrapcheck // explained by the caller
	}
	type table struct {
		Name, Columns string
		Walled        bool
	}
	tables, err := pgx.CollectRows(rows, pgx.RowToStructByPos[table])
	for _, t := range tables {
		if err == nil && t.Walled { // into which the server copies for nobody
			_, err = to.Exec(ctx, "alter table "+t.Name+" no force row level security")
		}
		if err == nil {
			err = copyTable(ctx, from, to, t.Name, t.Name+" ("+t.Columns+")")
		}
		if err == nil && t.Walled {
			_, err = to.Exec(ctx, "alter table "+t.Name+" force row level security")
		}
	}
	return err //nolint:wrapcheck // likewise
}

func copyTable(ctx context.Context, from, to *pgx.Conn, name, columns string) error {
	there := false
	if err := from.QueryRow(ctx, "select to_regclass($1) is not null", name).Scan(&there); err != nil || !there {
		return err //nolint:wrapcheck // explained by the caller
	}
	in, out := io.Pipe()
	sent := make(chan error, 1)
	go func() {
		_, err := from.PgConn().CopyTo(ctx, out, "copy "+columns+" to stdout (format binary)")
		_ = out.CloseWithError(err)
		sent <- err
	}()
	_, err := to.PgConn().CopyFrom(ctx, in, "copy "+columns+" from stdin (format binary)")
	_ = in.CloseWithError(err)
	return errors.Join(err, <-sent)
}

// copySequences has numbers go on where ours are.
func copySequences(ctx context.Context, from, to *pgx.Conn) error {
	rows, err := to.Query(ctx, "select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname in ('office', 'rooms')")
	if err != nil {
		return err //nolint:wrapcheck // explained by the caller
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, name := range names {
		if err == nil {
			err = copySequence(ctx, from, to, name)
		}
	}
	return err //nolint:wrapcheck // likewise
}

func copySequence(ctx context.Context, from, to *pgx.Conn, name string) error {
	var last int64
	there, called := false, false
	err := from.QueryRow(ctx, "select to_regclass($1) is not null", name).Scan(&there)
	if err != nil || !there {
		return err //nolint:wrapcheck // explained by the caller
	}
	if err = from.QueryRow(ctx, "select last_value, is_called from "+name).Scan(&last, &called); err == nil {
		_, err = to.Exec(ctx, "select setval($1, $2, $3)", name, last, called)
	}
	return err //nolint:wrapcheck // likewise
}

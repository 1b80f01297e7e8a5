package postgres

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// Tables of small records are made as they are declared, when a process asks for one
// for the first time.

// createLock is the advisory lock of who makes tables.
const createLock = writersLock + 1

// maker has the connection on which tables are made: those of the pool may all be held by
// who waits for a table.
type maker struct {
	mu   sync.Mutex
	conn *pgx.Conn // nil: none yet
}

// ensure makes a table that is not there.
func (e *Engine) ensure(ctx context.Context, table *engine.Table) error {
	if _, known := e.tables.Load(table.Name); known {
		return nil
	}
	e.maker.mu.Lock()
	defer e.maker.mu.Unlock()
	if e.maker.conn == nil || e.maker.conn.IsClosed() {
		conn, err := pgx.ConnectConfig(ctx, e.single)
		if err != nil {
			return explained(err)
		}
		e.maker.conn = conn
	}
	there := false
	sql := "select to_regclass($1) is not null and to_regclass($2) is not null"
	if err := e.maker.conn.QueryRow(ctx, sql, name(table), numbers(table)).Scan(&there); err != nil {
		return explained(err)
	}
	if !there {
		statements := append([]string{"begin", fmt.Sprintf("select pg_advisory_xact_lock(%d)", int64(createLock))}, created(table)...)
		if _, err := e.maker.conn.PgConn().Exec(ctx, strings.Join(append(statements, "commit"), ";")).ReadAll(); err != nil {
			_ = e.maker.conn.Close(ctx)
			return explained(err)
		}
	}
	e.tables.Store(table.Name, true)
	return nil
}

func (m *maker) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.conn != nil {
		_ = m.conn.Close(context.Background())
	}
}

// created are the statements that make a table, where it is not there. A column is null
// in a record that is not found by it.
func created(table *engine.Table) []string {
	columns, indexes := "", []string{}
	index := func(column, where string) {
		indexes = append(indexes, fmt.Sprintf("create index if not exists %s on %s (%s, first, second)%s", quoted(table.Name+"_by_"+column), name(table), quoted(column), where))
	}
	for _, c := range table.Columns {
		columns += quoted(c.Name) + ` text collate "C"`
		if c.Unique {
			columns += " unique"
		} else {
			index(c.Name, "")
		}
		columns += ", "
	}
	if table.Queue {
		columns += "due bigint, "
		index("due", " where due is not null")
	}
	sql := `create table if not exists %s (first text collate "C", second text collate "C", %svalue bytea not null, primary key (first, second))`
	return append([]string{fmt.Sprintf(sql, name(table), columns), "create sequence if not exists " + numbers(table)}, indexes...)
}

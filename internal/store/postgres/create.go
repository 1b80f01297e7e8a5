package postgres

import (
	"context"
	"fmt"
	"strings"

	"porthole/internal/store/engine"
)

// Tables of small records are made as they are declared, when a process asks for one
// for the first time.

// createLock is the advisory lock of who makes tables.
const createLock = houseLock + 1

// ensure makes a table that is not there.
func (e *Engine) ensure(ctx context.Context, table *engine.Table) error {
	if _, known := e.tables.Load(table.Name); known {
		return nil
	}
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return explained(err)
	}
	defer conn.Release()
	there := false
	if err := conn.QueryRow(ctx, "select to_regclass($1) is not null", name(table)).Scan(&there); err != nil {
		return explained(err)
	}
	if !there {
		statements := append([]string{"begin", fmt.Sprintf("select pg_advisory_xact_lock(%d)", int64(createLock))}, created(table)...)
		if _, err := conn.Conn().PgConn().Exec(ctx, strings.Join(append(statements, "commit"), ";")).ReadAll(); err != nil {
			return explained(err)
		}
	}
	e.tables.Store(table.Name, true)
	return nil
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
	return append([]string{fmt.Sprintf(sql, name(table), columns)}, indexes...)
}

package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/tern/v2/migrate"
)

// The shape of the tables, one file for each time that it was changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// versionTable is where the database keeps how many of them it has seen.
const versionTable = "public.porthole_schema"

// NewerError is for a database that a newer Porthole has changed.
type NewerError struct{ Have, Know int32 }

// Error implements error.
func (e NewerError) Error() string {
	return fmt.Sprintf("postgres: the tables are of version %d, and this program knows %d", e.Have, e.Know)
}

// migrate brings the tables up to date. Of several processes that start at once one
// does it, behind a lock, and the others wait.
func (e *Engine) migrate(ctx context.Context) error {
	return e.insist(ctx, patience, func() error {
		conn, err := pgx.ConnectConfig(ctx, e.single)
		if err != nil {
			return explained(err)
		}
		defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
		return e.migrateOn(ctx, conn)
	})
}

func (e *Engine) migrateOn(ctx context.Context, conn *pgx.Conn) error {
	m, err := migrate.NewMigrator(ctx, conn, versionTable)
	if err != nil {
		return explained(err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err == nil {
		err = m.LoadMigrations(files)
	}
	if err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	have, err := m.GetCurrentVersion(ctx)
	if err != nil {
		return explained(err)
	}
	know := int32(len(m.Migrations))
	switch {
	case have > know:
		return NewerError{have, know}
	case have > 0 && have < know:
		e.log.Info("postgres: the tables are brought up to date; servers of an older version may not read them", "from", have, "to", know)
	}
	if err := m.Migrate(ctx); err != nil {
		return explained(err)
	}
	return nil
}

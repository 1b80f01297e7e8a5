package postgres_test

import (
	"context"
	"log/slog"
	"os"
	"testing"

	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
	"porthole/internal/store/postgres"
	"porthole/internal/store/postgres/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// contractTables are those of the contract's tests, which no migration makes.
const contractTables = `
create table office.plain (first text collate "C", second text collate "C", value bytea not null, primary key (first, second));
create table office.person (first text collate "C", second text collate "C", mail text unique, town text, value bytea not null, primary key (first, second));
create table office.job (first text collate "C", second text collate "C", due bigint, value bytea not null, primary key (first, second));`

func TestContract(t *testing.T) {
	enginetest.Contract(t, func(t *testing.T) engine.Engine {
		url := pgtest.Database(t)
		e := open(t, url)
		pgtest.Exec(t, url, contractTables)
		return e
	})
}

func open(t *testing.T, url string) *postgres.Engine {
	t.Helper()
	e, err := postgres.Open(context.Background(), url, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

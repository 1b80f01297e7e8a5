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

func TestMain(m *testing.M) {
	pgtest.Tell()
	os.Exit(pgtest.Main(m))
}

func TestContract(t *testing.T) {
	postgres.SetFewItems(t, 2) // so that it is seen by tests of a few
	enginetest.Contract(t, func(t *testing.T) engine.Engine {
		return open(t, pgtest.Database(t))
	})
}

func open(t testing.TB, url string) *postgres.Engine {
	t.Helper()
	e, err := postgres.Open(context.Background(), url, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

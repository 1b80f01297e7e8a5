package postgres_test

import (
	"os"
	"testing"
	"time"

	"porthole/internal/store"
	"porthole/internal/store/postgres/pgtest"
	"porthole/internal/store/storetest"
)

// whenAsked is for tests that take minutes: they are run where they are asked for, as by CI.
func whenAsked(t *testing.T) {
	t.Helper()
	if os.Getenv(pgtest.Variable) == "" {
		t.Skip("without " + pgtest.Variable + "=1")
	}
}

// The rules stand on this engine as on any other.
func TestStore(t *testing.T) {
	whenAsked(t)
	storetest.Contract(t, anywhere())
}

// Two servers have it open at once.
func TestServers(t *testing.T) { storetest.Servers(t, anywhere()) }

// anywhere opens stores on databases, one for each folder: it outlives its store.
func anywhere() storetest.Open {
	urls := map[string]string{}
	return func(t testing.TB, folder string, now func() time.Time) *store.Store {
		if urls[folder] == "" {
			urls[folder] = pgtest.Database(t)
		}
		s, err := store.New(open(t, urls[folder]), folder, store.Options{Now: now, Secret: make([]byte, 32)})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

package postgres_test

import (
	"os"
	"testing"
	"time"

	"porthole/internal/store"
	"porthole/internal/store/postgres/pgtest"
	"porthole/internal/store/storetest"
)

// The rules stand on this engine as on any other. It takes minutes, and is done where
// it is asked for, as by CI.
func TestStore(t *testing.T) {
	if os.Getenv(pgtest.Variable) == "" {
		t.Skip("without " + pgtest.Variable + "=1")
	}
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

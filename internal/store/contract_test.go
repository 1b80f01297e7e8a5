package store_test

import (
	"testing"
	"time"

	"porthole/internal/store"
	"porthole/internal/store/enginetest"
	"porthole/internal/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Contract(t, func(t testing.TB, folder string, now func() time.Time) *store.Store {
		return opened(t)(store.Open(folder, store.Options{Now: now, Holder: "test"}))
	})
}

// The rules stand on any engine, also on one that runs each of their functions twice.
func TestContractOnANaiveEngine(t *testing.T) {
	engines := map[string]*enginetest.Naive{} // by folder: what they keep outlives a store
	storetest.Contract(t, func(t testing.TB, folder string, now func() time.Time) *store.Store {
		if engines[folder] == nil {
			engines[folder] = enginetest.NewNaive()
		}
		return opened(t)(store.New(engines[folder].Open(), folder, store.Options{Now: now}))
	})
}

func opened(t testing.TB) func(*store.Store, error) *store.Store {
	return func(s *store.Store, err error) *store.Store {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

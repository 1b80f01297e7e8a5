package bolt_test

import (
	"log/slog"
	"path/filepath"
	"testing"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
)

func TestContract(t *testing.T) {
	enginetest.Contract(t, func(t *testing.T) engine.Engine { return newFile(t) })
}

// newFile is an empty file, of which nothing need outlive the power.
func newFile(t *testing.T) *bolt.File {
	t.Helper()
	f, err := bolt.Open(filepath.Join(t.TempDir(), "store.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	f.DB().NoSync = true
	return f
}

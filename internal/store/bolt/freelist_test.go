package bolt

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"porthole/internal/store/engine"
)

// A file that was left in order, or by a process that was killed, is not checked at the
// next start; a copy is.
func TestTheFileIsCheckedWhereItIsNew(t *testing.T) {
	ctx, name := context.Background(), filepath.Join(t.TempDir(), "store.db")
	known := func(name string) bool {
		known, lost := checkFreelist(name, name+".free")
		return known && !lost
	}
	open := func(name string) *File {
		f, err := Open(name, slog.New(slog.DiscardHandler))
		check(t, err)
		return f
	}
	f := open(name)
	check(t, f.Update(ctx, func(tx engine.Tx) error { return tx.SetSchema(1) }))
	if !known(name) {
		t.Error("a write is not noted")
	}
	check(t, f.Close())
	if !known(name) {
		t.Error("the file is not as it was left")
	}
	f = open(name)
	copied := filepath.Join(t.TempDir(), "copy.db")
	file, err := os.Create(copied)
	check(t, err)
	check(t, errors.Join(f.Copy(ctx, file), file.Close(), f.Close()))
	if known(copied) {
		t.Error("a copy is known")
	}
	check(t, open(copied).Close())
	if !known(copied) {
		t.Error("a copy that was checked is not known")
	}
}

func TestTheCheckOfThePagesEndsWithItsContext(t *testing.T) {
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := checkPages(over, filepath.Join(t.TempDir(), "none")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

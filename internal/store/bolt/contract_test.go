package bolt_test

import (
	"context"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
)

func TestContract(t *testing.T) {
	enginetest.Contract(t, func(t *testing.T) engine.Engine {
		db, err := bbolt.Open(filepath.Join(t.TempDir(), "store.db"), 0o600, &bbolt.Options{NoSync: true, InitialMmapSize: 1 << 24})
		if err != nil {
			t.Fatal(err)
		}
		return file{db}
	})
}

// file is a file as an engine.
type file struct{ *bbolt.DB }

func (f file) View(ctx context.Context, fn func(r engine.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.DB.View(bolt.In(func(tx bolt.Tx) error { return fn(tx) }))
}

func (f file) Update(ctx context.Context, fn func(tx engine.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.DB.Update(bolt.In(func(tx bolt.Tx) error { return fn(tx) }))
}

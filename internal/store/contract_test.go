package store_test

import (
	"context"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Contract(t, func(t testing.TB, folder string, now func() time.Time) storetest.Engine {
		s, err := store.Open(folder, store.Options{Now: now, Holder: "test"})
		if err != nil {
			t.Fatal(err)
		}
		return engine{s}
	})
}

// engine shows a store as the contract asks for it: its handles as interfaces.
type engine struct{ *store.Store }

func (e engine) Room(p model.Principal) (storetest.Room, error) { return e.Store.Room(p) }
func (e engine) Self(p model.Principal) (storetest.Self, error) { return e.Store.Self(p) }
func (e engine) Directory() storetest.Directory                 { return e.Store.Directory() }
func (e engine) Office(p model.Principal) (storetest.Office, error) {
	o, err := e.Store.Office(p)
	return office{o}, err
}

type office struct{ *store.Office }

func (o office) Hall() storetest.List { return o.Office.Hall() }

func (o office) Write(ctx context.Context, verb string, fn func(w storetest.Writer) error) error {
	return o.Office.Write(ctx, verb, func(w *store.Writer) error { return fn(w) })
}

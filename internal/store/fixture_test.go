package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/location"
)

// fixture is a data folder with a store that the Porthole of a schema wrote: a list
// of two shipments of two partners, imported.
func fixture(t *testing.T, version uint64) string {
	t.Helper()
	return fixtureNamed(t, fmt.Sprintf("schema%d", version))
}

func fixtureNamed(t *testing.T, name string) string {
	t.Helper()
	file, err := os.Open("testdata/" + name + ".db.gz")
	check(t, err)
	defer file.Close()
	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, fileName), must(io.ReadAll(must(gzip.NewReader(file)))), 0o600))
	return dir
}

// A store of every older schema is brought up to date when it is opened: the log
// says so, the file as it was is kept, and everything in it agrees. Looking alone
// brings nothing up to date.
func TestStoresOfOlderSchemas(t *testing.T) {
	for version := uint64(1); version < location.Schema; version++ {
		dir := fixture(t, version)
		before := must(os.ReadFile(filepath.Join(dir, fileName)))
		_, err := Open(dir, Options{AsItIs: true})
		if !errors.Is(err, model.NewFault("error.store_older")) {
			t.Errorf("schema %d, as it is: %v", version, err)
		}
		if after := must(os.ReadFile(filepath.Join(dir, fileName))); !bytes.Equal(before, after) {
			t.Errorf("schema %d was changed by a look", version)
		}
		var log bytes.Buffer
		s := must(Open(dir, Options{Log: slog.New(slog.NewTextHandler(&log, nil))}))
		if said := fmt.Sprintf("from=%d to=%d", version, location.Schema); !strings.Contains(log.String(), said) {
			t.Errorf("schema %d: the log does not say %q: %s", version, said, log.String())
		}
		if report := must(s.Verify(ctx)); !report.Sound() || report.Shipments != 2 || report.Rooms != 2 {
			t.Errorf("schema %d: %+v", version, report)
		}
		office := must(s.Office(model.Principal{Account: "admin@house.example", Role: model.Admin}))
		if got := must(office.Shipment(ctx, "SHP/202505/00080")); got.Facts.ETA.String() != "2025-05-25" || got.Facts.Containers[0].Number.String() != "ONEU6507410" {
			t.Errorf("schema %d: %+v", version, got.Facts)
		}
		check(t, s.Close())
		kept := t.TempDir()
		check(t, os.Rename(filepath.Join(dir, fmt.Sprintf("%s.schema%d", fileName, version)), filepath.Join(kept, fileName)))
		_, err = Open(kept, Options{AsItIs: true})
		if !errors.Is(err, model.NewFault("error.store_older")) {
			t.Errorf("schema %d: what was kept is not the file as it was: %v", version, err)
		}
	}
}

package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestACopyApartIsAStoreOfItsOwn(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 3))
	folder, remove, err := h.Apart(ctx)
	check(t, err)
	h.put(t, shipment("SHP/2", "saigon-tech", 4))

	twin, err := Open(folder, Options{Now: h.clock.now})
	check(t, err)
	office := must(twin.Office(admin))
	if _, err := office.Shipment(ctx, "SHP/1"); err != nil {
		t.Errorf("what was there is not in the copy: %v", err)
	}
	if _, err := office.Shipment(ctx, "SHP/2"); err == nil {
		t.Error("what came later is in the copy")
	}
	if report := must(twin.Verify(ctx)); !report.Sound() {
		t.Errorf("the copy does not agree with itself: %v", report.Problems)
	}
	for path, mode := range map[string]fs.FileMode{folder: 0o700, filepath.Join(folder, fileName): 0o600} {
		if info := must(os.Stat(path)); info.Mode().Perm() != mode {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
	}
	check(t, errors.Join(twin.Close(), remove()))
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it was removed: %v", err)
	}
}

func TestACopyThatFailsLeavesNothingBehind(t *testing.T) {
	h := newHouse(t)
	before := filesIn(t, h.folder)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, _, err := h.Apart(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("a copy that nobody waits for any more: %v", err)
	}
	if left := filesIn(t, h.folder); !slices.Equal(left, before) {
		t.Errorf("a copy that failed left %v beside %v", left, before)
	}
}

// filesIn are the names of what is in a folder.
func filesIn(t *testing.T, folder string) (all []string) {
	t.Helper()
	for _, entry := range must(os.ReadDir(folder)) {
		all = append(all, entry.Name())
	}
	return all
}

func TestScratchFoldersAreForgottenWithTheNextStart(t *testing.T) {
	h := newHouse(t)
	left := must(os.MkdirTemp(h.folder, scratchHead+"*"))
	copied, _, err := h.Apart(ctx)
	check(t, err)
	h.reopen(t)
	for _, folder := range []string{left, copied} {
		if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

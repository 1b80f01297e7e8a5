package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestASnapshotIsAStoreOfItsOwn(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 3))
	folder := filepath.Join(t.TempDir(), "copy")
	check(t, h.Snapshot(ctx, folder))
	h.put(t, shipment("SHP/2", "saigon-tech", 4))

	twin, err := Open(folder, Options{Now: h.clock.now})
	check(t, err)
	defer func() { check(t, twin.Close()) }()
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
	info, err := os.Stat(filepath.Join(folder, fileName))
	check(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has mode %v", info.Mode())
	}
}

func TestASnapshotReplacesNothingAndLeavesNothingBehind(t *testing.T) {
	h := newHouse(t)
	folder := t.TempDir()
	check(t, h.Snapshot(ctx, folder))
	if err := h.Snapshot(ctx, folder); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second copy into the same folder: %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	empty := t.TempDir()
	if err := h.Snapshot(ended, empty); !errors.Is(err, context.Canceled) {
		t.Errorf("a copy that nobody waits for any more: %v", err)
	}
	if left := must(os.ReadDir(empty)); len(left) > 0 {
		t.Errorf("a copy that failed left %v", left)
	}
}

func TestScratchFoldersAreForgottenWithTheNextStart(t *testing.T) {
	h := newHouse(t)
	left, copied := must(h.Scratch()), must(h.Scratch())
	if info := must(os.Stat(left)); info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v", info.Mode())
	}
	check(t, h.Snapshot(ctx, copied))
	h.reopen(t)
	for _, folder := range []string{left, copied} {
		if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

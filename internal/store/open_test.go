package store

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/location"
)

func isFault(err error, key string) bool {
	var fault *model.Fault
	return errors.As(err, &fault) && fault.Key == key
}

func TestTheFirstStartMakesAPrivateFolderAndFile(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "data")
	s := must(Open(folder, Options{}))
	defer func() { check(t, s.Close()) }()
	for name, want := range map[string]os.FileMode{"": 0o700, fileName: 0o600, noteName: 0o600} {
		info := must(os.Stat(filepath.Join(folder, name)))
		if mode := info.Mode().Perm(); mode != want {
			t.Errorf("%q has mode %o, want %o", name, mode, want)
		}
	}
	report := must(s.Verify(ctx))
	if !report.Sound() || report.Shipments != 0 {
		t.Errorf("a new store is %+v", report)
	}
}

// A second process is told who holds the store, and gets it when that one ends.
func TestASecondHolderIsToldWhoTheFirstIs(t *testing.T) {
	h := newHouse(t)
	_, err := Open(h.folder, Options{Holder: "second"})
	var fault *model.Fault
	if !errors.As(err, &fault) || fault.Key != "error.store_locked" {
		t.Fatalf("got %v", err)
	}
	if fault.Args[1] != strconv.Itoa(os.Getpid()) || fault.Args[2] != "test" {
		t.Errorf("it names %v", fault.Args)
	}
	check(t, os.Remove(filepath.Join(h.folder, noteName)))
	if _, err := Open(h.folder, Options{}); !isFault(err, "error.store_locked_unknown") {
		t.Errorf("without a note: %v", err)
	}
	check(t, h.Close())
	second := must(Open(h.folder, Options{Holder: "second"}))
	check(t, second.Close())
	if _, err := os.Stat(filepath.Join(h.folder, noteName)); !os.IsNotExist(err) {
		t.Error("the note is still there")
	}
}

// A note that a killed process left behind holds nobody up, and one that holds
// something else is not believed.
func TestAStaleNoteMeansNothing(t *testing.T) {
	h := newHouse(t)
	check(t, h.Close())
	stale := must(json.Marshal(map[string]any{"pid": 1, "what": "\x1b[31mlong gone"}))
	check(t, os.WriteFile(filepath.Join(h.folder, noteName), stale, 0o600))
	h.open(t)
	check(t, os.WriteFile(filepath.Join(h.folder, noteName), stale, 0o600))
	_, err := Open(h.folder, Options{})
	if err == nil || strings.ContainsRune(err.Error(), '\x1b') {
		t.Errorf("got %q", err)
	}
}

func TestANewerStoreIsLeftAlone(t *testing.T) {
	h := newHouse(t)
	check(t, h.forge(func(tx bolttest.Tx) error {
		return tx.SetSchema(location.Schema + 1)
	}))
	check(t, h.Close())
	if _, err := Open(h.folder, Options{}); !isFault(err, "error.store_newer") {
		t.Errorf("got %v", err)
	}
}

// A file that was cut anywhere is reported by its name, in words, and the
// process that tried to open it lives on and does not keep it locked.
func TestAFileThatWasCutIsReported(t *testing.T) {
	h := newHouse(t)
	for i := range 30 {
		h.put(t, shipment("A/"+strconv.Itoa(i), "saigon-tech", i))
	}
	check(t, h.Close())
	file := filepath.Join(h.folder, fileName)
	whole := must(os.ReadFile(file))
	needed := usedLength(t, file)
	for _, length := range []int{0, 1, 100, 4096, 8192, 12288, 16384, needed / 2, needed - 4096, needed - 1} {
		check(t, os.WriteFile(file, whole[:length], 0o600))
		s, err := Open(h.folder, Options{})
		if err == nil {
			_ = s.Close()
		}
		if !isFault(err, "error.store_damaged") || !strings.Contains(err.Error(), fileName) {
			t.Errorf("%d bytes of %d: %v", length, len(whole), err)
		}
	}
	check(t, os.WriteFile(file, whole, 0o600))
	h.open(t)
	h.sound(t)
}

// usedLength is how much of a file is in use; it may have been made longer.
func usedLength(t *testing.T, file string) (length int) {
	t.Helper()
	db := must(bbolt.Open(file, 0o600, nil))
	check(t, db.View(func(tx *bbolt.Tx) error {
		length = int(tx.Size())
		return nil
	}))
	check(t, db.Close())
	return length
}

func TestAFileOfSomethingElseIsReported(t *testing.T) {
	folder := t.TempDir()
	check(t, os.WriteFile(filepath.Join(folder, fileName), []byte(strings.Repeat("no database\n", 4000)), 0o600))
	if _, err := Open(folder, Options{}); !isFault(err, "error.store_damaged") {
		t.Errorf("got %v", err)
	}
}

// What the disk has no room for is said so; reading goes on, and writing when
// there is room again, without a restart.
func TestAFullDiskIsSaidAndLivedThrough(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/0", "saigon-tech", 1))
	big := shipment("A/1", "saigon-tech", 1)
	big.Internal.Remarks = model.Lines(strings.Repeat("x", 16000), 16000)
	info := must(os.Stat(h.file))
	h.db().MaxSize = int(info.Size())
	var err error
	for i := range 1000 {
		big.Ref = text("B/" + strconv.Itoa(i))
		if _, err = putOne(h, big); err != nil {
			break
		}
	}
	if !isFault(err, "error.store_full") {
		t.Fatalf("got %v", err)
	}
	if must(h.room("saigon-tech").Shipment(ctx, "A/0")).Ref != text("A/0") {
		t.Error("reading has stopped")
	}
	h.db().MaxSize = 0
	if _, err := putOne(h, big); err != nil {
		t.Errorf("with room again: %v", err)
	}
	h.sound(t)
}

package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/upkeep"
)

// backup is a backup of the house, as it arrives where it is kept.
func (h *house) backup(t *testing.T) []byte {
	t.Helper()
	b := must(must(h.Office(admin)).Backup(ctx))
	defer func() { check(t, b.Close()) }()
	var sent bytes.Buffer
	check(t, b.Send(ctx, &sent))
	sum := sha256.Sum256(sent.Bytes())
	if int64(sent.Len()) != b.Size || hex.EncodeToString(sum[:]) != b.Sum {
		t.Errorf("%d bytes were sent; it says %d, %s", sent.Len(), b.Size, b.Sum)
	}
	return sent.Bytes()
}

// restore puts a backup into a folder.
func (h *house) restore(backup []byte, folder string) (upkeep.Report, error) {
	return Restore(ctx, admin, bytes.NewReader(backup), "night.backup", folder, Options{Now: h.clock.now})
}

// The store goes on while it is copied, the copy holds what was there then, and
// who took it is in both.
func TestABackupIsRestored(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 3))
	kept := h.backup(t)
	h.put(t, shipment("SHP/2", "saigon-tech", 4))
	if left := must(filepath.Glob(filepath.Join(h.folder, scratchHead+"*"))); len(left) > 0 {
		t.Errorf("the copy is still there: %v", left)
	}
	folder := filepath.Join(t.TempDir(), "new", "data")
	report := must(h.restore(kept, folder))
	if report.Shipments != 1 || !report.Sound() {
		t.Errorf("%+v", report)
	}
	for name, want := range map[string]os.FileMode{"": 0o700, fileName: 0o600} {
		if mode := must(os.Stat(filepath.Join(folder, name))).Mode().Perm(); mode != want {
			t.Errorf("%q has mode %o", name, mode)
		}
	}
	if left := must(os.ReadDir(folder)); len(left) != 1 {
		t.Errorf("beside the store there is %v", left)
	}
	twin := must(Open(folder, Options{Now: h.clock.now}))
	defer func() { check(t, twin.Close()) }()
	office := must(twin.Office(admin))
	if _, err := office.Shipment(ctx, "SHP/1"); err != nil {
		t.Error(err)
	}
	if report := must(twin.Verify(ctx)); !report.Sound() {
		t.Error(report.Problems)
	}
	trail, _, err := office.SearchAudit(ctx, AuditQuery{})
	check(t, err)
	verbs := ""
	for _, e := range trail {
		verbs += e.Verb + " " + e.Detail + "\n"
	}
	if !strings.HasSuffix(verbs, "backup \nrestore night.backup\n") {
		t.Errorf("the trail ends %q", verbs)
	}
}

// A store that is there is never overwritten.
func TestARestoreReplacesNothing(t *testing.T) {
	h := newHouse(t)
	kept := h.backup(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 3))
	if _, err := h.restore(kept, h.folder); !isFault(err, "error.restore_exists") {
		t.Errorf("got %v", err)
	}
	h.reopen(t)
	must(h.office.Shipment(ctx, "SHP/1"))
}

// Whatever byte of a backup is different, and wherever it ends too early, it is
// refused, and nothing is left where it should have gone.
func TestABackupThatIsNotAsItWasMadeIsRefused(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("SHP/1", "saigon-tech", 3))
	whole := h.backup(t)
	content := len(whole) - backupLine
	dice := rand.New(rand.NewPCG(1, 2)) // always the same, so that a failure can be looked at
	flipped := []int{0, content - 1, content, content + 1, content + len(backupHead), len(whole) - 1}
	for range 40 {
		flipped = append(flipped, dice.IntN(len(whole)))
	}
	refused := func(what string, at int, kept []byte) {
		t.Helper()
		folder := filepath.Join(t.TempDir(), "data")
		if _, err := h.restore(kept, folder); !isFault(err, "error.restore_damaged") || !strings.Contains(err.Error(), "night.backup") {
			t.Errorf("%s %d: %v", what, at, err)
		}
		if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s %d: the folder is left behind: %v", what, at, err)
		}
	}
	for _, at := range flipped {
		kept := bytes.Clone(whole)
		kept[at] ^= 0x10
		refused("byte", at, kept)
	}
	for _, length := range []int{0, 1, backupLine, 4096, 8192, content / 2, content - 4096, content - 1, content + 1, len(whole) - 1} {
		refused("length", length, whole[:length])
	}
	refused("more than", len(whole), append(bytes.Clone(whole), 'x'))
	refused("something else", 0, []byte(strings.Repeat("no database\n", 4096)))
}

// The file itself, copied while no server ran, is a backup too; with nothing to
// say how it was, what is in it is what is checked.
func TestAPlainCopyIsRestoredWhenItIsSound(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 3))
	check(t, h.forge(func(tx bolttest.Tx) error { return nil }))
	check(t, h.Close())
	kept := must(os.ReadFile(filepath.Join(h.folder, fileName)))
	if _, err := h.restore(kept, filepath.Join(t.TempDir(), "data")); err != nil {
		t.Error(err)
	}
	h.open(t)
	check(t, h.forge(func(tx bolttest.Tx) error {
		return forgeRecord(tx, "A/1")
	}))
	folder := t.TempDir()
	if _, err := h.restore(h.backup(t), folder); !isFault(err, "error.restore_unsound") {
		t.Errorf("got %v", err)
	}
	if left := must(os.ReadDir(folder)); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

// Why a backup was not restored is in the log, in a few lines.
func TestWhyABackupIsUnsoundIsInTheLog(t *testing.T) {
	h := newHouse(t)
	for i := range mostTold + 2 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", 3))
	}
	check(t, h.forge(func(tx bolttest.Tx) error {
		for i := range mostTold + 2 {
			check(t, forgeRecord(tx, fmt.Sprintf("A/%d", i)))
		}
		return nil
	}))
	var log bytes.Buffer
	o := Options{Now: h.clock.now, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	report, err := Restore(ctx, admin, bytes.NewReader(h.backup(t)), "night.backup", filepath.Join(t.TempDir(), "data"), o)
	if !isFault(err, "error.restore_unsound") || len(report.Problems) <= mostTold {
		t.Fatalf("%v: %v", err, report.Problems)
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != mostTold {
		t.Errorf("%d lines:\n%s", len(lines), log.String())
	}
	for _, want := range []string{"night.backup", "part=room", "A/0"} {
		if !strings.Contains(lines[0], want) {
			t.Errorf("%s does not say %s", lines[0], want)
		}
	}
}

// What is found to be damaged when the restored store is written for the first time
// is the backup too, and not the copy of it that is removed.
func TestABackupWithADamagedTrailIsRefusedByItsName(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 3))
	check(t, h.forge(forgeEntry))
	check(t, h.Close())
	kept := must(os.ReadFile(filepath.Join(h.folder, fileName)))
	folder := filepath.Join(t.TempDir(), "data")
	_, err := h.restore(kept, folder)
	refused := isFault(err, "error.restore_damaged") || isFault(err, "error.restore_unsound")
	if !refused || !strings.Contains(err.Error(), "night.backup") || strings.Contains(err.Error(), scratchHead) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is left behind: %v", err)
	}
}

// Nobody waits for a backup whose reader has gone.
func TestABackupEndsWithWhoeverAskedForIt(t *testing.T) {
	h := newHouse(t)
	ended, cancel := context.WithCancel(ctx)
	b := must(must(h.Office(admin)).Backup(ended))
	defer func() { check(t, b.Close()) }()
	cancel()
	if err := b.Send(ended, &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

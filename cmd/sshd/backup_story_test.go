package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"porthole/internal/model"
	"porthole/internal/server/sshtest"
	"porthole/internal/store"
)

// The night's backup is taken over ssh while the office goes on writing. On a
// new machine it becomes a store that is whole and has what was there; with the
// host key beside it the server starts, and customers notice nothing.
func TestABackupIsTakenWhileServingAndRestored(t *testing.T) {
	signer, file := newAdmin(t, "boss@forwarder.example")
	dir := filepath.Join(t.TempDir(), "data")
	h := open(t, "--addr", "127.0.0.1:0", "--data", dir, "--admin-key", file)
	admin := sshtest.Dial(t, h.addr, "x", signer)
	run0(t, admin, `partner add saigon-tech --name "Saigon Tech Export"`)
	run0(t, admin, "import - --format csv", fmt.Sprintf(oneShipment, "25/05/2025"))
	var office sync.WaitGroup
	office.Go(func() {
		for i := range 20 {
			run0(t, admin, fmt.Sprintf("note add SHP/202505/00080 Written meanwhile, %d", i))
		}
	})
	out, message, status := admin.Run("backup")
	office.Wait()
	if status != 0 || !strings.Contains(message, fmt.Sprint(len(out), " bytes, SHA-256 ")) {
		t.Fatalf("%d bytes, exit %d, %s", len(out), status, message)
	}
	if out := run0(t, admin, "verify"); !strings.Contains(out, "Everything agrees") {
		t.Error(out)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "scratch-*")); err != nil || len(left) > 0 {
		t.Errorf("the copy is left behind: %v %v", left, err)
	}
	h.stop(syscall.SIGTERM)

	fresh := filepath.Join(t.TempDir(), "fresh")
	boss := model.Principal{Account: "boss@forwarder.example", Role: model.Admin}
	report, err := store.Restore(t.Context(), boss, strings.NewReader(out), "night.backup", fresh, store.Options{})
	if err != nil || report.Shipments != 1 {
		t.Fatalf("%+v %v", report, err)
	}
	refuses(t, 1, "host_ed25519", "--addr", "127.0.0.1:0", "--data", fresh)
	if err := os.Rename(filepath.Join(dir, "host_ed25519"), filepath.Join(fresh, "host_ed25519")); err != nil {
		t.Fatal(err)
	}
	again := open(t, "--addr", "127.0.0.1:0", "--data", fresh)
	admin = sshtest.Dial(t, again.addr, "x", signer)
	if out := run0(t, admin, "shipment SHP/202505/00080 --json"); !strings.Contains(out, `"eta":"2025-05-25"`) {
		t.Error(out)
	}
	run0(t, admin, "verify")
	if out := run0(t, admin, "audit --json --limit 500"); !strings.Contains(out, `"verb":"backup"`) || !strings.Contains(out, `"verb":"restore"`) {
		t.Error(out)
	}
}

// Whoever is not an administrator has no backup, and nobody restores over ssh.
func TestWhoMayTakeABackup(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	h := open(t, "--demo", "--addr", "127.0.0.1:0", "--data", dir)
	for _, name := range []string{"saigon-tech", "ops", "cs", "manager"} {
		if out, _, status := h.as(dir, name).Run("backup"); status != 2 || out != "" {
			t.Errorf("%s: exit %d, %d bytes", name, status, len(out))
		}
	}
	for name, want := range map[string]int{"saigon-tech": 2, "ops": 2, "cs": 2, "manager": 0, "admin": 0} {
		if _, message, status := h.as(dir, name).Run("verify"); status != want {
			t.Errorf("%s: exit %d %s", name, status, message)
		}
		if _, message, status := h.as(dir, name).Run("restore x --data y"); status != 2 {
			t.Errorf("%s restores: exit %d %s", name, status, message)
		}
	}
	p := h.as(dir, "admin").Start("backup")
	p.See("Send it to a file")
	if status := p.Ended(); status != 1 {
		t.Errorf("on a terminal: exit %d", status)
	}
}

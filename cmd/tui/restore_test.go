package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"porthole/internal/model"
)

// backedUp is a backup of a store with one shipment, and the folder of that
// store.
func backedUp(t *testing.T) (backup, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	list := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(list, []byte("shipment,partner,eta\nSHP/1,Saigon Tech Export,25/05/2025\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	succeed(t, "", "--data", dir, "partner", "add", "saigon-tech", "--name", "Saigon Tech Export")
	succeed(t, "", "--data", dir, "import", list)
	backup = filepath.Join(t.TempDir(), "night.backup")
	if err := os.WriteFile(backup, []byte(succeed(t, "", "--data", dir, "backup")), 0o600); err != nil {
		t.Fatal(err)
	}
	return backup, dir
}

// succeed runs the program, which must succeed.
func succeed(t *testing.T, input string, args ...string) string {
	t.Helper()
	out, message, code := try(t, input, args...)
	if code != 0 {
		t.Fatalf("%q: %d\n%s%s", args, code, out, message)
	}
	return out
}

// The machine is lost, and there is a new one with nothing on it but the backup.
// What comes next is said: the host key first, because the server will not start
// without it.
func TestARestoreOnANewMachine(t *testing.T) {
	backup, old := backedUp(t)
	dir := filepath.Join(t.TempDir(), "new")
	out, message, code := try(t, "", "restore", backup, "--data", dir)
	if code != 0 || out != "" {
		t.Fatalf("%d %s%s", code, out, message)
	}
	for _, want := range []string{"Shipments: 1.", filepath.Join(dir, "host_ed25519"), "mode 0600", "portholed --data " + dir} {
		if !strings.Contains(message, want) {
			t.Errorf("it does not say %q:\n%s", want, message)
		}
	}
	if out := succeed(t, "", "--data", dir, "shipments", "--json"); !strings.Contains(out, "SHP/1") {
		t.Error(out)
	}
	succeed(t, "", "--data", dir, "verify")
	if err := os.Link(filepath.Join(old, "host_ed25519"), filepath.Join(dir, "host_ed25519")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "porthole.db"), filepath.Join(dir, "porthole.db.old")); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	_, message, code = try(t, string(content), "--data", dir, "restore", "-")
	if code != 0 || strings.Contains(message, "host_ed25519") || !strings.Contains(message, "portholed --data "+dir) {
		t.Errorf("with the host key in its place: %d %s", code, message)
	}
}

// A code that waits to be mailed is locked by a key beside the store, which is not
// in the backup: who restores is told before the server finds out.
func TestARestoreTellsOfCodesThatCannotBeMailed(t *testing.T) {
	_, old := backedUp(t)
	succeed(t, "", "--data", old, "link", "create", "SHP/1", "--to", "kim@longbeach.example")
	backup := filepath.Join(t.TempDir(), "late.backup")
	if err := os.WriteFile(backup, []byte(succeed(t, "", "--data", old, "backup")), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "new")
	_, message, code := try(t, "", "restore", backup, "--data", dir)
	if code != 0 || !strings.Contains(message, "1 tracking code waits") || !strings.Contains(message, filepath.Join(dir, "outbox.key")) {
		t.Errorf("%d %s", code, message)
	}
}

func TestARestoreReplacesNothing(t *testing.T) {
	backup, dir := backedUp(t)
	succeed(t, "", "--data", dir, "partner", "add", "later", "--name", "Later")
	_, message, code := try(t, "", "restore", backup, "--data", dir)
	if code != 1 || !strings.Contains(message, "already") || !strings.Contains(message, filepath.Join(dir, "porthole.db")) {
		t.Errorf("%d %s", code, message)
	}
	if out := succeed(t, "", "--data", dir, "partners", "--json"); !strings.Contains(out, "later") {
		t.Error(out)
	}
}

func TestADamagedBackupIsNotRestored(t *testing.T) {
	backup, _ := backedUp(t)
	content, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(backup, content, 0o600); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "new")
	_, message, code := try(t, "", "restore", backup, "--data", dir)
	if code != 1 || !strings.Contains(message, "night.backup is damaged") || !strings.Contains(message, "older one") {
		t.Errorf("%d %s", code, message)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("something is left: %v", err)
	}
}

// Whatever the system does not allow in the folder, the last step too, is told of
// the folder and with what to do.
func TestWhatTheSystemRefusesIsToldOfTheFolder(t *testing.T) {
	for name, refused := range map[string]error{
		"writing":  &fs.PathError{Op: "open", Path: "data/scratch-1/porthole.db", Err: syscall.EACCES},
		"renaming": &os.LinkError{Op: "rename", Old: "data/scratch-1/porthole.db", New: "data/porthole.db", Err: syscall.EACCES},
	} {
		err := ofFolder("data", fmt.Errorf("put the backup in its place: %w", refused))
		var fault *model.Fault
		if !errors.As(err, &fault) || fault.Key != "error.server_folder" || !slices.Equal(fault.Args, []any{"data", "permission denied"}) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := ofFolder("data", context.Canceled); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestRestoreFlags(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no backup":     {[]string{"restore", "--data", "x"}, 2, "Say which backup"},
		"no folder":     {[]string{"restore", "x"}, 2, "Say which folder"},
		"the demo":      {[]string{"--demo", "restore", "x"}, 2, "Say which folder"},
		"two backups":   {[]string{"restore", "x", "y", "--data", "z"}, 2, "y is more"},
		"a flag":        {[]string{"restore", "x", "--bogus"}, 2, "bogus"},
		"help":          {[]string{"restore", "--help"}, 0, "porthole restore FILE --data DIR"},
		"not there":     {[]string{"restore", "no.backup", "--data", t.TempDir()}, 1, "no.backup cannot be opened: no such file"},
		"not a folder":  {[]string{"restore", file, "--data", file}, 1, "The data folder " + file},
		"an empty file": {[]string{"restore", file, "--data", t.TempDir()}, 1, "file is damaged"},
	} {
		out, message, code := try(t, "", c.args...)
		if code != c.code || !strings.Contains(out+message, c.says) {
			t.Errorf("%s: %d\n%s%s", name, code, out, message)
		}
	}
}

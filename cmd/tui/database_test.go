package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porthole/internal/server"
	"porthole/internal/store/postgres/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// hostKeyFile is a new host key in a file.
func hostKeyFile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := server.HostKey(dir); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "host_ed25519")
}

// Commands on a database need no host key, but for what is locked with it.
func TestADatabaseWithoutTheHostKey(t *testing.T) {
	url, key := pgtest.Database(t), hostKeyFile(t)
	list := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(list, []byte("shipment,partner,eta\nSHP/1,Saigon Tech Export,25/05/2025\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	succeed(t, "", "--data", url, "partner", "add", "saigon-tech", "--name", "Saigon Tech Export")
	succeed(t, "", "--data", url, "import", list)
	if out := succeed(t, "", "--data", url, "shipments", "--json"); !strings.Contains(out, "SHP/1") {
		t.Error(out)
	}
	code := []string{"--data", url, "link", "create", "SHP/1", "--to", "kim@longbeach.example"}
	if _, message, status := try(t, "", code...); status != 1 || !strings.Contains(message, "host key") || !strings.Contains(message, "--host-key FILE") {
		t.Errorf("%d %s", status, message)
	}
	if out := succeed(t, "", "--data", url, "links", "--json"); strings.Contains(out, "kim@") {
		t.Errorf("half of it was done: %s", out)
	}
	succeed(t, "", append([]string{"--host-key", key}, code...)...)
}

package server

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"porthole/internal/model"
)

func TestTheHostKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	first, err := HostKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := HostKey(dir)
	if err != nil || !bytes.Equal(first.PublicKey().Marshal(), again.PublicKey().Marshal()) {
		t.Errorf("another key the second time: %v", err)
	}
	for path, mode := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, hostKeyFile): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v", filepath.Base(path), info.Mode(), err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("something else is left: %v", entries)
	}
}

func TestAHostKeyThatIsGone(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, hostKeyFile)
	if _, err := HostKey(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, storeFile), []byte("data"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := HostKey(dir); err != nil {
		t.Errorf("with key and data: %v", err)
	}
	if err := os.WriteFile(key, []byte("not a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := HostKey(dir); !errors.Is(err, model.NewFault("error.server_host_key_damaged")) {
		t.Errorf("damaged: %v", err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if _, err := HostKey(dir); !errors.Is(err, model.NewFault("error.server_host_key_missing")) {
		t.Errorf("missing: %v", err)
	}
	if _, err := os.Stat(key); !os.IsNotExist(err) {
		t.Error("a new key was made beside data")
	}
}

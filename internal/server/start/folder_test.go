package start

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porthole/internal/model"
)

// used is a data folder as a server leaves it.
func used(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if _, err := Prepare(dir, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{storeFile, noteFile} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The story: the data file was moved away, or the disk under it is not mounted.
// A server that started with an empty store would show every customer nothing.
func TestAStoreThatIsGone(t *testing.T) {
	dir := used(t)
	if err := os.Remove(filepath.Join(dir, storeFile)); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{keyFile, noteFile} {
		_, err := Prepare(dir, slog.New(slog.DiscardHandler))
		var fault *model.Fault
		if !errors.As(err, &fault) || fault.Key != "error.server_store_missing" || fault.Args[1] != filepath.Join(dir, left) {
			t.Errorf("with %s: %v", left, err)
		}
		if err := os.Remove(filepath.Join(dir, left)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Prepare(dir, slog.New(slog.DiscardHandler)); err != nil {
		t.Errorf("a folder without any of them is a first start: %v", err)
	}
}

// What others could read is closed to them, and the log says what it was.
func TestWhatOthersCouldRead(t *testing.T) {
	dir := used(t)
	files := map[string]os.FileMode{"": 0o755, storeFile: 0o644, keyFile: 0o640}
	for name, mode := range files {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	var log bytes.Buffer
	if _, err := Prepare(dir, slog.New(slog.NewTextHandler(&log, nil))); err != nil {
		t.Fatal(err)
	}
	for name := range files {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%q: %v %v", name, info.Mode(), err)
		}
	}
	if lines := strings.Count(log.String(), "level=WARN"); lines != len(files) {
		t.Errorf("%d lines in the log:\n%s", lines, log.String())
	}
	log.Reset()
	if _, err := Prepare(dir, slog.New(slog.NewTextHandler(&log, nil))); err != nil || log.Len() > 0 {
		t.Errorf("the second time: %v\n%s", err, log.String())
	}
}

// A folder with other things in it is not ours to close before it is in use.
func TestAFolderOfSomebodyElse(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o644); err != nil { //nolint:gosec // that is the point
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // likewise
		t.Fatal(err)
	}
	if _, err := Prepare(dir, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

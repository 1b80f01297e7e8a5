package start

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
)

var quiet = slog.New(slog.DiscardHandler)

// reopen opens the folder, which must work, and says under which key.
func reopen(t *testing.T, dir string) []byte {
	t.Helper()
	st, key, err := Open(dir, "", true, quiet, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if there(dir, markFile) {
		t.Error("the mark of the first start is left")
	}
	return key.PublicKey().Marshal()
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The story: the machine went down, or the disk was full, in the middle of the
// first start. The next one begins anew, with the key if there is one.
func TestAFirstStartThatWasCutShort(t *testing.T) {
	for name, left := range map[string]string{"nothing": "-", "an empty store": "", "some of a store": string(make([]byte, 12<<10))} {
		dir := t.TempDir()
		write(t, dir, markFile, markText)
		if _, err := prepare(dir, true, quiet); err != nil {
			t.Fatal(err)
		}
		key, err := os.ReadFile(filepath.Join(dir, keyFile))
		if err != nil {
			t.Fatal(err)
		}
		if left != "-" {
			write(t, dir, storeFile, left)
		}
		reopen(t, dir)
		if now, _ := os.ReadFile(filepath.Join(dir, keyFile)); !bytes.Equal(now, key) {
			t.Errorf("%s: another key", name)
		}
		if aside := there(dir, asideFile); aside != (left != "-") {
			t.Errorf("%s: put aside: %v", name, aside)
		}
	}
}

// A mark that says nothing was left before anything was made: a store beside it
// is another start's, and stays.
func TestAMarkBesideAFinishedStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	first := reopen(t, dir)
	write(t, dir, markFile, "")
	reopen(t, dir)
	if there(dir, asideFile) || there(dir, markFile) {
		t.Error("the store was put aside")
	}
	if again, err := Prepare(dir, quiet); err != nil || !bytes.Equal(again.PublicKey().Marshal(), first) {
		t.Errorf("another key: %v", err)
	}
}

// Of many first starts at once one has the folder, with the key that is on disk;
// the others are told that it is in use.
func TestFirstStartsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	var all sync.WaitGroup
	var mu sync.Mutex
	var keys [][]byte
	for range 8 {
		all.Go(func() {
			st, key, err := Open(dir, "", true, quiet, store.Options{})
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				keys = append(keys, key.PublicKey().Marshal())
				t.Cleanup(func() { _ = st.Close() })
			} else if !errors.Is(err, model.NewFault("error.store_locked")) && !errors.Is(err, model.NewFault("error.store_locked_unknown")) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(keys) != 1 {
		t.Fatalf("%d have the folder", len(keys))
	}
	if key, err := Prepare(dir, quiet); err != nil || !bytes.Equal(key.PublicKey().Marshal(), keys[0]) {
		t.Errorf("serves a key that is not the one on disk: %v", err)
	}
}

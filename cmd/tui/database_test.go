package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"porthole/internal/server"
	"porthole/internal/store"
	"porthole/internal/store/engine"
	"porthole/internal/store/location"
	"porthole/internal/store/postgres"
	"porthole/internal/store/postgres/pgtest"
	"porthole/internal/store/transfer"
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

// all is what commands print of a store. To read the audit trail would add to it.
func all(t *testing.T, place ...string) (text string) {
	t.Helper()
	for _, command := range []string{
		"shipments --json", "shipment SHP/202505/00080 --json", "partners --json", "accounts --json", "links --json", "settings --json",
	} {
		text += succeed(t, "", append(append([]string{"--clock", "2025-05-16T09:00:00+07:00"}, place...), strings.Fields(command)...)...)
	}
	return text
}

// The story: a forwarder who outgrows one machine moves the house into a database, and
// back again. Everything is as it was; so is a code that waits to be mailed, whose key is
// another there.
func TestAHouseMovesIntoADatabaseAndBack(t *testing.T) {
	url, dir, back := pgtest.Database(t), filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "back")
	succeed(t, "", "--demo", "--data", dir, "whoami")
	succeed(t, "", "--data", dir, "link", "create", "SHP/202505/00080", "--to", "kim@longbeach.example")
	key := filepath.Join(dir, "host_ed25519")
	before := all(t, "--data", dir)
	out, message, code := try(t, "", "copy", "--from", dir, "--to", url, "--host-key", key)
	if code != 0 || !strings.Contains(message, "are equal") || !strings.Contains(message, "portholed --data postgres://") || strings.Contains(out, "DIFFERS") {
		t.Fatalf("%d %s%s", code, out, message)
	}
	for _, part := range []string{"partner ", "parcel ", "log ", "shipments ", "shipments/saigon-tech "} {
		if !strings.Contains(out, part) {
			t.Errorf("nothing is said of %s:\n%s", part, out)
		}
	}
	if got := all(t, "--data", url); got != before {
		t.Errorf("in the database:\n%.2000s\nbefore:\n%.2000s", got, before)
	}
	if _, message, code := try(t, "", "copy", "--from", dir, "--to", url, "--host-key", key); code != 1 || !strings.Contains(message, "There is something in postgres://") {
		t.Errorf("a second time: %d %s", code, message)
	}
	if _, message, code = try(t, "", "copy", "--from", url, "--to", back, "--host-key", key); code != 0 || strings.Contains(message, "waits in the outbox") {
		t.Fatalf("back: %d %s", code, message)
	}
	if got := all(t, "--data", back); got != before {
		t.Errorf("back again:\n%.2000s\nbefore:\n%.2000s", got, before)
	}
	succeed(t, "", "--data", back, "verify")
	if !sameFile(key, filepath.Join(back, "host_ed25519")) {
		t.Error("the host key is not in the folder")
	}
}

// Whoever has either of both places open keeps a copy away, and a copy keeps them away.
func TestACopyIsAlone(t *testing.T) {
	url, dir, key := pgtest.Database(t), filepath.Join(t.TempDir(), "data"), hostKeyFile(t)
	succeed(t, "", "--data", dir, "partner", "add", "lotus", "--name", "Lotus")
	args := []string{"copy", "--from", dir, "--to", url, "--host-key", key}
	for place, said := range map[string]string{dir: "is in use by", url: "is in use by another process"} {
		st, err := store.Open(place, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, message, code := try(t, "", args...); code != 1 || !strings.Contains(message, said) {
			t.Errorf("%s is open: %d %s", place, code, message)
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		if !location.Shares(place) {
			continue
		}
		alone, err := postgres.OpenAlone(t.Context(), url, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if _, message, code := try(t, "", "--data", url, "partners"); code != 1 || !strings.Contains(message, "is in use by another process") {
			t.Errorf("somebody has it alone: %d %s", code, message)
		}
		if err := alone.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A copy that was cut short is opened by nobody, and is begun anew.
func TestACopyThatWasCutShort(t *testing.T) {
	url, dir, key := pgtest.Database(t), filepath.Join(t.TempDir(), "data"), hostKeyFile(t)
	succeed(t, "", "--data", dir, "partner", "add", "lotus", "--name", "Lotus")
	e, err := postgres.OpenAlone(t.Context(), url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	err = e.Update(t.Context(), func(tx engine.Tx) error {
		return errors.Join(tx.SetSchema(transfer.Unfinished), tx.MakeList(engine.Office, 3), tx.MakeList("gone", 3))
	})
	if err := errors.Join(err, e.Close()); err != nil {
		t.Fatal(err)
	}
	if _, message, code := try(t, "", "--data", url, "partners"); code != 1 || !strings.Contains(message, "begun and is not done") {
		t.Errorf("%d %s", code, message)
	}
	succeed(t, "", "copy", "--from", dir, "--to", url, "--host-key", key)
	if out := succeed(t, "", "--data", url, "partners", "--json"); !strings.Contains(out, "lotus") {
		t.Error(out)
	}
	succeed(t, "", "--data", url, "verify")
}

func TestCopyFlags(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no target":      {[]string{"copy", "--from", dir}, 2, "Say where to copy"},
		"no source":      {[]string{"copy", "--to", dir}, 2, "Say where to copy"},
		"without copy":   {[]string{"--from", dir, "--to", dir, "whoami"}, 2, "Say where to copy"},
		"a word more":    {[]string{"copy", "x", "--from", dir}, 2, "x is more"},
		"no key":         {[]string{"copy", "--from", dir, "--to", "postgres://x"}, 2, "--host-key FILE"},
		"no such key":    {[]string{"copy", "--from", dir, "--to", "postgres://x", "--host-key", "none"}, 1, "There is no host key in none"},
		"the same":       {[]string{"copy", "--from", dir, "--to", dir}, 1, "to where it is"},
		"an empty place": {[]string{"copy", "--from", dir, "--to", filepath.Join(dir, "x")}, 1, "There is no store in " + dir},
	} {
		if out, message, code := try(t, "", c.args...); code != c.code || !strings.Contains(out+message, c.says) {
			t.Errorf("%s: %d\n%s%s", name, code, out, message)
		}
	}
}

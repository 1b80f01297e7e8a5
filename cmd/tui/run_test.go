package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// try runs the program as somebody without a terminal does.
func try(t *testing.T, input string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	return tryIn(t, []string{"TERM=xterm"}, input, args...)
}

// tryIn is the same in an environment.
func tryIn(t *testing.T, environ []string, input string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	dir := t.TempDir()
	file := func(name, content string) *os.File {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	sur := surroundings{args: args, environ: environ, in: file("in", input), out: file("out", ""), err: file("err", "")}
	code = run(t.Context(), sur)
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	return read("out"), read("err"), code
}

// The demo in commands: the same account sees what it sees over ssh.
func TestDemoCommands(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	out, message, code := try(t, "", "--demo", "--data", dir, "shipment", "SHP/202505/00080", "--json")
	if code != 0 || !strings.Contains(out, `"ref":"SHP/202505/00080"`) || message != "" {
		t.Errorf("%d %s%s", code, out, message)
	}
	out, _, code = try(t, "", "--demo", "--data", dir, "--as", "mekong-foods", "shipment", "SHP/202505/00080", "--json")
	if code != 3 || out != "" {
		t.Errorf("another customer: %d %s", code, out)
	}
	out, _, code = try(t, "", "--demo", "--data", dir, "--as", "ops@demo.example", "whoami", "--json")
	if code != 0 || !strings.Contains(out, `"role":"operations"`) {
		t.Errorf("staff: %d %s", code, out)
	}
	_, message, code = try(t, "", "--demo", "--data", dir, "--as", "nobody", "whoami")
	if code != 2 || !strings.Contains(message, "mekong-foods") {
		t.Errorf("an account that is none: %d %s", code, message)
	}
}

// A terminal that can do nothing but lines gets the list, in what its locale shows.
func TestATerminalOfLines(t *testing.T) {
	out, message, code := tryIn(t, []string{"TERM=dumb", "LC_ALL=C"}, "", "--demo")
	if code != 0 || !strings.Contains(out, "Cat Lai > Long Beach") || !strings.Contains(message, "All commands work") {
		t.Errorf("%d %s%s", code, out, message)
	}
	for _, r := range out + message {
		if r >= 0x80 || r == 0x1b {
			t.Fatalf("%q is printed:\n%s%s", r, out, message)
		}
	}
}

// Staff on the machine itself, from nothing.
func TestOnTheMachineItself(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	_, message, code := try(t, "", "--data", dir, "partner", "add", "saigon-tech", "--name", "Saigon Tech Export")
	if code != 0 || !strings.Contains(message, "A new store was made") {
		t.Fatalf("%d %s", code, message)
	}
	list := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(list, []byte("shipment,partner,eta\nSHP/1,Saigon Tech Export,25/05/2025\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, message, code := try(t, "", "--data", dir, "import", list); code != 0 {
		t.Errorf("import: %d %s%s", code, out, message)
	}
	out, message, code := try(t, "", "--data", dir, "shipments", "--json")
	if code != 0 || !strings.Contains(out, "SHP/1") || message != "" {
		t.Errorf("%d %s%s", code, out, message)
	}
	if _, err := os.Stat(filepath.Join(dir, "host_ed25519")); err != nil {
		t.Errorf("the folder is not one that a server can be started on: %v", err)
	}
}

func TestFlags(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"help":               {[]string{"--help"}, 0, "--as ACCOUNT"},
		"nothing":            {nil, 2, "--demo"},
		"as without a demo":  {[]string{"--data", "x", "--as", "ops"}, 2, "--demo"},
		"not a clock":        {[]string{"--demo", "--clock", "noon"}, 2, "2025-05-16T09:00:00+07:00"},
		"no such flag":       {[]string{"--bogus"}, 2, "bogus"},
		"not a terminal":     {[]string{"--data", filepath.Join(t.TempDir(), "d")}, 2, "terminal"},
		"an unknown command": {[]string{"--data", filepath.Join(t.TempDir(), "d"), "bogus"}, 2, "bogus"},
	} {
		out, message, code := try(t, "", c.args...)
		if code != c.code || !strings.Contains(out+message, c.says) {
			t.Errorf("%s: %d\n%s%s", name, code, out, message)
		}
	}
}

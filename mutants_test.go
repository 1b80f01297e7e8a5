//go:build mutants

package porthole_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// overlay has the compiler read the file with the fault in the place of the real one, and
// gives the flag for that.
func (f mutant) overlay(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(f.file)
	if err != nil {
		t.Fatal(err)
	}
	source, before, after := f.source(t), strings.Join(f.before, "\n"), strings.Join(f.after, "\n")
	folder := t.TempDir()
	wrong, list := filepath.Join(folder, "wrong.go"), filepath.Join(folder, "overlay.json")
	replaced, err := json.Marshal(map[string]map[string]string{"Replace": {path: wrong}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{wrong: strings.Replace(source, before, after, 1), list: string(replaced)} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return "-overlay=" + list
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// Each of them is found by a test that fails, or never ends, and not because it does not
// compile.
func TestMutantsAreFound(t *testing.T) {
	for _, f := range mutants(t) {
		t.Run(f.name, func(t *testing.T) {
			run := exec.Command("go", "test", "-vet=off", "-timeout=180s", "-failfast", "-run", f.tests, f.pkg)
			run.Env = append(os.Environ(), "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" "+f.overlay(t)))
			out, err := run.CombinedOutput()
			found := failed.FindStringSubmatch(string(out))
			switch {
			case err == nil:
				t.Error("no test finds it")
			case strings.Contains(string(out), "panic: test timed out"):
				t.Log("found by tests that do not end")
			case found == nil:
				t.Errorf("no test fails, but: %s", out)
			default:
				t.Logf("found by %s", found[1])
			}
		})
	}
}

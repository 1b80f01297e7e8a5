package porthole_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write deploy/NOTICES anew")

const noticesHead = "The programs contain the Go standard library, whose licence is that of golang.org/x/crypto, and these modules.\n"

// modulesOf are the modules that are in what is built of some packages, and where each of
// them lies.
func modulesOf(t *testing.T, packages ...string) map[string]string {
	t.Helper()
	form := "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}"
	out, err := exec.Command("go", append([]string{"list", "-deps", "-f", form}, packages...)...).Output()
	if err != nil {
		t.Fatalf("listing the modules: %v", err)
	}
	folders := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if module, folder, found := strings.Cut(strings.TrimSpace(line), "\t"); found {
			folders[module] = folder
		}
	}
	return folders
}

// What the licences of the modules in the programs ask for comes with them: each
// text once, below the modules that it is for.
func TestNoticesAreComplete(t *testing.T) {
	modules := map[string][]string{} // by the text of their licence
	for module, folder := range modulesOf(t, "./cmd/sshd", "./cmd/tui") {
		text := licence(t, folder)
		if text == "" {
			t.Errorf("no licence is in %s", module)
		}
		modules[text] = append(modules[text], module)
	}
	texts := slices.SortedFunc(maps.Keys(modules), func(a, b string) int {
		return strings.Compare(slices.Min(modules[a]), slices.Min(modules[b]))
	})
	notices := noticesHead
	for _, text := range texts {
		slices.Sort(modules[text])
		notices += fmt.Sprintf("\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), strings.Join(modules[text], "\n"), text)
	}
	if *update {
		if err := os.WriteFile("deploy/NOTICES", []byte(notices), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile("deploy/NOTICES"); err != nil || string(kept) != notices {
		t.Errorf("deploy/NOTICES is not that of the modules in go.mod (%v): go test -run TestNotices . -update", err)
	}
}

// licence is what the licence and notice files of a module say.
func licence(t *testing.T, folder string) (text string) {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.ToUpper(strings.TrimSuffix(file.Name(), filepath.Ext(file.Name())))
		if file.IsDir() || !slices.Contains([]string{"LICENSE", "LICENCE", "COPYING", "NOTICE"}, name) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		text += strings.TrimSpace(strings.ReplaceAll(string(content), "\r\n", "\n")) + "\n"
	}
	return text
}

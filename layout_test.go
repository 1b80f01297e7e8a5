package porthole_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// may says which rooms of the house each room may import. Imports run downward
// only: cmd → server → ui, command → desk, access, intake → store → words, model.
var may = map[string][]string{
	"internal/model":   {},
	"internal/sea":     {},
	"internal/durable": {}, // files that survive a loss of power
	"internal/words":   {"internal/model"},
	"internal/store":   {"internal/model", "internal/store/engine", "internal/store/postgres", "internal/store/records", "internal/store/lists", "internal/store/people", "internal/store/mail", "internal/store/codes", "internal/store/shipments", "internal/store/upkeep", "internal/store/upgrade", "internal/store/folder", "internal/store/live", "internal/store/location", "internal/durable"},
	// The parts of the store, lowest first: each imports only those above it here.
	"internal/store/folder":    {"internal/model", "internal/durable"},
	"internal/store/records":   {"internal/model", "internal/store/engine"},
	"internal/store/lists":     {"internal/model", "internal/store/engine", "internal/store/records"},
	"internal/store/live":      {"internal/model", "internal/store/engine", "internal/store/records", "internal/store/lists"},
	"internal/store/people":    {"internal/model", "internal/store/engine", "internal/store/records"},
	"internal/store/mail":      {"internal/model", "internal/store/engine", "internal/store/records", "internal/store/lists", "internal/durable"},
	"internal/store/codes":     {"internal/model", "internal/store/engine", "internal/store/records", "internal/store/lists", "internal/store/people", "internal/store/mail"},
	"internal/store/shipments": {"internal/model", "internal/store/engine", "internal/store/records", "internal/store/lists", "internal/store/people", "internal/store/mail", "internal/store/codes"},
	"internal/store/upkeep":    {"internal/model", "internal/store/engine", "internal/store/records", "internal/store/lists"},
	"internal/store/transfer":  {"internal/store/engine"},
	"internal/store/upgrade":   {"internal/model", "internal/store/engine", "internal/store/bolt", "internal/store/records", "internal/store/lists", "internal/store/upkeep"},
	"internal/store/location":  {"internal/model", "internal/store/engine", "internal/store/bolt", "internal/store/postgres", "internal/store/folder", "internal/store/records", "internal/store/live", "internal/store/mail", "internal/store/transfer"},
	// What keeps the store's data: it knows nothing of what it keeps.
	"internal/store/engine":             {},
	"internal/store/bolt":               {"internal/store/engine"},
	"internal/store/postgres":           {"internal/store/engine", "internal/store/postgres/selection"},
	"internal/store/postgres/selection": {"internal/store/engine"},
	"internal/store/enginetest":         {"internal/store/engine"}, // for tests
	"internal/access":                   {"internal/model", "internal/words"},
	"internal/sheet":                    {"internal/model", "internal/words"},
	"internal/intake":                   {"internal/model", "internal/words", "internal/sea", "internal/intake/workbook", "internal/intake/dates"},
	"internal/intake/workbook":          {"internal/model"},
	"internal/intake/dates":             {"internal/model"},
	"internal/desk":                     {"internal/model", "internal/store", "internal/access"},
	"internal/notify":                   {"internal/model", "internal/words", "internal/sheet", "internal/store", "internal/access"},
	"internal/web":                      {"internal/model", "internal/words", "internal/sheet", "internal/store", "internal/access"},
	"internal/metrics":                  {},
	"internal/term":                     {},
	// What people see, lowest first: each room of it imports only those above it here.
	"internal/ui/theme":    {},
	"internal/ui/widget":   {"internal/model", "internal/words", "internal/ui/theme"},
	"internal/ui/parts":    {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget"},
	"internal/ui/session":  {"internal/model", "internal/words"},
	"internal/ui/screen":   {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session"},
	"internal/ui/pager":    {"internal/model", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/screen"},
	"internal/ui/shipment": {"internal/model", "internal/words", "internal/sea", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen", "internal/ui/chart"},
	"internal/ui/list":     {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen", "internal/ui/pager", "internal/ui/shipment"},
	"internal/ui/notices":  {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen"},
	"internal/ui/guest":    {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen"},
	"internal/ui/desk":     {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen", "internal/ui/pager", "internal/ui/shipment"},
	"internal/ui/review":   {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen", "internal/ui/pager", "internal/ui/shipment"},
	"internal/ui/action":   {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen", "internal/ui/shipment"},
	"internal/ui/office":   {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen", "internal/ui/pager"},
	"internal/ui/chart":    {"internal/sea"},
	"internal/ui/uitest":   {"internal/model", "internal/words", "internal/ui/theme", "internal/ui/widget"}, // for tests
	"internal/ui":          {"internal/model", "internal/words", "internal/sea", "internal/sheet", "internal/ui/theme", "internal/ui/widget", "internal/ui/parts", "internal/ui/session", "internal/ui/screen", "internal/ui/pager", "internal/ui/shipment", "internal/ui/list", "internal/ui/notices", "internal/ui/guest", "internal/ui/desk", "internal/ui/review", "internal/ui/action", "internal/ui/office", "internal/ui/chart"},
	"internal/command":     {"internal/model", "internal/words", "internal/sheet", "internal/store", "internal/store/folder", "internal/store/upkeep", "internal/access", "internal/intake", "internal/desk"},
	"internal/demo":        {"internal/model", "internal/words", "internal/store", "internal/access", "internal/intake"},
	"internal/server": {
		"internal/model", "internal/words", "internal/store", "internal/store/location", "internal/store/live", "internal/access", "internal/command", "internal/term", "internal/ui", "internal/ui/session",
		"internal/desk", "internal/intake", "internal/durable",
	},
	"internal/isolation": {
		"internal/model", "internal/words", "internal/store", "internal/access", "internal/command", "internal/desk", "internal/server", "internal/web",
		"internal/notify",
	},
	"cmd/sshd": {
		"internal/model", "internal/words", "internal/store", "internal/store/location", "internal/access", "internal/demo", "internal/server", "internal/isolation",
		"internal/notify", "internal/metrics", "internal/web",
	},
	"cmd/tui": {
		"internal/model", "internal/words", "internal/store", "internal/store/location", "internal/access", "internal/demo", "internal/command", "internal/ui",
		"internal/server", "internal/isolation", "internal/durable",
	},
	"deploy/manual": {"internal/command", "internal/words"},
	// The measures: they look at the house from outside, as a client does.
	"bench/figures":  {},
	"bench/loopback": {},
	"bench/load":     {"bench/figures", "bench/loopback"},
	"bench/floor":    {"bench/loopback"},
	"bench/fixture":  {"internal/model", "internal/access", "internal/store", "internal/server"},
	"bench/table":    {"bench/figures"},
}

// only lists the modules that a room may use beside the standard library, for
// the rooms where that is a promise.
var only = map[string][]string{
	"internal/model":                    {"golang.org/x/text/"},
	"internal/sea":                      {},
	"internal/store/engine":             {},
	"internal/store/lists":              {},
	"internal/store/bolt":               {"go.etcd.io/bbolt"},
	"internal/store/postgres":           {"github.com/jackc/"},
	"internal/store/postgres/selection": {"github.com/jackc/"},
	"internal/words":                    {"golang.org/x/text/"},
	"internal/ui/theme":                 {"charm.land/lipgloss/", "github.com/charmbracelet/colorprofile"},
	"internal/ui/widget":                {"charm.land/", "github.com/charmbracelet/x/ansi"},
	"internal/ui/parts":                 {},
	"internal/ui/session":               {},
	"internal/ui/screen":                {"charm.land/"},
	"internal/ui/pager":                 {"charm.land/"},
	"internal/ui/shipment":              {"charm.land/"},
	"internal/ui/list":                  {"charm.land/"},
	"internal/ui/notices":               {"charm.land/"},
	"internal/ui/guest":                 {"charm.land/"},
	"internal/ui/desk":                  {"charm.land/"},
	"internal/ui/review":                {"charm.land/"},
	"internal/ui/action":                {"charm.land/"},
	"internal/ui/office":                {"charm.land/"},
	"internal/ui/chart":                 {},
	"internal/ui":                       {"charm.land/", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile"},
	"internal/term":                     {"charm.land/bubbletea", "github.com/charmbracelet/"},
}

func TestImportsRunDownward(t *testing.T) {
	for file, imports := range sources(t) {
		room := filepath.ToSlash(filepath.Dir(file))
		base, known := roomOf(room)
		if !known {
			t.Errorf("%s: the room %s is not in the plan of the house", file, room)
			continue
		}
		for _, path := range imports {
			inner, ours := strings.CutPrefix(path, "porthole/")
			target, _ := roomOf(inner)
			if ours && target != base && !slices.Contains(may[base], target) {
				t.Errorf("%s imports %s: %s may not reach it", file, path, base)
			}
			if list, closed := only[base]; closed && !ours && strings.Contains(path, ".") && !hasPrefix(path, list) {
				t.Errorf("%s imports %s: not for %s", file, path, base)
			}
		}
	}
}

// The rules stand on any engine, and bbolt is known to one package alone. That is
// known to who opens a store, and to who brings a file of an older Porthole up to date,
// whose buckets no other engine has.
func TestTheRulesKnowNoEngine(t *testing.T) {
	for file, imports := range sources(t) {
		if file = filepath.ToSlash(file); strings.HasSuffix(filepath.Dir(file), "test") {
			continue // only tests use it
		}
		for _, path := range imports {
			if strings.HasPrefix(path, "go.etcd.io/bbolt") && !strings.HasPrefix(file, "internal/store/bolt/") {
				t.Errorf("%s imports %s", file, path)
			}
			if path == "porthole/internal/store/bolt" && !strings.HasPrefix(file, "internal/store/location/") && !strings.HasPrefix(file, "internal/store/upgrade/") {
				t.Errorf("%s imports %s", file, path)
			}
		}
	}
}

// roomOf is the room that a folder belongs to: itself, or the one around it.
func roomOf(folder string) (string, bool) {
	for folder != "." && folder != "" {
		if _, known := may[folder]; known {
			return folder, true
		}
		folder = filepath.ToSlash(filepath.Dir(folder))
	}
	return folder, false
}

func hasPrefix(path string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(path, p) })
}

// sources are the imports of every Go file that is not a test.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, top := range []string{"cmd", "internal", "bench/figures", "bench/loopback", "bench/load", "bench/floor", "bench/fixture", "bench/table"} {
		err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			found[path] = []string{}
			for _, spec := range file.Imports {
				found[path] = append(found[path], strings.Trim(spec.Path.Value, `"`))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) < 20 {
		t.Fatalf("only %d files found; is the test run in the module's root?", len(found))
	}
	return found
}

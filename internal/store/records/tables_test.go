package records

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// A table that is not among all of them would be left behind by a copy.
func TestEveryTableIsAmongThem(t *testing.T) {
	files, err := filepath.Glob("*.go")
	var source []byte
	for _, file := range files {
		text, readErr := os.ReadFile(file)
		source, err = append(source, text...), errors.Join(err, readErr)
	}
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, table := range Tables() {
		named[table.Name] = true
	}
	declared := regexp.MustCompile(`engine\.Table\{Name: "(\w+)"`).FindAllSubmatch(source, -1)
	for _, match := range declared {
		if !named[string(match[1])] {
			t.Errorf("%s is missing", match[1])
		}
	}
	if len(declared) != len(named) || len(named) < 20 {
		t.Errorf("%d are declared, and %d listed", len(declared), len(named))
	}
}

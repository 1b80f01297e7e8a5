package desk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"porthole/internal/words"
)

// Every sentence that the desk names has words in every language.
func TestWhatTheDeskSaysHasWords(t *testing.T) {
	key, found := regexp.MustCompile(`^(error|lint|voyage|withheld)\.[a-z_.]+$`), 0
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			literal, ok := node.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			name, _ := strconv.Unquote(literal.Value)
			if !key.MatchString(name) {
				return true
			}
			found++
			for _, language := range words.Languages() {
				if !words.In(language, nil).Has(name) {
					t.Errorf("%s: %s has no entry %q", path, language, name)
				}
			}
			return true
		})
	}
	if found < 20 {
		t.Errorf("only %d keys found", found)
	}
}

package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"porthole/internal/words"
)

// sources are the files of this package and of those in it, without their tests.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	set := token.NewFileSet()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "uitest") {
			return err
		}
		files[path], err = parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// strings that people read would come from the catalogue, so a literal here has
// no two words. Errors that are wrapped for the log are no screen's.
func TestNoSentenceStandsInTheCode(t *testing.T) {
	for name, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && isErrorCall(call) {
				return false
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil && isSentence(text) {
					t.Errorf("%s: %q stands in the code and not in the catalogue", name, text)
				}
			}
			return true
		})
	}
}

func isErrorCall(call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && (pkg.Name == "fmt" && s.Sel.Name == "Errorf" || pkg.Name == "errors" && s.Sel.Name == "New")
}

// isSentence says that the text has two words, or begins like one that a person
// reads. Names of the trade in the glossary are the same in every language.
func isSentence(text string) bool {
	for _, term := range glossaryTerms {
		if term == text {
			return false
		}
	}
	count := 0
	for word := range strings.FieldsSeq(text) {
		if letters := strings.IndexFunc(word, unicode.IsLetter); letters >= 0 && len(word) > 1 {
			count++
		}
	}
	return count > 1 || readable.MatchString(text)
}

var readable = regexp.MustCompile(`^[A-Z][a-z]{2,}`)

var keyShape = regexp.MustCompile(`^[a-z]+(\.[a-z_]+)+$`)

// Every key that the screens name is in both catalogues.
func TestEveryKeyHasItsWords(t *testing.T) {
	keys := map[string]bool{}
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if _, isImport := n.(*ast.ImportSpec); isImport {
				return false
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil && keyShape.MatchString(text) {
					keys[text] = true
				}
			}
			return true
		})
	}
	for _, term := range glossaryTerms {
		keys[glossaryKey(term)] = true
	}
	if len(keys) < 50 {
		t.Fatalf("only %d keys were found", len(keys))
	}
	for _, language := range words.Languages() {
		catalogue := words.In(language, nil)
		for key := range keys {
			if !catalogue.Has(key) {
				t.Errorf("%s has no words for %s", language, key)
			}
		}
	}
}

// Every key that is explained at the bottom is explained in help too, for the
// list and the root.
func TestHelpExplainsTheListsKeys(t *testing.T) {
	for _, language := range words.Languages() {
		catalogue := words.In(language, nil)
		s := newStage(t, sampleRoom(), 80, 24)
		for _, b := range append(s.root.stack[0].Bindings(), s.root.common()...) {
			if !catalogue.Has(b.Help().Desc+".long") || !catalogue.Has(b.Help().Desc) {
				t.Errorf("%s does not explain %s", language, b.Help().Desc)
			}
		}
	}
}

package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

var placeholder = regexp.MustCompile(`\{\d\}`)

func TestEveryLanguageHasEveryEntry(t *testing.T) {
	for key, english := range catalogues[English] {
		for _, language := range Languages() {
			sentence, ok := catalogues[language][key]
			if !ok || sentence == "" {
				t.Errorf("%s has no entry %q", language, key)
				continue
			}
			if got, want := fill(sentence), fill(english); !slices.Equal(got, want) {
				t.Errorf("%s %q fills %v, English fills %v", language, key, got, want)
			}
		}
	}
	for _, language := range Languages() {
		for key := range catalogues[language] {
			if _, ok := catalogues[English][key]; !ok {
				t.Errorf("%s has %q, which English has not", language, key)
			}
		}
	}
}

// fill is the set of arguments that a sentence uses.
func fill(sentence string) []string {
	used := placeholder.FindAllString(sentence, -1)
	slices.Sort(used)
	return slices.Compact(used)
}

// Every key that the code names must be in the catalogue. Keys that are put
// together are checked by what they begin with.
func TestEveryKeyInTheCodeIsInTheCatalogue(t *testing.T) {
	checked := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if call, ok := node.(*ast.CallExpr); ok && speaks(call) && len(call.Args) > 0 {
				checked++
				checkKey(t, path, call.Args[0])
			}
			return true
		})
		return nil
	})
	if err != nil || checked < 50 {
		t.Fatalf("%d keys checked, %v", checked, err)
	}
}

// speaks says whether a call takes a key of the catalogue first.
func speaks(call *ast.CallExpr) bool {
	name := ""
	switch fun := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	case *ast.Ident:
		name = fun.Name
	}
	return name == "Say" || name == "NewFault"
}

func checkKey(t *testing.T, path string, arg ast.Expr) {
	switch arg := arg.(type) {
	case *ast.BasicLit:
		key, err := strconv.Unquote(arg.Value)
		if err != nil {
			return
		}
		if _, ok := catalogues[English][key]; !ok {
			t.Errorf("%s: no entry %q", path, key)
		}
	case *ast.BinaryExpr:
		literal, ok := arg.X.(*ast.BasicLit)
		if !ok {
			return
		}
		prefix, _ := strconv.Unquote(literal.Value)
		for key := range catalogues[English] {
			if strings.HasPrefix(key, prefix) {
				return
			}
		}
		t.Errorf("%s: no entry begins with %q", path, prefix)
	}
}

func TestEveryNameOfTheModelHasWords(t *testing.T) {
	var keys []string
	for _, m := range model.Milestones() {
		keys = append(keys, "milestone."+string(m))
	}
	for _, s := range model.Statuses() {
		keys = append(keys, "status."+string(s))
	}
	for _, c := range []model.Classifier{model.Planned, model.Estimated, model.Actual} {
		keys = append(keys, "classifier."+string(c))
	}
	for _, m := range []model.Mode{model.Sea, model.Air, model.Road, model.Rail, model.Barge} {
		keys = append(keys, "mode."+string(m))
	}
	for _, a := range []model.Attention{model.OverdueArrival, model.OverdueDeparture, model.FreeOver, model.FreeSoon, model.Slipped} {
		keys = append(keys, string(a))
	}
	for _, language := range Languages() {
		for _, key := range keys {
			if !In(language, nil).Has(key) {
				t.Errorf("%s has no %q", language, key)
			}
		}
	}
}

func TestSayFillsAndCounts(t *testing.T) {
	english := In(English, nil)
	for _, c := range []struct {
		got, want string
	}{
		{english.Say("days", 1), "1 day"},
		{english.Say("days", 3), "3 days"},
		{In(Vietnamese, nil).Say("days", 1), "1 ngày"},
		{english.Say("error.unknown_partner", "acme"), "There is no partner “acme”."},
		{english.Say("headline.left", "{2}", "x"), "Left {2} x."}, // an argument is never a template
		{english.Say("no.such.key"), "no.such.key"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestDatesAsTheLanguageWritesThem(t *testing.T) {
	saigon := model.ParsePlace("VNSGN").Zone()
	now := time.Date(2025, 5, 16, 9, 0, 0, 0, saigon)
	loaded := model.Moment(time.Date(2025, 5, 9, 18, 20, 0, 0, time.UTC))
	english, vietnamese := In(English, saigon), In(Vietnamese, saigon)
	for _, c := range []struct{ got, want string }{
		{english.Day(model.Day(2025, 5, 10), now), "10 May"},
		{vietnamese.Day(model.Day(2025, 5, 10), now), "10/05"},
		{english.Day(model.Day(2024, 5, 10), now), "10 May 2024"},
		{english.Moment(loaded, model.ParsePlace("VNSGN"), now), "10 May 01:20 ICT"},
		{vietnamese.Moment(loaded, model.ParsePlace("Cát Lái"), now), "10/05 01:20 ICT"},
		{english.Moment(model.Day(2025, 5, 10), model.ParsePlace("VNSGN"), now), "10 May"},
		{english.OfficeDay(time.Date(2025, 5, 9, 18, 20, 0, 0, time.UTC), now), "10 May"},
		{english.OfficeMoment(time.Date(2025, 5, 9, 18, 20, 0, 0, time.UTC), now), "10 May 01:20 ICT"},
		{english.Day(model.When{}, now), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTheAccountChoosesBeforeTheClient(t *testing.T) {
	for _, c := range []struct {
		account string
		environ []string
		usual   string
		want    Language
	}{
		{"", nil, "", English},
		{"", []string{"LANG=vi_VN.UTF-8"}, "", Vietnamese},
		{"en", []string{"LANG=vi_VN.UTF-8"}, "", English},
		{"vi", []string{"LANG=en_US.UTF-8"}, "", Vietnamese},
		{"", []string{"LANG=vi_VN.UTF-8", "LC_ALL=en_GB"}, "", English},
		{"", []string{"LANG=fr_FR.UTF-8"}, "", English},
		{"xx", []string{"LC_ALL=C", "LANG=vi"}, "", Vietnamese},
		{"", nil, "vi", Vietnamese},
		{"", []string{"LANG=fr_FR.UTF-8"}, "vi", Vietnamese},
		{"", []string{"LANG=en_US.UTF-8"}, "vi", English},
		{"en", nil, "vi", English},
		{"", nil, "fr", English},
	} {
		if got := Choose(c.account, c.environ, c.usual); got != c.want {
			t.Errorf("Choose(%q, %v, %q) = %s, want %s", c.account, c.environ, c.usual, got, c.want)
		}
	}
}

// Whoever is at a screen is told nothing of options.
func TestAScreenIsToldWhatCanBeDoneThere(t *testing.T) {
	for _, language := range Languages() {
		c, found := In(language, nil), 0
		for key, sentence := range catalogues[language] {
			base, screen := strings.CutSuffix(key, ".at_screen")
			if !screen {
				continue
			}
			if found++; !c.Has(base) || strings.Contains(sentence, "--") {
				t.Errorf("%s: %s: %s", language, key, sentence)
			}
			if c.OnScreen().Say(base, 1, 2, 3) != c.Say(key, 1, 2, 3) || c.Say(base, 1, 2, 3) == c.Say(key, 1, 2, 3) {
				t.Errorf("%s: %s is not said at a screen alone", language, base)
			}
		}
		if found == 0 {
			t.Errorf("%s: nothing is said to screens", language)
		}
	}
}

package porthole_test

import (
	"os"
	"strings"
	"testing"
)

// mutant is the program with a fault that somebody could make: see testdata/mutants.txt.
type mutant struct {
	name, file, pkg, tests string
	before, after          []string
}

// mutants reads the file, whose head says how it is written.
func mutants(t *testing.T) (all []mutant) {
	t.Helper()
	text, err := os.ReadFile("testdata/mutants.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(text), "\n== ")[1:] {
		lines := strings.Split(strings.TrimRight(block, "\n"), "\n")
		where := append(strings.Fields(lines[1]), "")
		f := mutant{name: lines[0], file: where[0], pkg: where[1], tests: where[2]}
		for _, line := range lines[2:] {
			if before, is := strings.CutPrefix(line, "- "); is {
				f.before = append(f.before, before)
			} else if after, is := strings.CutPrefix(line, "+ "); is {
				f.after = append(f.after, after)
			}
		}
		all = append(all, f)
	}
	return all
}

// source is the file that has the lines which the fault is put in the place of, once.
func (f mutant) source(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(f.file)
	if err != nil {
		t.Fatal(err)
	}
	before := strings.Join(f.before, "\n")
	if n := strings.Count(string(source), before); n != 1 {
		t.Fatalf("%s has these lines %d times, and a fault needs a place of its own:\n%s", f.file, n, before)
	}
	return string(source)
}

// The faults themselves are tried by `.ci/prove mutants`, which takes a quarter of an
// hour; that one has lost its place is told at once.
func TestMutantsHaveTheirPlaces(t *testing.T) {
	for _, f := range mutants(t) {
		t.Run(f.name, func(t *testing.T) { f.source(t) })
	}
}

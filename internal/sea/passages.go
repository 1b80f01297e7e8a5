package sea

import (
	_ "embed"
	"strings"
	"sync"
)

// The waters that sailors know by name, those first that everybody knows.
//
//go:embed passages.csv
var passageTable string

// Passage is a water that sailors know by name, and a point of it through which ways lead.
type Passage struct {
	Name string
	At   Point
}

// Passages are all of them.
var Passages = sync.OnceValue(func() (all []Passage) {
	_, rows, _ := strings.Cut(strings.TrimSpace(passageTable), "\n")
	for row := range strings.SplitSeq(rows, "\n") {
		cells := strings.Split(row, ",")
		all = append(all, Passage{cells[0], Point{number(cells[1]), number(cells[2])}})
	}
	return all
})

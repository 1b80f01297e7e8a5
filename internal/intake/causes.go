package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Cause is a reason for which rows or messages were refused, or a warning about
// them, told once for all that it concerns. A person who reads a report wants to
// know what to mend; a program reads the lines of [Said].
type Cause struct {
	Sheet  string // of a workbook with several lists
	Field  string // column or key; may be empty
	Value  string // as it stood there; may be empty
	Reason string
	Hint   string   // what to do; may be empty
	Rows   []int    // of a list, in order, each once
	Paths  []string // of messages
	key    string
}

// String is what is wrong, without where: the field, what stood there, and why.
func (c Cause) String() string {
	return SaidLine{Field: c.Field, Value: c.Value, Reason: c.Reason}.String()
}

// Refusals are the reasons for which rows were refused. Those of one kind stand
// together, in the order in which the file has the first of them. Rows that were
// refused because of another row of their shipment are counted to its reason.
func (r Report) Refusals(c words.Catalogue) []Cause {
	var g grouping
	for _, f := range r.Refused {
		if f.Fault.Key != "import.sibling" {
			g.add(f.Where, f.Fault.Key, f.said(say(c, f.Fault.Key, f.Fault.Args)), hint(c, f.Fault))
		}
	}
	for _, f := range r.Refused {
		if f.Fault.Key == "import.sibling" && !g.join(f) {
			g.add(f.Where, f.Fault.Key, f.said(say(c, f.Fault.Key, f.Fault.Args)), "")
		}
	}
	return g.sorted()
}

// Remarks are the warnings, in the same order.
func (r Report) Remarks(c words.Catalogue) []Cause {
	var g grouping
	for _, w := range r.Warnings {
		g.add(w.Where, w.Remark.Key, w.said(say(c, w.Remark.Key, w.Remark.Args)), "")
	}
	return g.sorted()
}

// hint says what to do about a fault, where there is more to say than the reason.
func hint(c words.Catalogue, f *model.Fault) string {
	if !c.Has(f.Key + ".hint") {
		return ""
	}
	return say(c, f.Key+".hint", f.Args)
}

// grouping gathers lines of a report under their causes.
type grouping struct {
	causes []*Cause
	byText map[[4]string]*Cause
	byRow  map[rowAt]*Cause // the first cause of each row
}

func (g *grouping) add(at Where, key string, line SaidLine, hint string) {
	if g.byText == nil {
		g.byText, g.byRow = map[[4]string]*Cause{}, map[rowAt]*Cause{}
	}
	text := [4]string{line.Sheet, line.Field, line.Value, line.Reason}
	cause := g.byText[text]
	if cause == nil {
		cause = &Cause{Sheet: line.Sheet, Field: line.Field, Value: line.Value, Reason: line.Reason, Hint: hint, key: key}
		g.byText[text] = cause
		g.causes = append(g.causes, cause)
	}
	cause.take(at)
	if g.byRow[at.rowAt()] == nil {
		g.byRow[at.rowAt()] = cause
	}
}

func (c *Cause) take(at Where) {
	if at.Row > 0 {
		c.Rows = append(c.Rows, at.Row)
	} else {
		c.Paths = append(c.Paths, at.Path)
	}
}

// join counts a row to the cause of the row because of which it was refused;
// false when that one is not among the lines that were kept.
func (g *grouping) join(sibling Refusal) bool {
	row, _ := sibling.Fault.Args[0].(rowAt)
	cause := g.byRow[row]
	if cause == nil {
		return false
	}
	cause.take(sibling.Where)
	return true
}

// sorted are the causes with those of one kind together.
func (g *grouping) sorted() []Cause {
	first := map[string]int{}
	list := make([]Cause, len(g.causes))
	for i, cause := range g.causes {
		if _, known := first[cause.key]; !known {
			first[cause.key] = i
		}
		slices.Sort(cause.Rows)
		cause.Rows = slices.Compact(cause.Rows)
		list[i] = *cause
	}
	slices.SortStableFunc(list, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(first[a.key], first[b.key]), strings.Compare(a.Hint, b.Hint))
	})
	return list
}

// placesTold is how many places in a file, or stretches of it, a sentence names.
const placesTold = 6

// stretches are ascending numbers, those that follow on each other as one: 2–5, 9.
func stretches(rows []int) string {
	var parts []string
	for i := 0; i < len(rows); {
		if len(parts) == placesTold {
			return strings.Join(append(parts, "…"), ", ")
		}
		end := i
		for end+1 < len(rows) && rows[end+1] == rows[end]+1 {
			end++
		}
		part := strconv.Itoa(rows[i])
		if end > i {
			part += "–" + strconv.Itoa(rows[end])
		}
		parts = append(parts, part)
		i = end + 1
	}
	return strings.Join(parts, ", ")
}

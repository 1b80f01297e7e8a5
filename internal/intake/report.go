package intake

import (
	"cmp"
	"slices"
	"strconv"

	"porthole/internal/model"
)

// Report is what became of an import, row by row. Rows are the rows of a list
// without its header, or the messages; each was taken, unchanged or refused.
type Report struct {
	Rows      int
	Taken     int // brought something new
	Unchanged int // said what is known already
	// Refused and Warnings are the first thousand of each in the order of the
	// file; the totals count them all. A row with two faults is refused twice.
	Refused       []Refusal
	RefusedTotal  int
	Warnings      []Warning
	WarningsTotal int
	Sheets        []SheetRead // of a workbook
	Reading       *Reading    // of a list in a dry run
	Unexplained   int         // published dates that were changed, and nobody said why
	DryRun        bool        // nothing was written
	// Stopped says that the import ended early. What is counted as taken is in;
	// Left rows or messages were not reached, and all before Next were.
	Stopped bool
	Left    int
	Next    Where
}

// Where is the place in the file that a line of the report speaks of.
type Where struct {
	Sheet string     // of a workbook with several lists
	Row   int        // as a person sees it, the first is 1; 0 for messages
	Path  string     // of a message, such as $.events[3]
	Field string     // column or key; may be empty
	Value model.Text // as it stood there, cleaned; may be empty
	order int        // where in the file a message or a sheet stands
}

// rowAt is where a row stands.
type rowAt struct {
	sheetAt
	row int
}

// sheetAt is a sheet of a workbook with several lists, and which of them it is.
type sheetAt struct {
	name  string
	order int
}

// String is the row as a person finds it: 12, or June!12.
func (r rowAt) String() string {
	if r.name == "" {
		return strconv.Itoa(r.row)
	}
	return r.name + "!" + strconv.Itoa(r.row)
}

// where is a cell of the row.
func (r rowAt) where(field string, value model.Text) Where {
	return Where{Sheet: r.name, Row: r.row, Field: field, Value: value, order: r.order}
}

func (w Where) rowAt() rowAt { return rowAt{sheetAt{w.Sheet, w.order}, w.Row} }

// Refusal is a row or message that was not taken, and why.
type Refusal struct {
	Where
	Fault *model.Fault
}

// Warning is something worth telling of a row that was taken.
type Warning struct {
	Where
	Remark model.Remark
}

// OK says that every row was taken: nothing was refused and nothing stopped.
func (r Report) OK() bool { return r.RefusedTotal == 0 && !r.Stopped }

// RefusedRows is how many rows or messages were not taken.
func (r Report) RefusedRows() int { return r.Rows - r.Taken - r.Unchanged - r.Left }

// sheet is the name of the nth sheet that was read.
func (r *Report) sheet(n int) string { return r.Sheets[n-1].Name }

// outcome is what became of one shipment's rows, before it is certain that
// they were written.
type outcome struct {
	taken, unchanged int
	noted            bool // there is something to write that is no news
	unexplained      int
	refused          []Refusal
	warnings         []Warning
	// most is how many lines of each are kept, since jobs wait in memory; 0: all.
	// The others are only counted.
	most                    int
	moreRefused, moreWarned int
}

func (o *outcome) refuse(at Where, key string, args ...any) {
	o.refused = append(o.refused, Refusal{Where: at, Fault: model.NewFault(key, args...)})
}

func (o *outcome) warn(at Where, key string, args ...any) {
	if o.most > 0 && len(o.warnings) >= o.most {
		o.moreWarned++
		return
	}
	o.warnings = append(o.warnings, Warning{Where: at, Remark: model.Remark{Key: key, Args: args}})
}

// shorten keeps no more refusals than there may be, once each row has been judged
// by all of them.
func (o *outcome) shorten() {
	if beyond := len(o.refused) - o.most; o.most > 0 && beyond > 0 {
		o.refused, o.moreRefused = slices.Clone(o.refused[:o.most]), o.moreRefused+beyond
	}
}

// add counts an outcome in. Beyond the limit lines are only counted.
func (r *Report) add(o outcome, limit int) {
	r.Taken += o.taken
	r.Unexplained += o.unexplained
	r.Unchanged += o.unchanged
	r.RefusedTotal += len(o.refused) + o.moreRefused
	r.WarningsTotal += len(o.warnings) + o.moreWarned
	r.Refused = append(r.Refused, o.refused[:min(len(o.refused), max(0, limit-len(r.Refused)))]...)
	r.Warnings = append(r.Warnings, o.warnings[:min(len(o.warnings), max(0, limit-len(r.Warnings)))]...)
}

// warnUnexplained warns of the dates for which nobody said why, once for the file.
func (r *Report) warnUnexplained() {
	if r.Unexplained > 0 {
		r.WarningsTotal++
		r.Warnings = append(r.Warnings, Warning{Remark: model.Remark{Key: "remark.import.unexplained", Args: []any{r.Unexplained}}})
	}
}

// sort brings the lines into the order of the file.
func (r *Report) sort() {
	slices.SortStableFunc(r.Refused, func(a, b Refusal) int { return a.compare(b.Where) })
	slices.SortStableFunc(r.Warnings, func(a, b Warning) int { return a.compare(b.Where) })
}

func (w Where) compare(o Where) int {
	return cmp.Or(cmp.Compare(w.order, o.order), cmp.Compare(w.Row, o.Row))
}

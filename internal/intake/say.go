package intake

import (
	"strings"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Said is a report in the words of one language, in the form of the JSON that
// scripts read. A row with two faults has two lines: Rows is the sum of Taken,
// Unchanged, RefusedRows and Left, and RefusedTotal the number of lines.
type Said struct {
	Rows          int         `json:"rows"`
	Taken         int         `json:"taken"`
	Unchanged     int         `json:"unchanged"`
	Refused       []SaidLine  `json:"refused"`
	RefusedTotal  int         `json:"refused_total"`
	RefusedRows   int         `json:"refused_rows"`
	Warnings      []SaidLine  `json:"warnings"`
	WarningsTotal int         `json:"warnings_total"`
	Unexplained   int         `json:"dates_without_reason"`
	DryRun        bool        `json:"dry_run"`
	Sheets        []SheetRead `json:"sheets,omitempty"` // of a workbook
	*Reading
	Stopped  bool   `json:"stopped,omitempty"`
	Left     int    `json:"left,omitempty"`
	NextRow  int    `json:"next_row,omitempty"`
	NextPath string `json:"next_path,omitempty"`
}

// SaidLine is one refusal or warning. Row is there for lists, Path for
// messages, Sheet for a workbook that has several lists; Hint says what to do, where there is more to say than the reason.
type SaidLine struct {
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row,omitempty"`
	Path   string `json:"path,omitempty"`
	Field  string `json:"field"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
	Hint   string `json:"hint,omitempty"`
}

// Say puts the report into words. Its lists are never nil.
func (r Report) Say(c words.Catalogue) Said {
	said := Said{
		Rows: r.Rows, Taken: r.Taken, Unchanged: r.Unchanged, DryRun: r.DryRun, Unexplained: r.Unexplained, Sheets: r.Sheets, Reading: r.Reading,
		Stopped: r.Stopped, Left: r.Left, NextRow: r.Next.Row, NextPath: r.Next.Path,
		Refused: make([]SaidLine, 0, len(r.Refused)), RefusedTotal: r.RefusedTotal, RefusedRows: r.RefusedRows(),
		Warnings: make([]SaidLine, 0, len(r.Warnings)), WarningsTotal: r.WarningsTotal,
	}
	for _, f := range r.Refused {
		line := f.said(say(c, f.Fault.Key, f.Fault.Args))
		line.Hint = hint(c, f.Fault)
		said.Refused = append(said.Refused, line)
	}
	for _, w := range r.Warnings {
		said.Warnings = append(said.Warnings, w.said(say(c, w.Remark.Key, w.Remark.Args)))
	}
	return said
}

func (w Where) said(reason string) SaidLine {
	return SaidLine{Sheet: w.Sheet, Row: w.Row, Path: w.Path, Field: w.Field, Value: w.Value.String(), Reason: reason}
}

// say fills a sentence; what is among its arguments in the terms of the trade is
// said in the reader's words too.
func say(c words.Catalogue, key string, args []any) string {
	spoken := make([]any, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case model.Status:
			spoken[i] = c.Say("status." + string(v))
		case model.Milestone:
			spoken[i] = c.Say("milestone." + string(v))
		case model.Remark:
			spoken[i] = say(c, v.Key, v.Args)
		case model.Place:
			spoken[i] = c.Place(v).Short()
		default:
			spoken[i] = arg
		}
	}
	return c.Say(key, spoken...)
}

// String is the line for a terminal: where, what stood there, and why.
func (l SaidLine) String() string {
	var b strings.Builder
	b.WriteString(l.Path)
	if l.Field != "" {
		b.WriteString(" " + l.Field)
	}
	if l.Value != "" {
		b.WriteString(" “" + l.Value + "”")
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	return strings.TrimSpace(b.String() + l.Reason)
}

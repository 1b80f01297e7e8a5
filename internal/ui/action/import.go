package action

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// importForm takes in a list that is pasted, from a spreadsheet or a file. What it would
// bring is shown before, and a yes is waited for.
type importForm struct {
	*act
	rows, partner, reason *widget.Input
	hidden                int // characters of what was pasted that nobody can see
}

// importLimit is how long a list may take that is as long as can be pasted.
const importLimit = 3 * time.Minute

// tooLong is for a list that is longer than what can be pasted.
func (a *act) tooLong() error {
	return model.NewFault("error.office.rows_long", session.MostPasted>>10, a.sending())
}

// sending is the command that a list is sent with as a file.
func (a *act) sending() string {
	return widget.Tied(a.env.Say("office.import.send", a.env.Staff.Public))
}

func importList(a *act) task {
	f := &importForm{act: a}
	f.rows = &widget.Input{Label: "office.field.rows", Pasted: &widget.Pasted{Limit: session.MostPasted, Shown: f.shown}}
	f.partner = a.prefilled("office.field.customer", "office.import.each", a.goal.About)
	f.reason = a.typed("office.field.reason", model.NoteCells, "office.import.reason")
	return task{
		inputs: []*widget.Input{f.rows, f.partner, f.reason}, enter: keyBrings, lost: f.lost, limit: importLimit, submit: f.submit,
		advice: func() string { return a.env.Say("office.import.advice", a.sending()) },
	}
}

// lost notes what the terminal's side has left out of a paste. One that was cut is not
// taken: its last row may be half a row.
func (f *importForm) lost(bytes, controls int) {
	if f.hidden += controls; bytes > 0 {
		f.rows.Pasted.Drop()
		f.err = f.tooLong()
	}
}

// shown is how much was pasted, with its first row and its last one.
func (f *importForm) shown() []string {
	text := strings.TrimSpace(f.rows.Pasted.Text())
	if text == "" {
		return []string{f.env.Say("office.import.paste")}
	}
	rows := strings.Split(text, "\n")
	said := []string{f.env.Say("office.import.rows", len(rows), (len(text)+1023)>>10)}
	for i, row := range rows {
		if i == 0 || i == len(rows)-1 {
			said = append(said, model.Line(row, model.NoteCells).String())
		}
	}
	hidden := f.hidden
	for _, r := range text {
		if unicode.Is(unicode.Bidi_Control, r) {
			hidden++
		}
	}
	if hidden > 0 {
		said = append(said, f.env.Say("office.import.hidden", hidden))
	}
	return said
}

func (f *importForm) submit() (submission, error) {
	list := session.Import{Text: f.rows.Pasted.Text(), Partner: f.partner.Typed(), Why: reasonTyped(f.reason), DryRun: true}
	if strings.TrimSpace(list.Text) == "" {
		return submission{}, model.NewFault("error.office.rows")
	}
	take, say := f.env.Staff.Import, f.env.Words.OnScreen()
	return submission{
		func(ctx context.Context) (preview, error) {
			got, err := take(ctx, list, say)
			all := reportLines(got.Summary, got.Problems, got.Readings)
			if got.Taken > 0 {
				all = slices.Insert(all, 1, outputLine{text: say.Say("office.import.shown")})
			}
			return preview{output: all, nothing: got.Taken == 0}, err
		},
		[]choice{{key: keyTakeIn, done: "office.import", result: func(ctx context.Context) ([]outputLine, error) {
			list.DryRun = false
			got, err := take(ctx, list, say)
			return reportLines(got.Summary, got.Problems), err
		}}},
	}, nil
}

// reportLines are the lines of a report as they are told.
func reportLines(parts ...[]session.Line) (all []outputLine) {
	for _, lines := range parts {
		for _, l := range lines {
			if l.Text != "" {
				all = append(all, outputLine{text: l.Text, indent: l.Indent})
			}
		}
	}
	return all
}

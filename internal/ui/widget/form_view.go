package widget

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/theme"
)

// labels is the width of the column of labels in a form of width cells.
func (f *Form) labels(width int) int {
	names := Map(f.Shown(), func(in *Input) string { return f.Look.Say(in.Label) })
	return min(Widest(names...), max(8, width/3))
}

// View is the form's lines, each at most width cells, and the last line of the
// field that has the keys.
func (f *Form) View(width int) (lines []string, at int) {
	current := f.Current()
	f.caret = nil
	for _, in := range f.Shown() {
		top := len(lines)
		drawn, caret := f.input(in, in == current, f.labels(width), width)
		lines = append(lines, drawn...)
		if in != current {
			in.Text.Leave()
			in.seek = ""
			continue
		}
		if at = len(lines) - 1; caret != nil {
			f.caret = &tea.Position{X: caret.X, Y: caret.Y + top}
		}
	}
	return lines, at
}

// Caret is where the cursor stands in the lines of the last view, moved by so
// much; nil where no text is typed.
func (f *Form) Caret(dx, dy int) *tea.Cursor {
	if f.caret == nil || !f.Typing() {
		return nil
	}
	return tea.NewCursor(f.caret.X+dx, f.caret.Y+dy)
}

// The form's measures: text that is typed is shown on so many lines at most, and
// so many options below one another.
const (
	inputLines  = 4
	optionLines = 6
)

// input is one field: its label, and beside it what is in it; below it where
// there is no room beside. caret is in what is typed; nil: it is no text.
func (f *Form) input(in *Input, focused bool, labels, width int) (lines []string, caret *tea.Position) {
	t := f.Look.Theme
	bar, style, label := " ", t.Muted, f.Look.Say(in.Label)
	if focused {
		bar, style = t.Accent.Paint("▎"), t.Key
	}
	room, indent, first := width-labels-5, labels+4, style.Paint(Fit(label, labels))+"  "
	if room < 14 {
		room, indent, first = width-5, 4, Pad(2)
		lines = append(lines, bar+" "+style.Paint(Clip(label, width-2)))
	}
	value, caret := f.value(in, focused, room)
	if caret != nil {
		caret.X, caret.Y = caret.X+indent, caret.Y+len(lines)
	}
	for _, line := range value {
		lines = append(lines, bar+" "+first+line)
		first = Pad(indent - 2)
	}
	return lines, caret
}

func (f *Form) value(in *Input, focused bool, width int) (lines []string, caret *tea.Position) {
	t := f.Look.Theme
	switch {
	case in.Pasted != nil:
		return Map(in.Pasted.Shown(), func(line string) string { return t.Text.Paint(Clip(line, width)) }), nil
	case in.Options == nil:
		return f.typedLines(in, focused, width)
	case in.Tall:
		return f.tallLines(in, focused, width), nil
	}
	options := in.Options()
	if in.At >= len(options) {
		in.At = 0
	}
	switch {
	case len(options) == 0:
		return []string{""}, nil
	case !focused || len(options) == 1:
		return []string{t.Text.Paint(Clip(options[in.At], width))}, nil
	}
	typed := ""
	if in.seek != "" && Cells(options[in.At])+Cells(in.seek)+8 <= width {
		typed = t.Muted.Paint("  / " + in.seek)
	}
	return []string{t.Key.Paint("◂ ") + t.Strong.Paint(Clip(options[in.At], width-4)) + t.Key.Paint(" ▸") + typed}, nil
}

// typedLines is a text: its lines round the caret, when it is long, and how it is
// understood.
func (f *Form) typedLines(in *Input, focused bool, width int) (lines []string, caret *tea.Position) {
	t := f.Look.Theme
	if in.Text.Text == "" {
		stands := ""
		if in.Empty != nil {
			stands = in.Empty()
		}
		return []string{t.Muted.Paint(Clip(stands, width))}, &tea.Position{}
	}
	parts := Wrap(in.Text.Text, max(1, width-1))
	line, column := len(parts)-1, 0
	if focused {
		line, column = in.Text.Caret(parts)
	}
	from := max(0, min(line-inputLines/2, len(parts)-inputLines))
	for _, part := range parts[from:min(len(parts), from+inputLines)] {
		lines = append(lines, t.Strong.Paint(part))
	}
	if in.Read != nil {
		if means := in.Read(); means != "" && means != in.Typed() {
			lines = append(lines, t.Muted.Paint(Clip(theme.SignMoved+" "+means, width)))
		}
	}
	return lines, &tea.Position{X: min(column, width-1), Y: line - from}
}

// first is the first in sight of these options.
func (in *Input) first(all []int) int {
	return max(0, min(slices.Index(all, in.At)-optionLines/2, len(all)-optionLines))
}

// tallLines is a stretch of the options round the chosen one.
func (f *Form) tallLines(in *Input, focused bool, width int) (lines []string) {
	t := f.Look.Theme
	options, all := in.Options(), in.sought()
	from := in.first(all)
	for _, i := range all[from:min(len(all), from+optionLines)] {
		sign, s := "  ", t.Text
		if i == in.At {
			sign, s = "▸ ", t.Strong
			if focused {
				s = t.Accent
			}
		}
		lines = append(lines, s.Paint(sign+Clip(options[i], width-2)))
	}
	return lines
}

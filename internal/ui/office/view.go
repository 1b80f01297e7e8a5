package office

import (
	"slices"

	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// column is one of a table: it has what its rows need, and up to most where there is
// room. Where there is too little it has least cells, or goes: those with the smallest
// keep first; 0: it stays.
type column[T any] struct {
	name        string // the end of its key in the catalogue
	least, most int
	keep        int
	right       bool // a number
	text        func(e *screen.Env, v *T) string
	ink         func(ink *theme.Ink, v *T) theme.Style // nil: as text
}

// wide is the cells between two columns; one where there is no room for both.
const wide = 2

// widths are those of the columns in so many cells, with what stands between two of
// them; 0: there is no room for it, or nothing in it. What a column has at least has its
// heading in it, however long that is in a language. Those that stay have what their
// rows need before another one has anything.
func (t *table[T]) widths(room int) (all []int, gap string) {
	columns := t.columns
	all = make([]int, len(columns))
	need, most := slices.Clone(all), slices.Clone(all)
	used := -wide
	for i, c := range columns {
		heading := widget.Cells(t.heading(c))
		need[i], most[i] = heading, max(heading, c.most)
		for row := range t.list.Items {
			need[i] = max(need[i], widget.Cells(c.text(t.env, &t.list.Items[row])))
		}
		need[i] = min(need[i], most[i])
		if all[i] = need[i]; c.keep > 0 {
			all[i] = min(max(c.least, heading), need[i])
		}
		if all[i] > 0 {
			used += all[i] + wide
		}
	}
	for used > room {
		out := -1
		for i, c := range columns {
			if all[i] > 0 && c.keep > 0 && (out < 0 || c.keep < columns[out].keep) {
				out = i
			}
		}
		if out < 0 {
			break
		}
		used -= all[out] + wide
		all[out] = 0
	}
	gap = widget.Pad(wide)
	if used > room {
		gap = " "
		for _, cells := range all {
			used -= min(1, cells) * (wide - 1)
		}
		used += wide - 1
	}
	for ; used > room && slices.Max(all) > 1; used-- {
		all[slices.Index(all, slices.Max(all))]--
	}
	for _, goal := range [][]int{need, most} {
		for i := range columns {
			if all[i] > 0 {
				more := max(0, min(goal[i]-all[i], room-used))
				all[i], used = all[i]+more, used+more
			}
		}
	}
	return all, gap
}

// top is the line on which the rows begin.
func (t *table[T]) top() int { return 3 + len(t.above()) }

// footLines are those under the rows, the rule included.
func (t *table[T]) footLines() int {
	switch {
	case t.foot == nil || t.layout.Height < pager.BriefFrom:
		return 0
	case t.layout.Height >= pager.FullFrom:
		return 3
	default:
		return 2
	}
}

// rows is how many rows there is room for.
func (t *table[T]) rows() int { return max(1, t.layout.Height-t.top()-t.footLines()) }

// above is what stands above the rows, as much as leaves them room.
func (t *table[T]) above() []string {
	if t.head == nil {
		return nil
	}
	lines := t.head(t.env, t.layout.Width)
	return lines[:min(len(lines), max(0, t.layout.Height/2-3))]
}

func (t *table[T]) View() []string {
	e, width := t.env, t.layout.Width
	lines := append([]string{t.title(), widget.Rule(e.Look, width)}, t.above()...)
	states := t.list.States(width, "office.loading", t.name+".empty")
	if states != nil && t.list.Ready && t.list.Err == nil && t.find.Text != "" {
		states = widget.Said([]string{""}, parts.LeadCells, e.Theme.Strong, e.Say("office.nothing", t.find.Text), width)
	}
	if states == nil {
		all, gap := t.widths(width - parts.LeadCells - 1)
		lines = append(lines, t.headings(all, gap))
		states = t.list.Rows(func(v *T, chosen bool) []string { return []string{t.row(v, chosen, all, gap)} })
	}
	lines = append(lines, widget.Filled(states, max(0, t.layout.Height-len(lines)-t.footLines()))...)
	if n := t.footLines(); n > 0 {
		lines = append(append(lines, t.list.Rule(width)), t.about(n-1)...)
	}
	return lines[:min(len(lines), t.layout.Height)]
}

// title is what the table is of, how many rows it has, and what is looked for.
func (t *table[T]) title() string {
	e, look := t.env, t.env.Theme
	if t.typing {
		text, _ := t.find.Window(t.layout.Width - 4)
		return " " + look.Key.Paint("/ ") + look.Strong.Paint(text)
	}
	left := widget.Prose{widget.Plain(" "), look.Title.Says(e.Say(t.name + ".title"))}
	if t.of != "" {
		left = append(left, look.Text.Says(theme.Between+t.of))
	}
	if t.find.Text != "" {
		left = append(left, look.Accent.Says(theme.Between+t.find.Text))
	}
	var right widget.Prose
	if t.list.Ready && t.list.Err == nil {
		n := e.Words.Count(max(len(t.list.Items), t.list.Total))
		if _, before, behind := t.list.Held(); t.list.Total == 0 && (before || behind) {
			n += "+"
		}
		right = widget.Prose{look.Muted.Says(n)}
	}
	return widget.Apart(left, right, t.layout.Width-1).Paint(t.layout.Width)
}

func (t *table[T]) headings(widths []int, gap string) string {
	line, between := widget.Pad(parts.LeadCells), ""
	for i, c := range t.columns {
		if widths[i] == 0 {
			continue
		}
		fit := widget.Fit
		if c.right {
			fit = widget.FitRight
		}
		line += between + fit(t.heading(c), widths[i])
		between = gap
	}
	return t.env.Theme.Muted.Paint(widget.Clip(line, t.layout.Width))
}

// heading is what a column is called; nothing for a sign or a bar.
func (t *table[T]) heading(c column[T]) string {
	if c.name == "" {
		return ""
	}
	return t.env.Say("office.col." + c.name)
}

func (t *table[T]) row(v *T, chosen bool, widths []int, gap string) string {
	f := parts.Flags{Selected: chosen}
	ink := parts.InkOf(t.env.Look, f)
	var b widget.Brush
	parts.Lead(&b, ink, f)
	used, between := parts.LeadCells, ""
	for i, c := range t.columns {
		if widths[i] == 0 {
			continue
		}
		style := ink.Text
		switch {
		case c.ink != nil:
			style = c.ink(ink, v)
		case used == parts.LeadCells && chosen:
			style = ink.Strong
		case used > parts.LeadCells:
			style = ink.Muted
		}
		fit := widget.Fit
		if c.right {
			fit = widget.FitRight
		}
		b.Put(ink.Text, between)
		b.Put(style, fit(c.text(t.env, v), widths[i]))
		used += len(between) + widths[i]
		between = gap
	}
	b.Put(ink.Text, widget.Pad(t.layout.Width-used))
	return b.String()
}

// about is the chosen row in words, on so many lines.
func (t *table[T]) about(n int) []string {
	if len(t.list.Items) == 0 {
		return make([]string, n)
	}
	lines := widget.WrapTo(t.foot(t.env, t.list.Chosen()), max(1, t.layout.Width-2), n)
	for i := range lines {
		lines[i] = " " + t.env.Theme.Text.Paint(lines[i])
	}
	return widget.Filled(lines, n)
}

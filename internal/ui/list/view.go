package list

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// listFrame says on which lines of the list's area things stand.
type listFrame struct {
	heading int // first line of the column names; -1: none
	rowsTop int
	rows    int // lines for rows
	each    int // lines of one shipment
	foot    int // lines of the chosen shipment in words, under their rule; 0: no rule either
}

const (
	tabsLine = 1 // on which the tabs stand
	// listTopLines are those above the names of the columns, and above the shipment
	// beside the list.
	listTopLines = 3
)

func listFrameOf(l widget.Layout) listFrame {
	f := listFrame{heading: -1, rowsTop: listTopLines, each: 2}
	if l.Breadth == widget.Medium {
		f.each = 1
	}
	if l.Breadth != widget.Narrow && l.Height >= pager.BriefFrom {
		f.heading, f.rowsTop = listTopLines, listTopLines+f.each
	}
	switch {
	case l.Breadth == widget.Wide:
		f.rows = l.Height - f.rowsTop - 1
		return f
	case l.Breadth == widget.Narrow && l.Height >= pager.AmplyFrom:
		f.foot = 3
	case l.Height >= pager.FullFrom:
		f.foot = 2
	case l.Height >= pager.BriefFrom:
		f.foot = 1
	}
	f.rows = l.Height - f.rowsTop
	if f.foot > 0 {
		f.rows -= f.foot + 1
	}
	return f
}

// upper is the lines above the rows, and what of them may change by itself. A move
// of the cursor leaves them; with every other key, message and question, and other
// columns, they are written anew.
type upper struct {
	generation, divider int
	watching            string
	lines               []string
}

// above is whose list it is, the tabs, the rule, and the names of the columns.
func (l *List) above() []string {
	as := upper{l.env.Generation, l.aside.Divider(), l.env.Watching(), l.upper.lines}
	if l.upper.lines == nil || l.upper.generation != as.generation || l.upper.divider != as.divider || l.upper.watching != as.watching {
		as.lines = []string{screen.Header(l.env, l.layout.Width), l.tabLine(), l.aside.Rule()}
		if l.frame.heading >= 0 {
			as.lines = append(as.lines, l.headings()...)
		}
		l.upper = as
	}
	return as.lines
}

// View implements screen.Screen.
func (l *List) View() []string {
	now := l.env.Now()
	lines := append(make([]string, 0, l.layout.Height), l.above()...)
	return l.aside.Join(l.withSince(l.below(l.body(lines, now), now)))
}

// heading is the name of a column, with an arrow where the list is sorted by it.
func (l *List) heading(key string, by model.Sort) string {
	text := l.env.Say("list.column." + key)
	if by == l.query.Order() {
		text += l.arrow()
	}
	return text
}

// headings are the names of the columns.
func (l *List) headings() []string {
	c, name := &l.columns, l.heading
	if c.Paired {
		return l.pairedHeadings()
	}
	line := widget.Pad(parts.LeadCells) + widget.Fit(name("ref", model.ByRef), c.Ref) + "  "
	if c.Customer > 0 {
		line += widget.Fit(name("customer", ""), c.Customer) + "  "
	}
	line += widget.Fit(name("route", ""), c.Route) + "  "
	if c.Departure > 0 {
		line += widget.Fit(name("etd", model.ByETD), c.Departure+c.Gap)
	}
	if c.Actual > 0 {
		line += widget.Fit(name("eta", model.ByETA), c.Arrival) + " " +
			widget.Fit(name("atd", ""), c.Departure+c.Gap) + widget.Fit(name("ata", ""), c.Actual) + " "
	} else {
		line += widget.Fit(name("arrival", model.ByETA), c.Arrival)
	}
	line += " " + widget.Fit(name("status", model.ByStatus), c.Status)
	if c.Progress > 0 {
		line += "  " + widget.Fit(name("progress", ""), c.Progress)
	}
	return []string{l.env.Theme.Muted.Paint(line)}
}

// pairedHeadings are the names of the columns of a wide window, on two lines as
// each shipment has.
func (l *List) pairedHeadings() []string {
	c, name := &l.columns, l.heading
	dates := func(planned string, by model.Sort, actual string) string {
		return widget.Pad(1+c.Air) + widget.Fit(name(planned, by), c.Arrival+c.Gap) + name(actual, "")
	}
	lead := widget.Pad(parts.LeadCells)
	first := lead + widget.Fit(name("ref", model.ByRef), c.Ref) + " " + widget.Fit(name("status", model.ByStatus), c.Status)
	second := lead + widget.Fit(name("route", ""), c.Route)
	if c.Customer > 0 {
		second += " " + widget.Fit(name("customer", ""), c.Customer)
	}
	if c.Progress > 0 {
		second += " " + widget.Fit(name("progress", ""), c.Progress)
	}
	s := l.env.Theme.Muted
	return []string{s.Paint(first + dates("etd", model.ByETD, "atd")), s.Paint(second + dates("eta", model.ByETA, "ata"))}
}

// body adds the rows, or a word about why there are none, always as many lines.
func (l *List) body(lines []string, now time.Time) []string {
	end := len(lines) + l.frame.rows
	switch {
	case l.fault != nil && !l.unfinished(): // what cannot be read in the line, and how it is written
		message, hint := l.env.Failure(l.fault)
		lines = append(lines, l.told(l.env.Theme.Strong.Says(message), l.env.Theme.Muted.Says(hint))...)
	case l.Err != nil:
		lines = append(lines, l.askWhom(l.env.Failed([]string{""}, parts.LeadCells, l.Err, "list.retry", l.layout.List))...)
	case !l.Ready:
		lines = append(lines, l.told(l.env.Theme.Muted.Says(l.env.Say("list.loading")))...)
	case len(l.win.Rows) == 0:
		lines = append(lines, l.empty()...)
	default:
		held := l.prepared(now)
		for i := l.Top; i < len(l.win.Rows) && len(lines)+l.frame.each <= end; i++ {
			entry := l.entry(held, i, now)
			lines = append(lines, entry[:l.frame.each]...)
		}
	}
	return widget.Filled(lines, end)
}

// fresh is how new a row is to the visitor.
func (l *List) fresh(row *model.Row) parts.Freshness { return l.env.News.Of(row.Ref, row.Change) }

// entry is the lines of a row, prepared once for all who see it so.
func (l *List) entry(held *heldLines, index int, now time.Time) *[2]string {
	row := &l.win.Rows[index]
	f := parts.Flags{Fresh: l.fresh(row)}
	if index == l.Cursor {
		f.Selected, f.Blurred = true, l.aside.Focused()
	}
	kept := &held.at(index).entry[f.Place()][f.Fresh]
	lines := kept.Load()
	if lines == nil {
		made := l.format(row, now, f)
		lines = &made
		kept.Store(lines)
	}
	return lines
}

// below adds the lines under the rows: the rule with what the chosen shipment wants
// to say, and but for a wide window the shipment in words. But for the place in
// the list they too are prepared once.
func (l *List) below(lines []string, now time.Time) []string {
	row := l.row()
	switch {
	case l.frame.foot == 0 && !l.wide():
		return lines
	case row == nil:
		return append(append(lines, l.footRule("")), make([]string, l.frame.foot)...)
	}
	kept := &l.prepared(now).at(l.Cursor).lower[l.fresh(row)]
	foot := kept.Load()
	if foot == nil {
		foot = &[]string{l.label(row, now)}
		if !l.wide() {
			*foot = append(*foot, l.foot(row, now)...)
		}
		kept.Store(foot)
	}
	return append(append(lines, l.footRule((*foot)[0])), (*foot)[1:]...)
}

func (l *List) format(row *model.Row, now time.Time, f parts.Flags) [2]string {
	if l.columns.Paired {
		return parts.FormatPaired(row, l.columns, l.env.Look, now, f)
	}
	if l.frame.each == 1 {
		return [2]string{parts.FormatRow(row, l.columns, l.env.Look, now, f)}
	}
	return parts.FormatEntry(row, l.columns, l.env.Look, now, f)
}

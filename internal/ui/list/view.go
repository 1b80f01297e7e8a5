package list

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// listFrame says on which lines of the list's area things stand.
type listFrame struct {
	tabs    int // line of the tabs
	heading int // line of the column names; -1: none
	rowsTop int
	rows    int // lines for rows
	each    int // lines of one shipment
	foot    int // lines of the chosen shipment in words, under their rule; 0: no rule either
}

func listFrameOf(l widget.Layout) listFrame {
	f := listFrame{tabs: 1, heading: -1, rowsTop: 3, each: 2}
	if l.Breadth == widget.Medium {
		f.each = 1
		if l.Height >= pager.BriefFrom {
			f.heading, f.rowsTop = 3, 4
		}
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

// View implements screen.Screen.
func (l *List) View() []string {
	now := l.env.Now()
	lines := make([]string, 0, l.layout.Height)
	lines = append(lines, l.above()...)
	lines = l.body(lines, now)
	lines = append(lines, l.below(now)...)
	return l.aside.Join(lines)
}

// headings are the names of the columns, an arrow at the one sorted by.
func (l *List) headings() string {
	c := &l.columns
	var p widget.Brush
	s := l.env.Theme.Muted
	name := func(key string, by model.Sort) string {
		text := l.env.Say("list.column." + key)
		if by == l.query.Sort && l.query.Search == "" {
			if l.query.Reverse {
				return text + " ↓"
			}
			return text + " ↑"
		}
		return text
	}
	p.Put(s, widget.Pad(parts.LeadCells)+widget.Fit(name("ref", model.ByRef), c.Ref)+"  "+widget.Fit(name("route", ""), c.Route)+"  ")
	if c.Departure > 0 {
		p.Put(s, widget.Fit(name("etd", model.ByETD), c.Departure+c.Gap))
	}
	arrival := "eta"
	if c.Actual == 0 {
		arrival = "arrival"
	}
	p.Put(s, widget.Fit(name(arrival, model.ByETA), c.Arrival))
	if c.Actual > 0 {
		p.Put(s, " "+widget.Fit(name("atd", ""), c.Departure+c.Gap)+widget.Fit(name("ata", ""), c.Actual)+" ")
	}
	p.Put(s, " "+widget.Fit(name("status", model.ByStatus), c.Status))
	if c.Progress > 0 {
		p.Put(s, "  "+widget.Fit(name("progress", ""), c.Progress))
	}
	return p.String()
}

// body adds the rows, or a word about why there are none, always as many lines.
func (l *List) body(lines []string, now time.Time) []string {
	end := len(lines) + l.frame.rows
	switch {
	case l.err != nil:
		lines = append(lines, l.failed()...)
	case !l.ready:
		lines = append(lines, "", l.paragraph(l.env.Theme.Muted, l.env.Say("list.loading"))[0])
	case len(l.win.Rows) == 0:
		lines = append(lines, l.empty()...)
	default:
		held := l.prepared(now)
		for i := l.top; i < len(l.win.Rows) && len(lines)+l.frame.each <= end; i++ {
			entry := l.entry(held, i, now)
			lines = append(lines, entry[:l.frame.each]...)
		}
	}
	lines = lines[:min(len(lines), end)]
	for len(lines) < end {
		lines = append(lines, "")
	}
	return lines
}

// fresh is how new a row is to the visitor.
func (l *List) fresh(row *model.Row) parts.Freshness { return l.env.News.Of(row.Ref, row.Change) }

// entry is the lines of a row, prepared once for all who see it so.
func (l *List) entry(held *heldLines, index int, now time.Time) *[2]string {
	row := &l.win.Rows[index]
	f := parts.Flags{Fresh: l.fresh(row)}
	if index == l.cursor {
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

// below is the lines under the rows: what the chosen shipment wants to say, and
// but for a wide window the shipment in words. They too are prepared once.
func (l *List) below(now time.Time) []string {
	row := l.row()
	if row == nil {
		return l.belowNow(now)
	}
	kept := &l.prepared(now).at(l.cursor).lower[l.fresh(row)]
	lines := kept.Load()
	if lines == nil {
		made := l.belowNow(now)
		lines = &made
		kept.Store(lines)
	}
	return *lines
}

func (l *List) belowNow(now time.Time) []string {
	switch {
	case l.layout.Breadth == widget.Wide:
		return []string{l.footLabel(now)}
	case l.frame.foot == 0:
		return nil
	default:
		return append([]string{l.footRule(now)}, l.foot(now)...)
	}
}

func (l *List) format(row *model.Row, now time.Time, f parts.Flags) [2]string {
	if l.frame.each == 1 {
		return [2]string{parts.FormatRow(row, l.columns, l.env.Look, now, f)}
	}
	return parts.FormatEntry(row, l.columns, l.env.Look, now, f)
}

package ui

import (
	"time"

	"porthole/internal/model"
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

func listFrameOf(l layout) listFrame {
	f := listFrame{tabs: 1, heading: -1, rowsTop: 3, each: 2}
	if l.breadth == medium {
		f.each = 1
		if l.height >= briefFrom {
			f.heading, f.rowsTop = 3, 4
		}
	}
	switch {
	case l.breadth == wide:
		f.rows = l.height - f.rowsTop - 1
		return f
	case l.breadth == narrow && l.height >= amplyFrom:
		f.foot = 3
	case l.height >= fullFrom:
		f.foot = 2
	case l.height >= briefFrom:
		f.foot = 1
	}
	f.rows = l.height - f.rowsTop
	if f.foot > 0 {
		f.rows -= f.foot + 1
	}
	return f
}

func (l *list) view() []string {
	now := l.env.now()
	lines := make([]string, 0, l.layout.height)
	lines = append(lines, l.above()...)
	lines = l.body(lines, now)
	lines = append(lines, l.below(now)...)
	if l.layout.breadth == wide {
		return joinBeside(l.env.Look, lines, l.frame.rowsTop, l.layout.list, l.detail.view())
	}
	return lines
}

// topRule is the line under the tabs; in a wide window the line between list
// and shipment hangs from it.
func (l *list) topRule() string {
	if l.layout.breadth != wide {
		return rule(l.env.Look, l.layout.width)
	}
	return " " + l.env.theme.Border.Paint(dashes(l.layout.list-1)+"┬"+dashes(l.layout.detail-1))
}

// headings are the names of the columns, an arrow at the one sorted by.
func (l *list) headings() string {
	c := &l.columns
	var p brush
	s := l.env.theme.Muted
	name := func(key string, by model.Sort) string {
		text := l.env.say("list.column." + key)
		if by == l.query.Sort && l.query.Search == "" {
			if l.query.Reverse {
				return text + " ↓"
			}
			return text + " ↑"
		}
		return text
	}
	p.put(s, pad(leadCells)+fit(name("ref", model.ByRef), c.ref)+"  "+fit(name("route", ""), c.route)+"  ")
	if c.departure > 0 {
		p.put(s, fit(name("etd", model.ByETD), c.departure+c.gap))
	}
	arrival := "eta"
	if c.actual == 0 {
		arrival = "arrival"
	}
	p.put(s, fit(name(arrival, model.ByETA), c.arrival))
	if c.actual > 0 {
		p.put(s, " "+fit(name("atd", ""), c.departure+c.gap)+fit(name("ata", ""), c.actual)+" ")
	}
	p.put(s, " "+fit(name("status", model.ByStatus), c.status))
	if c.progress > 0 {
		p.put(s, "  "+fit(name("progress", ""), c.progress))
	}
	return p.String()
}

// body adds the rows, or a word about why there are none, always as many lines.
func (l *list) body(lines []string, now time.Time) []string {
	end := len(lines) + l.frame.rows
	switch {
	case l.err != nil:
		lines = append(lines, l.failed()...)
	case !l.ready:
		lines = append(lines, "", l.paragraph(l.env.theme.Muted, l.env.say("list.loading"))[0])
	case len(l.win.rows) == 0:
		lines = append(lines, l.empty()...)
	default:
		held := l.prepared(now)
		for i := l.top; i < len(l.win.rows) && len(lines)+l.frame.each <= end; i++ {
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
func (l *list) fresh(row *model.Row) freshness { return l.env.news.of(row.Ref, row.Change) }

// entry is the lines of a row, prepared once for all who see it so.
func (l *list) entry(held *heldLines, index int, now time.Time) *[2]string {
	row := &l.win.rows[index]
	f := flags{fresh: l.fresh(row)}
	if index == l.cursor {
		f.selected, f.blurred = true, l.focused
	}
	kept := &held.at(index).entry[f.place()][f.fresh]
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
func (l *list) below(now time.Time) []string {
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

func (l *list) belowNow(now time.Time) []string {
	switch {
	case l.layout.breadth == wide:
		return []string{l.footLabel(now)}
	case l.frame.foot == 0:
		return nil
	default:
		return append([]string{l.footRule(now)}, l.foot(now)...)
	}
}

func (l *list) format(row *model.Row, now time.Time, f flags) [2]string {
	if l.frame.each == 1 {
		return [2]string{formatRow(row, l.columns, l.env.Look, now, f)}
	}
	return formatEntry(row, l.columns, l.env.Look, now, f)
}

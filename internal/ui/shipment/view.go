package shipment

import (
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// page is a shipment's page, prepared for one width, language, theme and pane:
// scrolling only chooses among its lines.
type page struct {
	title string
	body  []string // painted lines; in place of the bar an empty one
	bar   int      // line of the bar of panes
	names string   // the bar without its rule
	tabs  []span   // where the names of the panes stand in the bar
	fresh []int    // lines of the body that are marked as changed
	made  time.Time
}

// span is a stretch of cells in a line.
type span struct{ from, to int }

// margin is the space at the left of the page, in which changed lines are
// marked; at the right one column stays free.
func (d *Detail) margin() int {
	if d.width < 60 {
		return 2
	}
	return 3
}

// prepared is the page as it stands now. It needs a record.
func (d *Detail) prepared() *page {
	now := d.env.Now()
	if d.page == nil || now.Sub(d.page.made) >= widget.Stale || now.Before(d.page.made) {
		d.page = d.prepare(now)
		d.replaced(d.page)
	}
	return d.page
}

func (d *Detail) prepare(now time.Time) *page {
	width := d.width - d.margin() - 1
	s := d.record.sheet(d.env.Look, now, width)
	pane := panes[d.pane]
	above, below := d.above(s), pane.lines(s)
	wasAbove, wasBelow := above, below
	if d.base != d.record {
		old := d.base.sheet(d.env.Look, now, width)
		old.columns = s.columns
		wasAbove, wasBelow = d.above(old), pane.lines(old)
	}
	if pane.drawn != nil { // a picture is never marked: one new date moves all of it
		drawn := pane.drawn(s)
		below, wasBelow = slices.Concat(drawn, below), slices.Concat(drawn, wasBelow)
	}
	upper, fresh := d.marked(above, wasAbove)
	lower, freshBelow := d.marked(below, wasBelow)
	fresh = append(fresh, widget.Map(freshBelow, func(line int) int { return len(upper) + 1 + line })...)
	names, tabs := d.names(s)
	p := &page{bar: len(upper), names: names, tabs: tabs, fresh: fresh, made: now}
	p.body = append(append(upper, ""), lower...)
	p.title = d.title(s, len(fresh) > 0 && !d.draft)
	return p
}

// above is the upper part of the page. Beside a list it has as many lines as it needs
// for most shipments, so that the bar stays where it is while the cursor moves; but
// no more than three fifths of the page.
func (d *Detail) above(s Sheet) []widget.Prose {
	upper, usual := s.summary(), 0
	switch {
	case d.aside && d.width >= widget.MediumWidth:
		usual = 14
	case d.aside:
		usual = 19
	}
	return widget.Filled(upper, max(len(upper), min(usual, d.rows()*3/5)))
}

// marked paints lines with a mark before those that did not stand in the old
// page, and says which these are.
func (d *Detail) marked(lines, old []widget.Prose) (painted []string, fresh []int) {
	before := map[string]int{}
	for _, line := range old {
		before[line.Content()]++
	}
	margin := d.margin()
	mark := widget.Pad(margin-2) + d.env.Theme.Changed.Paint(theme.SignFresh) + " "
	for i, line := range lines {
		text := line.Content()
		lead := widget.Pad(margin)
		if before[text]--; before[text] < 0 && text != "" {
			lead, fresh = mark, append(fresh, i)
		}
		painted = append(painted, strings.TrimRight(lead+line.Paint(d.width-margin), " "))
	}
	return painted, fresh
}

// title is the first line: the number, and at the end the status, or what is
// going on.
func (d *Detail) title(s Sheet, fresh bool) string {
	t := d.env.Theme
	left := d.lead(s.p.Ref)
	status := widget.Prose{parts.Status(s.Look, &t.Ink, &s.Row, s.at), s.mark(s.unpublishes("status"))}
	right := status
	switch {
	case d.err != nil:
		right = widget.Prose{t.Attention.Says(d.env.Say("detail.failed", d.ref))}
	case d.question.Open && d.ref != s.p.Ref:
		right = widget.Prose{t.Muted.Says(d.env.Say("detail.loading", d.ref))}
	case fresh:
		right = append(widget.Prose{t.Changed.Says(theme.SignFresh + " " + d.env.Say("detail.changed")), widget.Plain("  ")}, right...)
	}
	if fresh && left.Cells()+right.Cells()+2 >= d.width {
		right = status
	}
	return widget.Apart(left, right, d.width-1).Paint(d.width)
}

// lead is the number, with the way back before it where there is one.
func (d *Detail) lead(ref model.Text) widget.Prose {
	back := widget.Pad(d.margin())
	if !d.aside && !d.only {
		back = widget.Pad(d.margin()-2) + "‹ "
	}
	return widget.Prose{d.env.Theme.Muted.Says(back), d.env.Theme.Title.Says(ref.String())}
}

// names are the names of the panes, the open one in capitals. Where they do not all
// fit the counts go first, then the gaps, and then the names farthest from the open
// one: none is cut.
func (d *Detail) names(s Sheet) (string, []span) {
	names, gap := d.paneNames(s, true), 3
	if barCells(names, gap) > s.width {
		names, gap = d.paneNames(s, false), 2
	}
	if barCells(names, gap) > s.width {
		gap = 1
	}
	for first, last := 0, len(names)-1; barCells(names, gap) > s.width && first < last; {
		if d.pane-first > last-d.pane {
			names[first], first = "", first+1
		} else {
			names[last], last = "", last-1
		}
	}
	line, tabs, at := widget.Prose{widget.Blank(d.margin())}, make([]span, len(names)), d.margin()
	for i, name := range names {
		if name != "" && at > d.margin() {
			line, at = append(line, widget.Blank(gap)), at+gap
		}
		ink := d.env.Theme.Muted
		switch {
		case i == d.pane && (d.focused || !d.aside):
			ink = d.env.Theme.Accent
		case i == d.pane:
			ink = d.env.Theme.Strong
		}
		tabs[i] = span{at, min(d.width, at+widget.Cells(name))}
		line, at = append(line, ink.Says(name)), tabs[i].to
	}
	return line.Paint(d.width), tabs
}

// bar is the names of the panes with a rule to the edge, which says how much of the
// page is in sight, and how many lines are below.
func (d *Detail) bar(p *page) string {
	room := d.width - p.tabs[len(p.tabs)-1].to
	if room >= 8 || d.scroll.Below() == 0 {
		return p.names + d.scroll.Rule(d.env.Look, room)
	}
	return p.names + d.env.Theme.Muted.Paint(widget.Clip(" ↓", room-1))
}

func barCells(names []string, gap int) int {
	return widget.Cells(strings.Join(widget.Present(names...), widget.Pad(gap)))
}

// paneNames are the names of the panes, with how much is in them.
func (d *Detail) paneNames(s Sheet, counted bool) []string {
	names := make([]string, len(panes))
	for i, pane := range panes {
		names[i] = d.env.Say("detail.pane." + pane.name)
		if i == d.pane {
			names[i] = strings.ToUpper(names[i])
		}
		if !counted {
			continue
		}
		if pane.count != nil && pane.count(s.p) > 0 {
			names[i] += " " + s.Words.Count(pane.count(s.p))
		}
		names[i] += s.mark(s.unpublishes(pane.fields...)).Text
	}
	return names
}

// barLine is the line below the title on which the bar stands: it stays in
// sight, at the top or at the bottom, when the page is scrolled.
func (d *Detail) barLine() int {
	return max(0, min(d.prepared().bar-d.scroll.Top(), d.rows()-1))
}

// View implements screen.
func (d *Detail) View() []string {
	if d.width <= 0 || d.height <= 0 {
		return nil
	}
	if d.record == nil {
		return d.notice()
	}
	p := d.prepared()
	if d.onMap {
		room := pictures{width: d.wholeWidth, height: max(1, d.wholeHeight-1), under: true}
		lines := append([]string{p.title}, d.draw(room)...)
		return lines[:min(len(lines), d.wholeHeight)]
	}
	lines := make([]string, 0, d.height)
	lines = append(lines, p.title)
	lines = append(lines, d.scroll.Shown(p.body)...)
	lines[1+d.barLine()] = d.bar(p)
	return d.withPictures(lines[:min(len(lines), d.height)])
}

// notice is the page when there is no shipment on it: none is chosen, it is
// being fetched, it could not be fetched, or it is gone.
func (d *Detail) notice() []string {
	t, say, margin, width := d.env.Theme, d.env.Say, d.margin(), d.width+d.margin()-1
	lines := []string{d.lead(d.ref).Paint(d.width), ""}
	switch {
	case d.ref.IsZero():
		lines = widget.Said(lines, margin, t.Muted, say("detail.none"), width)
	case d.gone:
		lines = widget.Said(lines, margin, t.Text, say("detail.gone", d.ref), width)
		if !d.aside && !d.only {
			lines = widget.Said(lines, margin, t.Muted, say("detail.leave"), width)
		}
	case d.err != nil && !d.question.Open:
		lines = widget.Said(lines, margin, t.Text, say("detail.failed", d.ref), width)
		lines = d.env.Failed(lines, margin, d.err, "detail.retry", width)
		lines = d.env.AskWhom(lines, margin, width)
	default:
		lines = widget.Said(lines, margin, t.Muted, say("detail.loading", d.ref), width)
	}
	return lines[:min(len(lines), d.height)]
}

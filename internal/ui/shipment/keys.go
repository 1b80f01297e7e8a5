package shipment

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/widget"
)

// The keys of a shipment, beside those that move through any page of text.
var (
	keyNextPane = widget.Bind("detail.key.pane", "tab", "right").As("tab")
	keyPrevPane = widget.Bind("detail.key.prev", "shift+tab", "left").Hushed()
	keyPane     = widget.Bind("detail.key.jump", "t", "c", "l", "e", "f").As("t c l e f").Hushed()
	keyStep     = widget.Bind("detail.key.step", "J", "K").As("J K")
	keyMap      = widget.Bind("detail.key.map", "m")
	keyPage     = widget.Bind("detail.key.page", "m", "esc").As("m")
	keyOffice   = widget.Bind("detail.key.office", "o")
	keyShown    = widget.Bind("detail.key.shown", "o")
	keyInside   = widget.Bind("detail.key.jump", "t", "c", "l", "E", "f").As("t c l E f").Hushed()
)

// Bindings implements screen.
func (d *Detail) Bindings() (keys []widget.Binding) {
	if d.record != nil {
		keys = d.ownKeys()
	}
	if d.list != nil && d.aside && d.focused {
		keys = append(keys, KeyUnfocus)
	}
	if d.list != nil {
		keys = append(keys, keyStep)
	}
	return keys
}

// ownKeys are those of the page that is shown.
func (d *Detail) ownKeys() (keys []widget.Binding) {
	staff, turned := d.env.Staff, keyMap
	if d.inside && !staff.Inside() { // it is looked at on purpose: the way back comes first
		keys = append(keys, keyShown)
	}
	if d.inside {
		keys = append(keys, staff.ActsOn(d.record.offers)...)
	}
	switch {
	case d.onMap:
		return append(keys, keyPage, keyNextPane, keyPrevPane, d.paneKey())
	case d.inside && staff.Inside():
		keys = append(keys, keyNextPane, widget.KeyScroll, keyShown)
	case d.inside:
		keys = append(keys, keyNextPane, widget.KeyScroll)
	case d.mayLookInside():
		keys = append(keys, widget.KeyScroll, keyNextPane, keyOffice)
	default:
		keys = append(keys, widget.KeyScroll, keyNextPane)
	}
	if d.inside || d.draft || d.width < narrowSheet { // in the bottom line it leaves the room to others
		turned = keyMap.Hushed()
	}
	return append(append(keys, turned, keyPrevPane, d.paneKey()), widget.Leaps()...)
}

// paneKey has a key for each pane; that of the page of staff leaves e to an act.
func (d *Detail) paneKey() widget.Binding {
	if d.inside {
		return keyInside
	}
	return keyPane
}

// mayLookInside says that the page can turn to the office's record. What a change
// would make has none.
func (d *Detail) mayLookInside() bool { return d.env.Staff.MayLookInside() && !d.draft }

// Key implements screen. Beside the list, going left from the first pane is
// not used: it goes back to the list.
func (d *Detail) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if d.list != nil && keyStep.Hit(msg) {
		return d.toList(Step{By: map[string]int{"J": 1, "K": -1}[msg.String()], page: d}), true
	}
	if d.record == nil {
		if d.gone && !d.aside && !d.only && msg.String() == "enter" { // leaving is at hand
			return d.env.GoBack(), true
		}
		return nil, d.jump(msg)
	}
	if d.inside {
		if cmd, used := d.env.Act(msg, d.record.Ref); used {
			return cmd, true
		}
	}
	if keyOffice.Hit(msg) && d.mayLookInside() {
		return d.lookInside(), true
	}
	if keyMap.Hit(msg) || d.onMap && keyPage.Hit(msg) {
		d.onMap = !d.onMap
		return nil, true
	}
	return nil, d.paneKeys(msg)
}

// jump turns to the pane whose key this is.
func (d *Detail) jump(msg tea.KeyPressMsg) bool {
	to := slices.Index(d.paneKey().Keys(), msg.String())
	switch {
	case to < 0:
		return false
	case d.record == nil: // whoever types ahead of it has the pane when it comes
		d.pane = to
	default:
		d.turn(to)
	}
	return true
}

// paneKeys are the keys that turn to another pane or move through the page. A
// pane that is asked for comes in place of the map.
func (d *Detail) paneKeys(msg tea.KeyPressMsg) bool {
	switch {
	case keyNextPane.Hit(msg):
		d.turn((d.pane + 1) % len(panes))
	case keyPrevPane.Hit(msg) && d.aside && d.pane == 0 && msg.Code == tea.KeyLeft:
		d.onMap = false
		return false
	case keyPrevPane.Hit(msg):
		d.turn((d.pane + len(panes) - 1) % len(panes))
	case d.jump(msg):
	case d.onMap:
		return false
	default:
		d.prepared()
		used := d.scroll.Key(msg)
		d.stays()
		return used
	}
	return true
}

// mouse takes a click on a pane's name or on the way back, and the wheel.
func (d *Detail) mouse(msg tea.MouseMsg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		back := msg.Y == 0 && msg.X < 4 && !d.aside && !d.only
		switch {
		case msg.Button != tea.MouseLeft:
		case back:
			return d.env.GoBack()
		case d.record != nil && !d.onMap && msg.Y == 1+d.barLine():
			if at := slices.IndexFunc(d.prepared().tabs, func(t span) bool { return msg.X >= t.from && msg.X < t.to }); at >= 0 {
				d.turn(at)
			}
		}
	case tea.MouseWheelMsg:
		if d.record != nil && !d.onMap {
			d.prepared()
			d.scroll.Wheel(msg)
			d.stays()
		}
	}
	return nil
}

// turn opens a pane at its beginning, scrolled far enough to show some of it.
func (d *Detail) turn(to int) {
	d.onMap = false
	if to == d.pane {
		return
	}
	d.prepared()
	before := d.scroll.Top()
	d.pane, d.page = to, nil
	p := d.prepared()
	room := d.rows()
	wanted := min(len(p.body)-p.bar-1, room/2)
	d.place(min(p.bar, max(before, p.bar+1+wanted-room)))
}

// place puts the line at the top of the page below the title.
func (d *Detail) place(line int) {
	d.scroll.To(line)
	d.stays()
}

// stays notes the place that the person has chosen.
func (d *Detail) stays() { d.scrolled, d.rel = d.scroll.Top() > 0, d.scroll.Top()-d.page.bar }

// replaced brings the same place of another page to the top.
func (d *Detail) replaced(p *page) {
	d.scroll.Fit(d.rows(), len(p.body))
	d.scroll.To(0)
	if d.scrolled {
		d.scroll.To(p.bar + d.rel)
	}
}

// Reveal scrolls to the first line that is marked as changed, when it is out of
// sight.
func (d *Detail) Reveal() {
	p := d.prepared()
	if len(p.fresh) > 0 && p.fresh[0] >= d.rows()-1 {
		d.place(p.fresh[0] - d.rows()/2)
	}
}

// rows is how many lines there are below the title.
func (d *Detail) rows() int { return max(1, d.height-1) }

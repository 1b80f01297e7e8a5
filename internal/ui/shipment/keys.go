package shipment

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
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

// keysShown is all that the keys of a shipment's page depend on.
type keysShown struct {
	empty, onMap, inside, office bool
	mapHushed, step, back        bool
	staff                        model.Role
	preview                      bool
}

var detailKeys widget.KeyMaps[keysShown]

// Bindings implements screen.
func (d *Detail) Bindings() []widget.Binding {
	staff := d.env.Staff
	return detailKeys.Of(keysShown{
		empty: d.record == nil, onMap: d.onMap, inside: d.inside, office: d.mayLookInside(),
		mapHushed: d.inside || d.draft || d.width < narrowSheet, step: d.list != nil, back: d.list != nil && d.aside && d.focused,
		staff: staff.Role, preview: staff.May(screen.KeyPreview),
	}, func(k keysShown) []widget.Binding { return k.bindings(staff) })
}

func (k keysShown) bindings(staff screen.Staff) []widget.Binding {
	var keys []widget.Binding
	switch {
	case !k.inside || k.empty:
	case staff.Inside():
		keys = staff.Acts()
	default: // it is looked at on purpose: the way back comes first
		keys = append([]widget.Binding{keyShown}, staff.Acts()...)
	}
	pane, turned := keyPane, keyMap
	if k.inside {
		pane = keyInside
	}
	if k.mapHushed { // in the bottom line it leaves the room to others
		turned = keyMap.Hushed()
	}
	switch {
	case k.empty:
	case k.onMap:
		keys = append(keys, keyPage, keyNextPane, keyPrevPane, pane)
	case k.inside:
		keys = append(keys, keyNextPane, widget.KeyScroll)
		if staff.Inside() {
			keys = append(keys, keyShown)
		}
		keys = append(append(keys, turned, keyPrevPane, pane), widget.Leaps()...)
	case k.office:
		keys = append([]widget.Binding{widget.KeyScroll, keyNextPane, keyOffice, turned, keyPrevPane, pane}, widget.Leaps()...)
	default:
		keys = append([]widget.Binding{widget.KeyScroll, keyNextPane, turned, keyPrevPane, pane}, widget.Leaps()...)
	}
	if k.back {
		keys = append(keys, KeyUnfocus)
	}
	if k.step {
		keys = append(keys, keyStep)
	}
	return keys
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
	jump := keyPane
	if d.inside {
		jump = keyInside
	}
	if !jump.Hit(msg) {
		return false
	}
	to := slices.Index(jump.Keys(), msg.String())
	if d.record == nil { // whoever types ahead of it has the pane when it comes
		d.pane = to
		return true
	}
	d.turn(to)
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

package list

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// The keys of the list.
var (
	keySearch    = widget.Bind("key.search", "/")
	keySort      = widget.Bind("key.sort", "s")
	keyReverse   = widget.Bind("key.reverse", "S").Hushed()
	keyTab       = widget.Bind("key.tab", "tab")
	keyTabBack   = widget.Bind("key.tab_back", "shift+tab").Hushed()
	keyTabNumber = widget.Bind("key.tab_number", "1", "2", "3", "4", "5", "6", "7", "8", "9").Hushed()
	keyNextTab   = widget.Bind("key.tab", "shift+tab")
	keyClear     = widget.Bind("key.clear", "esc")
	keyCancel    = widget.Bind("key.back", "esc")
	keyFinish    = widget.Bind("key.finish", "enter").As("↵")
	keyPick      = widget.Bind("key.pick", "up", "down").As("↑↓")
	keyComplete  = widget.Bind("key.complete", "tab")
	keyKeep      = widget.Bind("key.keep", "+")
	keyDrop      = widget.Bind("key.drop", "-")
)

// keysShown is all that the list's keys depend on.
type keysShown struct {
	typing, naming, wide, searching bool
	keeps, mine                     bool
	notices, news                   bool
	review, preview                 bool
}

var listKeys widget.KeyMaps[keysShown]

// Bindings implements screen.Screen.
func (l *List) Bindings() []widget.Binding {
	if l.aside.Focused() && !l.TakesText() {
		return l.aside.Bindings()
	}
	return listKeys.Of(keysShown{
		typing: l.typing, naming: l.naming, wide: l.layout.Breadth == widget.Wide, searching: l.search.Text != "",
		keeps: l.keeps(), mine: l.mine(), notices: l.env.Noticer != nil, news: l.showsSince(),
		review: l.env.Staff.May(screen.KeyReview), preview: l.env.Staff.May(screen.KeyPreview),
	}, keysShown.bindings)
}

func (k keysShown) bindings() []widget.Binding {
	var move, staff []widget.Binding
	if k.notices {
		move = append(move, screen.KeyNotices)
	}
	if k.news { // the card names them itself
		for _, b := range keysOfSince {
			move = append(move, b.Hushed())
		}
	}
	move = append(move, pager.Moving()...)
	if k.review {
		staff = append(staff, screen.KeyReview)
	}
	if k.preview {
		staff = append(staff, screen.KeyPreview)
	}
	switch {
	case k.naming:
		return []widget.Binding{keyFinish, keyCancel}
	case k.typing:
		return []widget.Binding{keyFinish, keyComplete, keyClear, keyPick}
	case k.wide:
		keys := append([]widget.Binding{shipment.KeyFocus, keySearch}, append(k.found(), staff...)...)
		return append(append(keys, keySort, keyNextTab, keyReverse, keyTabNumber), move...)
	}
	keys := []widget.Binding{pager.KeyOpen, keySearch, keySort, keyTab, keyReverse, keyTabBack, keyTabNumber}
	return append(slices.Insert(keys, 2, append(k.found(), staff...)...), move...)
}

// found are the keys for what was searched for.
func (k keysShown) found() (keys []widget.Binding) {
	if k.searching {
		keys = append(keys, keyClear)
	}
	if k.keeps {
		keys = append(keys, keyKeep)
	}
	if k.mine {
		keys = append(keys, keyDrop)
	}
	return keys
}

// Key implements screen.Screen.
func (l *List) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case l.naming:
		return l.nameKey(msg), true
	case l.typing:
		return l.typeKey(msg)
	case l.aside.Focused():
		return l.focusedKey(msg)
	}
	if l.showsSince() {
		if cmd, used := l.sinceKey(msg); used {
			return cmd, true
		}
	}
	if cmd, used := l.moveKey(msg); used {
		return cmd, true
	}
	return l.actKey(msg)
}

// moveKey takes the keys that move the cursor.
func (l *List) moveKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if by, used := pager.Step(msg, l.visible()); used {
		return l.move(l.cursor + by), true
	}
	switch {
	case widget.KeyHome.Hit(msg):
		if l.win.Prev() == "" {
			return l.move(0), true
		}
		return l.load(pager.LoadFresh), true
	case widget.KeyEnd.Hit(msg):
		if l.win.Next() == "" {
			return l.move(len(l.win.Rows) - 1), true
		}
		return l.load(pager.LoadLast), true
	}
	return nil, false
}

// actKey takes the keys that do something.
func (l *List) actKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	isWide := l.layout.Breadth == widget.Wide
	switch {
	case isWide && shipment.KeyFocus.Hit(msg), !isWide && pager.KeyOpen.Hit(msg):
		return l.enter(), true
	case keyTab.Hit(msg):
		return l.nextTab(1), true
	case isWide && keyNextTab.Hit(msg):
		return l.nextTab(1), true
	case keyTabBack.Hit(msg):
		return l.nextTab(-1), true
	case keyTabNumber.Hit(msg):
		return l.show(l.numbered(int(msg.String()[0] - '0'))), true
	case keySearch.Hit(msg):
		l.typing = true
		return nil, true
	case keySort.Hit(msg):
		return l.nextSort(), true
	case keyReverse.Hit(msg):
		l.query.Reverse = !l.query.Reverse
		return l.load(pager.LoadFresh), true
	case l.search.Text != "" && keyClear.Hit(msg):
		return l.clearSearch(), true
	case l.keeps() && keyKeep.Hit(msg):
		l.naming = true
		return nil, true
	case l.mine() && keyDrop.Hit(msg):
		return l.drop(), true
	case l.env.Noticer != nil && screen.KeyNotices.Hit(msg):
		return screen.GoTo(screen.Goal{To: screen.ToNotices}), true
	}
	return l.staffKey(msg)
}

func (l *List) staffKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	for _, b := range []widget.Binding{screen.KeyReview, screen.KeyPreview} {
		if l.env.Staff.May(b) && b.Hit(msg) {
			return l.env.Act(msg, l.ref())
		}
	}
	return nil, false
}

// focusedKey gives the keys to the shipment beside the list; what it does not
// use leads back.
func (l *List) focusedKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	cmd, used := l.aside.Key(msg)
	return tea.Batch(cmd, l.followLoad()), used
}

// mouse: a click opens, as enter does; the wheel moves.
func (l *List) mouse(msg tea.MouseMsg) tea.Cmd {
	if cmd, mine := l.aside.Mouse(msg); mine {
		return cmd
	}
	m := msg.Mouse()
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		return l.move(l.cursor + widget.WheelLines(msg))
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			if cmd, mine := l.clickNews(m.X, m.Y); mine {
				return cmd
			}
			return tea.Batch(l.follow(), l.click(m.X, m.Y))
		}
	}
	return nil
}

func (l *List) click(x, y int) tea.Cmd {
	if y == l.frame.tabs {
		spans, _ := l.placedTabs()
		for _, span := range spans {
			if x >= span.from && x < span.to {
				return l.show(span.index)
			}
		}
		return nil
	}
	line := y - l.frame.rowsTop
	if line < 0 || line >= l.visible()*l.frame.each {
		return nil
	}
	index := l.top + line/l.frame.each
	if index >= len(l.win.Rows) {
		return nil
	}
	return tea.Batch(l.move(index), l.enter())
}

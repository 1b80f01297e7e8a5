package list

import (
	"slices"
	"sync"

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

// The keys while something is typed.
var (
	nameKeys = []widget.Binding{keyFinish, keyCancel}
	typeKeys = []widget.Binding{keyFinish, keyComplete, keyClear, keyPick}
)

// action is a key, with when it works and what it does.
type action struct {
	widget.Binding
	works func(*List) bool    // nil: always
	do    func(*List) tea.Cmd // nil: Key takes it, or the card of what has changed
}

// actions are the keys but those that move or type, the most useful first.
var actions = slices.Concat([]action{
	{shipment.KeyFocus, (*List).wide, (*List).enter},
	{pager.KeyOpen, (*List).notWide, (*List).enter},
	{keySearch, nil, func(l *List) tea.Cmd { l.typing = true; return nil }},
	{keyClear, (*List).searching, (*List).clearSearch},
	{keyKeep, (*List).keeps, func(l *List) tea.Cmd { l.naming = true; return nil }},
	{keyDrop, (*List).mine, (*List).drop},
	{keySort, nil, (*List).nextSort},
	{keyReverse, nil, (*List).reverse},
	{keyNextTab, (*List).wide, func(l *List) tea.Cmd { return l.nextTab(1) }},
	{keyTab, (*List).notWide, func(l *List) tea.Cmd { return l.nextTab(1) }},
	{keyTabBack, (*List).notWide, func(l *List) tea.Cmd { return l.nextTab(-1) }},
	{keyTabNumber, nil, nil},
}, acts(), []action{
	{screen.KeyNotices, func(l *List) bool { return l.env.Noticer != nil }, func(l *List) tea.Cmd {
		return l.env.GoTo(screen.Goal{To: screen.ToNotices})
	}},
	{keyNextNews.Hushed(), (*List).showsSince, nil}, // the card names them itself
	{keyCloseNews.Hushed(), (*List).showsSince, nil},
	{keyPrevNews, (*List).showsSince, nil},
})

// acts are what staff do to the chosen shipment.
func acts() (all []action) {
	for i, b := range screen.ActKeys() {
		if i > 0 {
			b = b.Hushed()
		}
		all = append(all, action{b, func(l *List) bool { return l.acts(b) }, nil})
	}
	return all
}

// acts says that the key is one of an act. That of another date loads again while the
// list cannot be trusted.
func (l *List) acts(b widget.Binding) bool {
	return l.env.Staff.Desk != nil && l.env.Staff.May(b) && (!b.Does(screen.KeyReschedule) || l.env.Live && l.Err == nil)
}

// listKeys are the keys for each set of the actions that work, of which each is a bit:
// an idle session has no list of its own.
var listKeys sync.Map // uint32 → []widget.Binding

// Bindings implements screen.Screen.
func (l *List) Bindings() (keys []widget.Binding) {
	switch {
	case l.naming:
		return nameKeys
	case l.typing:
		return typeKeys
	case l.aside.Focused():
		return l.aside.Bindings()
	}
	var set uint32
	for i, a := range actions {
		if a.works == nil || a.works(l) {
			set |= 1 << i
		}
	}
	if made, ok := listKeys.Load(set); ok {
		return made.([]widget.Binding) //nolint:forcetypeassert // nothing else is put there
	}
	for i, a := range actions {
		if set>>i&1 != 0 {
			keys = append(keys, a.Binding)
		}
	}
	keys = slices.Clip(append(keys, pager.Moving()...))
	listKeys.Store(set, keys)
	return keys
}

// Key implements screen.Screen.
func (l *List) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if !l.TakesText() && !l.aside.Focused() {
		if l.Hold(msg, l.searching()) {
			return nil, true
		}
		if l.showsSince() {
			if cmd, used := l.sinceKey(msg); used {
				return cmd, true
			}
		}
		if cmd, used := l.Pages.Key(msg); used {
			return tea.Batch(cmd, l.follow()), true
		}
	}
	l.upper.lines = nil
	switch {
	case l.naming:
		return l.nameKey(msg), true
	case l.typing:
		return l.typeKey(msg), true
	case l.aside.Focused():
		cmd, used := l.aside.Key(msg) // what the shipment beside the list does not use leads back
		return tea.Batch(cmd, l.followLoad()), used
	}
	for _, a := range actions {
		if a.do != nil && a.Hit(msg) && (a.works == nil || a.works(l)) {
			return a.do(l), true
		}
	}
	if keyTabNumber.Hit(msg) {
		return l.show(l.numbered(int(msg.String()[0] - '0'))), true
	}
	if screen.KeyReschedule.Hit(msg) && !l.acts(screen.KeyReschedule) {
		return nil, false
	}
	return l.env.Act(msg, l.ref())
}

// mouse: a click opens, as enter does; the wheel moves.
func (l *List) mouse(msg tea.MouseMsg) tea.Cmd {
	if cmd, mine := l.aside.Mouse(msg); mine {
		return cmd
	}
	m := msg.Mouse()
	if _, click := msg.(tea.MouseClickMsg); click && m.Button == tea.MouseLeft {
		if cmd, mine := l.clickNews(m.X, m.Y); mine {
			return cmd
		}
		if m.Y == tabsLine {
			spans, _ := l.placedTabs()
			if at := slices.IndexFunc(spans, func(s tabSpan) bool { return m.X >= s.from && m.X < s.to }); at >= 0 {
				return tea.Batch(l.follow(), l.show(spans[at].index))
			}
			return l.follow()
		}
	}
	cmd := l.Mouse(msg, m.Y-l.frame.rowsTop, l.frame.each, l.enter)
	return tea.Batch(cmd, l.follow())
}

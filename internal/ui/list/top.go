package list

import (
	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// listTop is the lines above the rows: whose list it is, the tabs, the rule, and
// the names of the columns. A move of the cursor leaves them as they are, so they
// are kept with all that they say.
type listTop struct {
	says  listTopSays
	lines []string
}

// listTopSays is everything that the lines above the rows depend on.
type listTopSays struct {
	generation         int
	layout             widget.Layout
	columns            parts.Columns
	house, who, whose  model.Text
	role               model.Role
	live               bool
	counted            int
	query              model.Query
	typing, naming     bool
	typed, rest, name  string
	caret, nameCaret   int
	at                 int
	saved              int // how often the own tabs were read
	fault              error
	asking, ready, bad bool
	rows               int
	next, prev         bool
	divider            int
}

func (l *List) topSays() listTopSays {
	e := l.env
	return listTopSays{
		generation: e.Generation, layout: l.layout, columns: l.columns,
		house: e.House.Name, who: e.Who, whose: e.Heading, role: e.Staff.Role, live: e.Live,
		counted: l.counted, query: l.query, typing: l.typing, naming: l.naming,
		typed: l.search.Text, rest: l.search.Rest(), caret: l.search.Position(), name: l.name.Text, nameCaret: l.name.Position(),
		at: l.at, saved: l.savedTimes, fault: l.fault,
		asking: l.loads.asking, ready: l.ready, bad: l.err != nil,
		rows: len(l.win.Rows), next: l.win.Next() != "", prev: l.win.Prev() != "", divider: l.aside.Divider(),
	}
}

// above is the lines above the rows.
func (l *List) above() []string {
	if says := l.topSays(); l.aboveIt.lines == nil || says != l.aboveIt.says {
		l.aboveIt = listTop{says, l.aboveNow()}
	}
	return l.aboveIt.lines
}

// aboveNow writes them.
func (l *List) aboveNow() []string {
	lines := []string{screen.Header(l.env, l.layout.Width), l.tabLine(), l.aside.Rule()}
	if l.frame.heading >= 0 {
		lines = append(lines, l.headings()...)
	}
	return lines
}

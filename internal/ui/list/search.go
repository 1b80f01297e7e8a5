package list

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/widget"
)

// today is now where the reader is.
func (l *List) today() time.Time { return l.env.Now().In(l.env.Words.Zone()) }

// line is what is asked for: by the tab, and by what was typed.
func (l *List) line() string {
	return strings.TrimSpace(l.tabs()[l.at].line + " " + strings.TrimSpace(l.search.Text))
}

// typeKey takes the keys while something is searched for: every change of the
// text is a new question.
func (l *List) typeKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyFinish.Hit(msg):
		l.leaveSearch()
		return nil
	case keyClear.Hit(msg):
		l.leaveSearch()
		return l.clearSearch()
	case msg.Text == "" && msg.Mod&tea.ModCtrl == 0: // those with ctrl edit the text
		if cmd, used := l.Pages.Key(msg); used {
			return tea.Batch(cmd, l.follow())
		}
	}
	if l.search.Key(msg) {
		return l.ask()
	}
	return nil
}

func (l *List) leaveSearch() {
	l.typing = false
	l.search.Leave()
}

func (l *List) paste(text string) tea.Cmd {
	switch {
	case l.naming:
		l.name.Add(text)
	case l.typing && l.search.Add(text):
		return l.ask()
	}
	return nil
}

// ask asks for what the tab and the line want now, if that is anything else.
func (l *List) ask() tea.Cmd {
	if l.typing {
		l.search.Suggest(filter.Complete(l.search.Text, l.staff(), l.known))
	}
	before := l.query
	line := l.line()
	asked, err := filter.Parse(line, l.staff(), l.today())
	if l.fault = err; l.unfinished() {
		asked, err = filter.Parse(line[:strings.LastIndexByte(line, ' ')+1], l.staff(), l.today())
	}
	if err != nil {
		return nil
	}
	asked.Ask(&l.query, l.today())
	l.query.Tab, l.query.Since = l.tabs()[l.at].tab, l.env.News.Baseline
	if l.query == before && l.Ready {
		return nil
	}
	return l.Load(pager.LoadFresh)
}

// staff says that customers can be named in a filter.
func (l *List) staff() bool { return l.env.Staff.Role.Staff() }

func (l *List) searching() bool { return l.search.Text != "" }

func (l *List) clearSearch() tea.Cmd {
	l.search.Set("")
	return l.ask()
}

// known are the values of a field in the rows that are held.
func (l *List) known(field filter.Field) (values []string) {
	for i := range l.win.Rows {
		r := &l.win.Rows[i]
		value := map[filter.Field]string{
			filter.FieldPOL: r.POL.Name.String(), filter.FieldPOD: r.POD.Name.String(), filter.FieldCarrier: r.Carrier.String(),
			filter.FieldVessel: r.Vessel.String(), filter.FieldVoyage: r.Voyage.String(), filter.FieldCustomer: r.Partner,
		}[field]
		if value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return values
}

// unfinished says that somebody is still writing what cannot be read yet.
func (l *List) unfinished() bool {
	var fault *model.Fault
	return l.typing && errors.As(l.fault, &fault) && fault.Key != "error.filter.unknown" && fault.Key != "error.filter.sign"
}

// nextSort goes on to the next order; a search has that of the best match too.
func (l *List) nextSort() tea.Cmd {
	sorts := model.Sorts()
	if l.query.Search != "" {
		sorts = append([]model.Sort{model.ByMatch}, sorts...)
	}
	l.query.Sort = sorts[(slices.Index(sorts, l.query.Order())+1)%len(sorts)]
	l.query.Reverse = false
	return l.Load(pager.LoadFresh)
}

// reverse turns the order round.
func (l *List) reverse() tea.Cmd {
	l.query.Reverse = !l.query.Reverse
	return l.Load(pager.LoadFresh)
}

// order says how the list is sorted; nothing while it is being fetched.
func (l *List) order() string {
	if l.Asking.Open && !l.Ready {
		return ""
	}
	return l.env.Say("list.sort."+string(l.query.Order())) + l.arrow()
}

// arrow says which way the list is sorted: the best match and the latest come first.
func (l *List) arrow() string {
	switch order := l.query.Order(); {
	case order == model.ByMatch && !l.query.Reverse:
		return ""
	case (order == model.ByUpdated) != l.query.Reverse:
		return " ↓"
	default:
		return " ↑"
	}
}

// rest is how the line may go on; of an empty one what can be written.
func (l *List) rest() string {
	if l.typing && l.search.Text == "" {
		return l.env.Say("list.search.example")
	}
	return l.search.Rest()
}

// searchText is what is searched for, how much was found and in which order, in at
// most width cells. What was typed last stays in sight.
func (l *List) searchText(width int) string {
	t := l.env.Theme
	hits := ""
	if l.search.Text != "" && l.Ready && !l.Asking.Open && l.Err == nil && l.fault == nil {
		hits = "  " + l.hits()
		if order := "  " + l.order(); widget.Cells(l.search.Text+l.rest()+hits+order)+4 <= width {
			hits += order
		}
	}
	text, caret := l.search.Window(max(0, width-3-widget.Cells(hits)))
	l.caretAt = caret + 2
	room, rest := width-3-widget.Cells(text+hits), l.rest()
	if widget.Cells(rest) > room {
		rest = ""
	}
	return t.Key.Paint("/ ") + t.Strong.Paint(text) + t.Muted.Paint(rest+hits)
}

// hits is how many shipments of the answer are held, `+` when there are more.
func (l *List) hits() string {
	n := l.env.Words.Count(len(l.win.Rows))
	if l.win.Next != "" || l.win.Prev != "" {
		n += "+"
	}
	return l.env.Say("list.hits", n)
}

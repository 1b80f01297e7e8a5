package list

import (
	"cmp"
	"context"
	"image"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// since is the card that tells a customer, once at the beginning of a visit, what
// has changed since the last one: the worst first, in the words of the mail. It
// stands over the list and is never in the way: n goes with the list's cursor from
// one shipment to the next, and every other key closes it and does what it does.
type since struct {
	visit  time.Time // when the last visit ended; zero: not known
	items  []changed
	more   int  // that have no room on the card
	beyond bool // there are others before these
	at     int  // of items: on which the cursor stands; -1: on none yet
	// As it was drawn last: where it stands, and whose each of its lines is.
	box   image.Rectangle
	lines []int
}

// changed is a shipment with news.
type changed struct {
	row  model.Row
	news []model.News // none: only how it stands can be told
}

// Bounds of the card.
const (
	mostChanges = 40 // are told
	cardCells   = 76
	cardFrame   = 4 // cells of border and space at both sides; and lines of border, title and keys
	newsLines   = 2 // of one shipment, beside its number
	leastNews   = newsLines + 1
	leastCard   = leastNews + cardFrame - 1 // without the keys
)

var (
	keyNextNews  = widget.Bind("since.key.next", "n")
	keyPrevNews  = widget.Bind("since.key.prev", "N").Hushed()
	keyCloseNews = widget.Bind("since.key.close", "esc")
)

// askSince asks what has changed since the last visit, if anything has. That it
// cannot be told is no reason to disturb anybody: the list marks it all the same.
func (l *List) askSince() tea.Cmd {
	room, tells := l.env.Data.(session.Teller)
	news := &l.env.News
	if !tells || l.env.Staff.Role != "" || news.Baseline == 0 || news.Baseline >= news.Opened {
		return nil
	}
	data, now, visit := l.env.Data, l.env.Now(), news.Visit
	from := max(news.Baseline, news.Opened-min(news.Opened, model.MaxPage)) // the latest, where there are very many
	beyond := from > news.Baseline
	return screen.AskFor(l.env, &l.missed, func(ctx context.Context) (since, error) {
		rows, err := room.Changes(ctx, from, 0)
		if err != nil {
			return since{}, err
		}
		card := sinceOf(ctx, data, rows, visit, now)
		card.beyond = beyond
		return card, nil
	}, func(card since, _ error) tea.Cmd {
		l.since = card
		return nil
	})
}

// sinceOf reads what is new of the shipments; where there are many, of those that
// want looking at and of those that changed last.
func sinceOf(ctx context.Context, data session.Data, rows []model.Change, visit, now time.Time) since {
	calm := func(c model.Change) int {
		if c.Row.Attention(now) == "" {
			return 1
		}
		return 0
	}
	slices.SortFunc(rows, func(a, b model.Change) int { return cmp.Or(calm(a)-calm(b), cmp.Compare(b.Seq, a.Seq)) })
	card := since{visit: visit, at: -1, more: max(0, len(rows)-mostChanges)}
	for _, change := range rows[:len(rows)-card.more] {
		record, err := data.Shipment(ctx, change.Ref.String())
		if err != nil {
			continue // it has gone meanwhile
		}
		item := changed{row: model.RowOf(record)}
		if !visit.IsZero() {
			item.news = model.NewsSince(model.OutlineAt(record, visit), record)
		}
		card.items = append(card.items, item)
	}
	slices.SortStableFunc(card.items, func(a, b changed) int {
		return cmp.Or(model.Gravity(b.row, b.news, now)-model.Gravity(a.row, a.news, now), b.row.UpdatedAt.Compare(a.row.UpdatedAt))
	})
	return card
}

// showsSince says that the card stands over the list.
func (l *List) showsSince() bool {
	return len(l.since.items) > 0 && l.Ready && l.Err == nil && !l.typing && !l.aside.Focused() && l.frame.rows >= leastCard
}

// sinceKey takes the keys of the card.
func (l *List) sinceKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	n := len(l.since.items)
	switch {
	case keyNextNews.Hit(msg):
		return l.stepNews((l.since.at + 1) % n), true
	case keyPrevNews.Hit(msg):
		return l.stepNews((max(0, l.since.at) + n - 1) % n), true
	case keyCloseNews.Hit(msg):
		l.since = since{}
		return nil, true
	case l.since.at >= 0 && (msg.String() == "enter" || msg.String() == "right"):
		return l.enterNews(), true
	default:
		l.since = since{}
		return nil, false
	}
}

// enterNews opens the shipment that is marked on the card.
func (l *List) enterNews() tea.Cmd {
	item := l.since.items[l.since.at]
	if row := l.row(); row != nil && row.Ref == item.row.Ref {
		return l.enter()
	}
	l.env.News.Read(item.row.Ref, item.row.Change)
	return l.env.GoTo(screen.Goal{To: screen.ToShipment, Ref: item.row.Ref})
}

// clickNews opens the shipment that is clicked on the card; a click elsewhere closes
// the card and is left to the list.
func (l *List) clickNews(x, y int) (tea.Cmd, bool) {
	if !l.showsSince() {
		return nil, false
	}
	if !image.Pt(x, y).In(l.since.box) {
		l.since = since{}
		return nil, false
	}
	line := y - l.since.box.Min.Y - 2 // border and title
	if line < 0 || line >= len(l.since.lines) {
		return nil, true
	}
	follow := l.stepNews(l.since.lines[line])
	return tea.Batch(follow, l.enterNews()), true
}

// stepNews puts the cursor on a shipment of the card; one that is not among the rows
// that are held is marked on the card alone.
func (l *List) stepNews(to int) tea.Cmd {
	l.since.at = to
	if at := l.win.Find(l.since.items[to].row.Ref); at >= 0 {
		return l.move(at)
	}
	return nil
}

// withSince lays the card over the last of the rows.
func (l *List) withSince(lines []string) []string {
	if !l.showsSince() {
		return lines
	}
	width := min(cardCells, l.layout.List-2)
	card := strings.Split(l.env.Theme.Card.Width(width).Render(strings.Join(l.sinceLines(width-cardFrame), "\n")), "\n")
	x, y := (l.layout.List-width)/2, l.frame.rowsTop+l.frame.rows-len(card)
	l.since.box = image.Rect(x, y, x+width, y+len(card))
	return widget.Over(lines, card, x, y)
}

// sinceLines are the title, as many shipments as have room round the marked one,
// and the keys.
func (l *List) sinceLines(width int) []string {
	e, t := l.env, l.env.Theme
	title := e.Say("since.title", e.Words.OfficeDay(l.since.visit, e.Now()))
	all := e.Words.Count(len(l.since.items) + l.since.more)
	if l.since.beyond {
		all += "+"
	}
	count := e.Say("since.count", l.since.at+1, all)
	if l.since.at < 0 {
		count = e.Say("since.all", all)
	}
	lines := []string{widget.Ends(t.Title.Paint(widget.Clip(title, width)), t.Muted.Paint(count), width)}
	room := l.frame.rows - cardFrame
	if room < leastNews {
		room++ // the keys are in help too
	}
	at := max(0, l.since.at)
	first, used := at, len(l.newsOf(at, width))
	for first > 0 && used+len(l.newsOf(first-1, width)) <= room {
		first--
		used += len(l.newsOf(first, width))
	}
	l.since.lines = l.since.lines[:0]
	for i := first; i < len(l.since.items) && len(l.since.lines) < room; i++ {
		for _, line := range l.newsOf(i, width) {
			if len(l.since.lines) == room {
				break
			}
			lines, l.since.lines = append(lines, line), append(l.since.lines, i)
		}
	}
	if room+cardFrame > l.frame.rows {
		return lines
	}
	return append(lines, strings.TrimPrefix(widget.Hints(e.Look, []widget.Binding{keyNextNews, keyCloseNews}, width), " "))
}

// newsOf is what has changed in a shipment, in a few lines of the card.
func (l *List) newsOf(index, width int) []string {
	e, t, item := l.env, l.env.Theme, l.since.items[index]
	told := widget.Map(item.news, func(one model.News) string { return e.Words.News(one, e.Now()) })
	if len(told) == 0 {
		last, next := model.Headline(item.row, e.Now(), parts.Speaker{Catalogue: e.Words})
		told = []string{last, next}
	}
	mark, ref := "  ", item.row.Ref.String()
	if index == l.since.at {
		mark = t.Accent.Paint("▎") + " "
	}
	lead := mark + t.Strong.Paint(widget.Clip(ref, min(parts.MostRef, width-2)))
	indent := widget.Cells(lead) + 2
	beside := width-indent >= 30
	if !beside {
		indent = 2
	}
	lines := widget.WrapTo(strings.Join(told, " "), width-indent, newsLines)
	lines = widget.Map(lines, func(line string) string { return widget.Pad(indent) + line })
	if !beside {
		return append([]string{lead}, lines...)
	}
	lines[0] = lead + lines[0][indent-2:]
	return lines
}

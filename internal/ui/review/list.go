package review

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// reviews is the manager's list: every shipment with the result of its final
// checkpoint, so that a customer can be cleared before it goes live.
type reviews struct {
	env    *screen.Env
	layout widget.Layout
	list   *pager.Roster[model.ReviewItem]
}

// reviewsTop is the line on which the rows begin.
const reviewsTop = 4

// pointNames are the five points in their order.
var pointNames = []string{
	model.PointVisibility, model.PointDates, model.PointEvents, model.PointAccess, model.PointInternal,
}

// NewList is the list of shipments with their checkpoints.
func NewList(e *screen.Env) *reviews {
	source := e.Staff.Desk
	same := func(a, b model.ReviewItem) bool { return a.Ref == b.Ref }
	return &reviews{env: e, list: pager.NewRoster(e, "reviews", same, func(ctx context.Context, partner, after string) (pager.Batch[model.ReviewItem], error) {
		items, next, err := failingFirst(ctx, source, partner, after)
		return pager.Batch[model.ReviewItem]{Items: items, Next: next}, err
	})}
}

// passing begins the cursors of the shipments that pass: they come after all that fail.
const passing = "+"

// failingFirst is about a page of the reviews, those first that fail. Each of both is by
// number.
func failingFirst(ctx context.Context, source session.Desk, partner, cursor string) (list []model.ReviewItem, next string, err error) {
	after, passed := strings.CutPrefix(cursor, passing)
	for len(list) < pager.PageRows {
		items, more, err := source.Reviews(ctx, partner, after, pager.PageRows)
		if err != nil {
			return nil, "", err
		}
		for _, item := range items {
			if len(item.Failed) == 0 == passed {
				list = append(list, item)
			}
		}
		switch {
		case more == "" && passed:
			return list, "", nil
		case more == "":
			passed = true
		}
		after = more
	}
	if passed {
		after = passing + after
	}
	return list, after, nil
}

func (r *reviews) Waiting() bool { return r.list.Waiting() }

func (r *reviews) Open() tea.Cmd { return r.list.Load(pager.LoadFresh) }

func (r *reviews) Resize(width, height int) {
	r.layout = widget.LayoutOf(width, height)
	r.list.Show((height - reviewsTop - r.footLines()) / r.each())
}

// each is the lines of one shipment.
func (r *reviews) each() int {
	if r.layout.Breadth == widget.Narrow {
		return 2
	}
	return 1
}

// footLines is the lines under the rows that say what failed.
func (r *reviews) footLines() int {
	if r.layout.Height >= pager.FullFrom {
		return 2
	}
	return 0
}

func (r *reviews) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(tea.MouseMsg); ok {
		return r.list.Mouse(msg, msg.Mouse().Y-reviewsTop, r.each(), r.enter)
	}
	return r.list.Update(msg)
}

// Chosen implements [screen.Chooser].
func (r *reviews) Chosen() (model.Text, *model.Published) { return r.ref(), nil }

func (r *reviews) ref() model.Text { return r.list.Chosen().Ref }

func (r *reviews) enter() tea.Cmd {
	if r.ref().IsZero() {
		return nil
	}
	return r.env.GoTo(screen.Goal{To: screen.ToReview, Ref: r.ref()})
}

func (r *reviews) Bindings() []widget.Binding {
	keys := append([]widget.Binding{pager.KeyOpen}, pager.ElsewhereKeys(r.env.Staff, r.list.Partner.Partner != "")...)
	keys = append(keys, widget.Without(r.env.Staff.Acts(), screen.KeyReview)...)
	return append(keys, pager.Moving()...)
}

func (r *reviews) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if cmd, used := r.list.Key(msg); used {
		return cmd, true
	}
	if pager.KeyOpen.Hit(msg) {
		return r.enter(), true
	}
	if cmd, used := pager.Elsewhere(r.env, msg, r, r.list.Partner.Partner != ""); used {
		return cmd, true
	}
	return r.env.Act(msg, r.ref())
}

func (r *reviews) View() []string {
	e, width := r.env, r.layout.Width
	lines := []string{screen.Header(e, width), r.summary(), widget.Rule(e.Look, width), r.headings()}
	rows := r.list.States(width, "reviews.loading", "reviews.empty")
	if rows == nil {
		rows = r.list.Rows(r.row)
	}
	room := max(0, r.layout.Height-reviewsTop-r.footLines())
	lines = append(lines, widget.Filled(rows, room)...)
	if r.footLines() > 0 {
		lines = append(lines, widget.Rule(e.Look, width), " "+r.failedPoints())
	}
	return lines[:min(len(lines), r.layout.Height)]
}

// summary is whose shipments these are, and how many of those in hand failed.
func (r *reviews) summary() string {
	failed, more, count := 0, "", ""
	for _, item := range r.list.Items {
		if len(item.Failed) > 0 {
			failed++
		}
	}
	if _, before, behind := r.list.Held(); before || behind {
		more = "+"
	}
	if r.list.Ready {
		count = r.env.Say("reviews.count", r.env.Words.Count(failed)+more, r.env.Words.Count(len(r.list.Items))+more)
	}
	return r.list.Heading(r.env.Say("reviews.title"), count, r.layout.Width)
}

// columns are the widths of a row: number, customer, route, and each of the five
// points; the route gives way to the names of the points.
func (r *reviews) columns() (partner, route, point int) {
	names := widget.Map(pointNames, func(name string) string { return r.env.Say("reviews.point." + name) })
	partner, point = 16, max(2, widget.Widest(names...))+1
	route = r.layout.Width - parts.LeadCells - parts.MostRef - partner - 4 - len(pointNames)*point
	if route < parts.LeastRoute {
		partner, route = max(8, partner+route), 0
	}
	return partner, min(route, 36), point
}

func (r *reviews) headings() string {
	e := r.env
	if r.layout.Breadth == widget.Narrow {
		return ""
	}
	partner, route, point := r.columns()
	line := widget.Pad(parts.LeadCells) + widget.Fit(e.Say("list.column.ref"), parts.MostRef) + " " + widget.Fit(e.Say("partners.name"), partner) + " "
	if route > 0 {
		line += widget.Fit(e.Say("list.column.route"), route) + " "
	}
	for _, name := range pointNames {
		line += widget.Fit(e.Say("reviews.point."+name), point)
	}
	return e.Theme.Muted.Paint(widget.Clip(line, r.layout.Width))
}

// row is one shipment with a sign for each point, on one line or two.
func (r *reviews) row(item *model.ReviewItem, chosen bool) []string {
	f := parts.Flags{Selected: chosen}
	ink := parts.InkOf(r.env.Look, f)
	if r.layout.Breadth == widget.Narrow {
		return r.entry(item, ink, f)
	}
	var b widget.Brush
	parts.Lead(&b, ink, f)
	partner, route, point := r.columns()
	b.Put(parts.RefStyle(ink, &item.Row, f), widget.Fit(item.Ref.String(), parts.MostRef))
	b.Put(ink.Muted, " "+widget.Fit(item.Partner, partner)+" ")
	if route > 0 {
		parts.PutRoute(&b, r.env.Look, ink, ink.Muted, &item.Row, route)
		b.Put(ink.Text, " ")
	}
	r.points(&b, ink, item, point)
	b.Put(ink.Text, widget.Pad(r.layout.Width-parts.LeadCells-parts.MostRef-partner-2-min(1, route)-route-len(pointNames)*point))
	return []string{b.String()}
}

// entry is one shipment on two lines.
func (r *reviews) entry(item *model.ReviewItem, ink *theme.Ink, f parts.Flags) []string {
	width := r.layout.Width
	var first, second widget.Brush
	parts.Lead(&first, ink, f)
	signs := 2 * len(pointNames)
	first.Put(parts.RefStyle(ink, &item.Row, f), widget.Fit(item.Ref.String(), width-parts.LeadCells-signs-1))
	r.points(&first, ink, item, 2)
	first.Put(ink.Text, " ")
	parts.Lead(&second, ink, f)
	status := r.env.Say("status." + string(item.Row.Label()))
	if item.Row.Attention(r.env.Now()) != "" {
		status = theme.SignLate + " " + status
	}
	second.Put(ink.Muted, widget.Fit(widget.Joined(item.Partner, status), width-parts.LeadCells))
	return []string{first.String(), second.String()}
}

func (r *reviews) points(b *widget.Brush, ink *theme.Ink, item *model.ReviewItem, width int) {
	for _, name := range pointNames {
		sign, s := theme.SignDone, ink.Delivered
		if slices.Contains(item.Failed, name) {
			sign, s = theme.SignFailed, ink.Attention
		}
		b.Put(s, widget.Fit(sign, width))
	}
}

// failedPoints says in words what failed of the chosen shipment.
func (r *reviews) failedPoints() string {
	t, item := r.env.Theme, r.list.Chosen()
	if item.Ref.IsZero() {
		return ""
	}
	if len(item.Failed) == 0 {
		return t.Delivered.Paint(widget.Clip(theme.SignDone+" "+r.env.Say("review.passed"), r.layout.Width-2))
	}
	names := widget.Map(item.Failed, func(name string) string { return r.env.Say("review.point." + name) })
	return t.Attention.Paint(widget.Clip(theme.SignFailed+" "+widget.Joined(names...), r.layout.Width-2))
}

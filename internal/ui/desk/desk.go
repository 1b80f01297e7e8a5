package desk

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// desk is the first screen of operations: what needs an update, worst first,
// with why; in a wide window the shipment beside it as the office knows it.
type desk struct {
	env     *screen.Env
	layout  widget.Layout
	frame   deskFrame
	partner model.PartnerFreshness // whose shipments alone are shown; zero: all
	list    *pager.Roster[model.DeskItem]
	figures map[string]model.Freshness // by partner
	asking  bool                       // for the figures
	aside   shipment.Aside             // the shipment beside the list
}

// deskFrame says on which lines of the desk's area things stand.
type deskFrame struct {
	rowsTop int
	rows    int
	each    int // lines of one shipment
	foot    int // lines under the rows, their rule included
}

// New is the desk: what needs an update, worst first.
func New(e *screen.Env) *desk {
	d := &desk{env: e}
	d.list = pager.NewRoster(e, func(a, b model.DeskItem) bool { return a.Ref == b.Ref }, d.fetcher())
	d.aside = shipment.AsideOf(e, d)
	return d
}

// fetcher reads pages for the present partner.
func (d *desk) fetcher() func(context.Context, string) (pager.Batch[model.DeskItem], error) {
	source, partner := d.env.Staff.Desk, d.partner.Partner
	return func(ctx context.Context, after string) (pager.Batch[model.DeskItem], error) {
		page, err := source.Desk(ctx, model.DeskQuery{Partner: partner, Limit: pager.PageRows, After: after})
		if err != nil {
			err = fmt.Errorf("reading the desk: %w", err)
		}
		return pager.Batch[model.DeskItem]{Items: page.Items, Next: page.Next, Total: page.Total}, err
	}
}

// figuresLoaded is how fresh what each partner sees is.
type figuresLoaded struct {
	to  *desk
	all []model.PartnerFreshness
	err error
}

func (d *desk) loadFigures() tea.Cmd {
	if d.asking {
		return nil
	}
	d.asking = true
	source, parent := d.env.Staff.Desk, d.env.Ctx
	return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
		all, err := source.Freshness(ctx)
		return figuresLoaded{d, all, err}
	})
}

func (d *desk) Waiting() bool { return d.list.Waiting() }

func (d *desk) Open() tea.Cmd { return tea.Batch(d.list.Load(pager.LoadFresh), d.loadFigures()) }

func (d *desk) Resize(width, height int) {
	d.layout = widget.LayoutOf(width, height)
	d.frame = deskFrameOf(d.layout)
	d.list.Show(d.frame.rows / d.frame.each)
	d.aside.Resize(d.layout, d.frame.rowsTop)
}

func deskFrameOf(l widget.Layout) deskFrame {
	f := deskFrame{rowsTop: 3, each: 2}
	if l.Breadth == widget.Medium {
		f.each = 1
	}
	switch {
	case l.Breadth == widget.Wide:
		f.foot = 2
	case l.Height >= pager.AmplyFrom:
		f.foot = 5
	case l.Height >= pager.FullFrom:
		f.foot = 4
	case l.Height >= pager.BriefFrom:
		f.foot = 2
	}
	f.rows = max(1, l.Height-f.rowsTop-f.foot)
	return f
}

func (d *desk) Update(msg tea.Msg) tea.Cmd {
	if cmd, mine := d.list.Loaded(msg); mine {
		return tea.Batch(cmd, d.follow())
	}
	switch msg := msg.(type) {
	case figuresLoaded:
		if msg.to == d {
			d.take(msg)
		}
		return nil
	case screen.Narrowed:
		return d.narrow(msg.To)
	case screen.Refresh:
		return tea.Batch(d.list.Load(pager.LoadAgain), d.loadFigures(), d.aside.Update(msg))
	case screen.Resized:
		return tea.Batch(d.list.Extend(), d.follow(), d.aside.Update(msg))
	case shipment.Step:
		before := d.list.Cursor
		cmd := d.list.Move(before + msg.By)
		return tea.Batch(cmd, d.aside.Stepped(msg, d.ref(), d.list.Cursor != before), d.follow())
	case tea.MouseMsg:
		return d.mouse(msg)
	}
	return d.aside.Update(msg)
}

// take keeps the figures; when they cannot be read the old ones stay.
func (d *desk) take(msg figuresLoaded) {
	d.asking = false
	if msg.err != nil {
		return
	}
	d.figures = make(map[string]model.Freshness, len(msg.all))
	for _, p := range msg.all {
		d.figures[p.Partner] = p.Figure
	}
}

// narrow shows the shipments of one partner, or of all.
func (d *desk) narrow(to model.PartnerFreshness) tea.Cmd {
	d.partner = to
	d.list.Fetch = d.fetcher()
	return d.list.Load(pager.LoadFresh)
}

// ref is the chosen shipment; zero when there is none.
func (d *desk) ref() model.Text {
	if item := d.list.Chosen(); item != nil {
		return item.Ref
	}
	return model.Text{}
}

// Chosen implements [screen.Chooser].
func (d *desk) Chosen() (model.Text, *model.Published) { return d.aside.Chosen(d.ref()) }

// follow shows the chosen shipment beside the list.
func (d *desk) follow() tea.Cmd {
	return d.aside.Follow(d.ref())
}

// enter opens the chosen shipment, or gives the keys to it beside the list.
func (d *desk) enter() tea.Cmd {
	if d.ref().IsZero() {
		return nil
	}
	return d.aside.Enter(d.ref())
}

func (d *desk) Bindings() []widget.Binding {
	if d.aside.Focused() {
		return d.aside.Bindings()
	}
	open := pager.KeyOpen
	if d.layout.Breadth == widget.Wide {
		open = shipment.KeyFocus
	}
	keys := append([]widget.Binding{}, d.env.Staff.Acts()...)
	if !d.env.Live || d.list.Err != nil { // The key loads again then.
		keys = widget.Without(keys, screen.KeyReschedule)
	}
	if d.ref().IsZero() {
		keys = nil
	}
	keys = append(append(keys, open), pager.ElsewhereKeys(d.partner.Partner != "")...)
	return append(keys, pager.Moving()...)
}

func (d *desk) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if d.aside.Focused() {
		return d.aside.Key(msg)
	}
	if cmd, used := d.list.Key(msg); used {
		return tea.Batch(cmd, d.follow()), true
	}
	if cmd, used := pager.Elsewhere(msg, d, d.partner.Partner != ""); used {
		return cmd, true
	}
	isWide := d.layout.Breadth == widget.Wide
	switch {
	case isWide && shipment.KeyFocus.Hit(msg), !isWide && pager.KeyOpen.Hit(msg):
		return d.enter(), true
	case screen.KeyReschedule.Hit(msg) && (!d.env.Live || d.list.Err != nil):
		return nil, false
	}
	return d.env.Act(msg, d.ref())
}

func (d *desk) mouse(msg tea.MouseMsg) tea.Cmd {
	if cmd, mine := d.aside.Mouse(msg); mine {
		return cmd
	}
	cmd, opens := d.list.Mouse(msg, msg.Mouse().Y-d.frame.rowsTop, d.frame.each)
	if opens {
		return tea.Batch(cmd, d.enter())
	}
	return tea.Batch(cmd, d.follow())
}

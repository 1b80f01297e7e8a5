// Package desk is where operations begin: what needs an update, worst first, with
// why.
package desk

import (
	"context"

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
	list    *pager.Roster[model.DeskItem]
	figures map[string]model.Freshness // by partner
	asking  screen.Question            // for the figures
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
	d, source := &desk{env: e}, e.Staff.Desk
	same := func(a, b model.DeskItem) bool { return a.Ref == b.Ref }
	d.list = pager.NewRoster(e, "desk", same, func(ctx context.Context, partner, after string) (pager.Batch[model.DeskItem], error) {
		page, err := source.Desk(ctx, model.DeskQuery{Partner: partner, Limit: pager.PageRows, After: after})
		return pager.Batch[model.DeskItem]{Items: page.Items, Next: page.Next, Total: page.Total, About: page.Today}, err
	})
	d.aside = shipment.AsideOf(e, d)
	return d
}

// loadFigures asks how fresh what each partner sees is; when that cannot be read the
// old figures stay.
func (d *desk) loadFigures() tea.Cmd {
	if d.asking.Open {
		return nil
	}
	return screen.AskFor(d.env, &d.asking, d.env.Staff.Desk.Freshness, func(all []model.PartnerFreshness, err error) tea.Cmd {
		if err != nil {
			return nil
		}
		d.figures = make(map[string]model.Freshness, len(all))
		for _, p := range all {
			d.figures[p.Partner] = p.Figure
		}
		return nil
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
	cmd := d.list.Update(msg)
	switch msg := msg.(type) {
	case tea.MouseMsg:
		return d.mouse(msg)
	case screen.Answer:
		cmd = tea.Batch(cmd, d.asking.Take(msg))
	case screen.Refresh:
		cmd = tea.Batch(cmd, d.loadFigures())
	case shipment.Step:
		before := d.list.Cursor
		cmd = d.list.Move(before + msg.By)
		return tea.Batch(cmd, d.aside.Stepped(msg, d.ref(), d.list.Cursor != before), d.follow())
	}
	return tea.Batch(cmd, d.follow(), d.aside.Update(msg))
}

// ref is the chosen shipment; zero when there is none.
func (d *desk) ref() model.Text { return d.list.Chosen().Ref }

// Chosen implements [screen.Chooser].
func (d *desk) Chosen() (model.Text, *model.Published) { return d.aside.Chosen(d.ref()) }

// follow shows the chosen shipment beside the list.
func (d *desk) follow() tea.Cmd { return d.aside.Follow(d.ref()) }

// enter opens the chosen shipment, or gives the keys to it beside the list.
func (d *desk) enter() tea.Cmd {
	if d.ref().IsZero() {
		return nil
	}
	return d.aside.Enter(d.ref())
}

// open is the key that opens the chosen shipment.
func (d *desk) open() widget.Binding {
	if d.aside.Shown() {
		return shipment.KeyFocus
	}
	return pager.KeyOpen
}

func (d *desk) Bindings() []widget.Binding {
	if d.aside.Focused() {
		return d.aside.Bindings()
	}
	keys := d.env.Staff.ActsOn(d.list.Chosen().Offers)
	if !d.env.Live || d.list.Err != nil { // The key loads again then.
		keys = widget.Without(keys, screen.KeyReschedule)
	}
	if d.ref().IsZero() {
		keys = nil
	}
	keys = append(append(keys, d.open()), pager.ElsewhereKeys(d.env.Staff, d.list.Partner.Partner != "")...)
	return append(keys, pager.Moving()...)
}

func (d *desk) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if d.aside.Focused() {
		return d.aside.Key(msg)
	}
	if cmd, used := d.list.Key(msg); used {
		return tea.Batch(cmd, d.follow()), true
	}
	if cmd, used := pager.Elsewhere(d.env, msg, d, d.list.Partner.Partner != ""); used {
		return cmd, true
	}
	switch {
	case d.open().Hit(msg):
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
	return tea.Batch(d.list.Mouse(msg, msg.Mouse().Y-d.frame.rowsTop, d.frame.each, d.enter), d.follow())
}

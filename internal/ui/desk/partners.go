package desk

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// partners is the list of customers with how fresh what they see is. Choosing
// one narrows the screen from which it was opened to that customer's shipments.
type partners struct {
	env    *screen.Env
	from   screen.Screen
	list   *pager.Roster[model.PartnerFreshness]
	width  int
	height int
}

var keyChoose = widget.Bind("office.key.choose", "enter", "right").As("↵")

// partnersTop is the line on which the rows begin.
const partnersTop = 3

// NewPartners is the list of customers with what each of them has open.
func NewPartners(e *screen.Env, from screen.Screen) *partners {
	source, say := e.Staff.Desk, e.Words
	same := func(a, b model.PartnerFreshness) bool { return a.Partner == b.Partner }
	return &partners{env: e, from: from, list: pager.NewRoster(e, same, func(ctx context.Context, _, _ string) (pager.Batch[model.PartnerFreshness], error) {
		all, err := source.Freshness(ctx)
		if err != nil {
			err = fmt.Errorf("reading the customers: %w", err)
		}
		words.Sort(say, all, func(p model.PartnerFreshness) string { return p.Name.String() })
		return pager.Batch[model.PartnerFreshness]{Items: all, Total: len(all)}, err
	})}
}

func (p *partners) Waiting() bool { return p.list.Waiting() }

func (p *partners) Open() tea.Cmd { return p.list.Load(pager.LoadFresh) }

func (p *partners) Resize(width, height int) {
	p.width, p.height = width, height
	p.list.Show(height - partnersTop)
}

func (p *partners) Bindings() []widget.Binding {
	return append([]widget.Binding{keyChoose}, pager.Moving()...)
}

func (p *partners) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if keyChoose.Hit(msg) {
		return p.choose(), true
	}
	return p.list.Key(msg)
}

// choose goes back and narrows.
func (p *partners) choose() tea.Cmd {
	from, to := p.from, *p.list.Chosen()
	if to.Partner == "" {
		return nil
	}
	return tea.Batch(
		func() tea.Msg { return screen.Instead{Old: p} },
		func() tea.Msg { return screen.Call(func() tea.Cmd { return from.Update(screen.Narrowed{To: to}) }) },
	)
}

func (p *partners) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(tea.MouseMsg); ok {
		return p.list.Mouse(msg, msg.Mouse().Y-partnersTop, 1, p.choose)
	}
	return p.list.Update(msg)
}

func (p *partners) View() []string {
	e, t := p.env, p.env.Theme
	lines := []string{
		" " + t.Title.Paint(widget.Clip(e.Say("partners.title"), p.width-2)), widget.Rule(e.Look, p.width), p.headings(),
	}
	if words := p.list.States(p.width, "partners.loading", "partners.empty"); words != nil {
		return append(lines[:2], words...)[:min(2+len(words), p.height)]
	}
	lines = append(lines, p.list.Rows(p.row)...)
	return lines[:min(len(lines), p.height)]
}

// columns are the widths of the columns, that of the bar with its gap; 0: there is
// no room for it.
func (p *partners) columns() (name, fresh, bar, median int) {
	fresh, median = 9, 12
	if p.width < 50 {
		median = 0
	}
	if p.width >= widget.MediumWidth {
		bar = 22
	}
	return p.width - parts.LeadCells - fresh - bar - median - 2, fresh, bar, median
}

func (p *partners) headings() string {
	name, fresh, bar, median := p.columns()
	e := p.env
	line := widget.Pad(parts.LeadCells) + widget.Fit(e.Say("partners.name"), name) + " " + widget.FitRight(e.Say("partners.fresh"), fresh) +
		widget.Pad(bar) + widget.FitRight(e.Say("partners.median"), median)
	return e.Theme.Muted.Paint(widget.Clip(line, p.width))
}

// row is one customer: how many of the shipments under way are fresh, as a
// number and as a track, and how old the update of the middle one is.
func (p *partners) row(item *model.PartnerFreshness, chosen bool) []string {
	name, fresh, bar, median := p.columns()
	f, figure := parts.Flags{Selected: chosen}, item.Figure
	ink, track := parts.InkOf(p.env.Look, f), max(0, bar-2)
	ratio, age, done := theme.UnknownDate, theme.UnknownDate, 0
	if figure.Active > 0 {
		ratio, age = p.env.Say("partners.ratio", figure.Fresh, figure.Active), p.env.Say("days", figure.MedianDays)
		done = min(track, int(figure.Share*float64(track)+0.5))
	}
	var b widget.Brush
	parts.Lead(&b, ink, f)
	b.Put(parts.RefStyle(ink, &model.Row{}, f), widget.Fit(item.Name.String(), name))
	b.Put(ink.Text, " "+widget.FitRight(ratio, fresh)+widget.Pad(bar-track))
	b.Put(ink.Delivered, strings.Repeat(theme.StripSailed, done))
	b.Put(ink.Border, strings.Repeat(theme.StripToSail, track-done))
	b.Put(ink.Muted, widget.FitRight(age, median))
	b.Put(ink.Text, " ")
	return []string{b.String()}
}

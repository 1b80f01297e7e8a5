// Package shipment is the page of one shipment, alone or beside a list: where it
// is, its dates, the four questions with their answers, and its panes. For staff
// it is the page as the office knows it.
//
// [Detail] is the screen, with keys.go and view.go, and [Aside] the same page beside
// the list that it was opened from; the parts of the page are written by methods of
// [Sheet], a file for each pane.
package shipment

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// panes are the divisions of a shipment's page, in the order of their bar.
var panes = [...]struct {
	name   string   // the end of its key in the catalogue
	fields []string // what of a record stands in it
	lines  func(s Sheet) []widget.Prose
	drawn  func(s Sheet) []widget.Prose // the picture above the lines; nil: it has none
	count  func(p model.Published) int  // how much is in it; nil: that is not said
}{
	{name: "timeline", fields: []string{"timeline"}, lines: Sheet.timeline},
	{
		name: "containers", fields: []string{"containers"}, lines: Sheet.containers,
		count: func(p model.Published) int { return len(p.Containers) },
	},
	{
		name: "legs", fields: []string{"legs"}, lines: Sheet.legs, drawn: Sheet.sailing,
		count: func(p model.Published) int { return len(p.Legs) },
	},
	{name: "ledger", fields: []string{"eta_ledger", "etd_ledger"}, lines: Sheet.ledger, drawn: Sheet.slipped},
	{name: "facts", fields: []string{"vessel", "voyage"}, lines: Sheet.facts},
}

// Detail is one shipment: a page of its own, and beside the list in a wide
// window. As a page it is a [screen.Screen]; beside the list the list calls it.
type Detail struct {
	env     *screen.Env
	list    screen.Screen // from which it was opened; nil: from none
	aside   bool          // beside the list
	only    bool          // the first screen: there is nothing to go back to
	draft   bool          // what would be, not what is
	focused bool          // the keys come here; a page of its own has them always
	width   int
	height  int

	ref      model.Text // the shipment that was asked for; zero: none
	question screen.Question
	err      error
	gone     bool
	record   *reading // the answer that is shown; nil: none yet
	base     *reading // what it was when it was opened: lines that differ are marked
	inside   bool     // for staff: as the office knows it

	pane int
	// The place in the page: rel is the first line below the title, counted from
	// the bar of panes, so that it stays good when another shipment or another
	// answer makes the upper part longer. It counts only when scrolled.
	scroll   widget.Scroll
	scrolled bool
	rel      int

	page *page // prepared lines; nil: to be made

	onMap    bool     // the map stands in place of the page
	pictures pictures // the room for them
	drawing  *drawing // of them, or of the map
	// The area of the page with its pictures.
	wholeWidth, wholeHeight int
}

// reading is a shipment as it was read. For staff the office's own record is beside
// the published form of it.
type reading struct {
	model.Published
	office *model.Shipment
	offers model.Offers // what can be done to it
}

// same says that nothing changed between two readings which the reader can see.
func (r *reading) same(o *reading) bool {
	if (r.office == nil) != (o.office == nil) || r.office != nil && r.office.Version != o.office.Version {
		return false
	}
	return r.Ref == o.Ref && r.Change == o.Change && r.UpdatedAt.Equal(o.UpdatedAt)
}

// New is the page of the shipment ref, for staff as the office knows it.
func New(e *screen.Env, ref model.Text) *Detail {
	return &Detail{env: e, ref: ref, inside: e.Staff.Inside()}
}

// NewOnly is the page of the one shipment that a session is about: there is
// nothing to go back to.
func NewOnly(e *screen.Env, ref model.Text) *Detail { return &Detail{env: e, ref: ref, only: true} }

// NewShown is the page that a customer would read after a change, with the lines
// marked that it makes. It loads nothing.
func NewShown(e *screen.Env, before, after model.Published) *Detail {
	return &Detail{env: e, ref: after.Ref, aside: true, draft: true, focused: true, record: &reading{Published: after}, base: &reading{Published: before}}
}

// Open implements screen.
func (d *Detail) Open() tea.Cmd {
	if d.ref.IsZero() {
		return nil
	}
	return d.load()
}

// Waiting implements screen.Waiter.
func (d *Detail) Waiting() bool { return d.question.Open }

// Show turns to another shipment, keeping the pane and the place in it. Until
// it is there the one before stays in sight. A zero ref shows none.
func (d *Detail) Show(ref model.Text) tea.Cmd {
	if ref == d.ref {
		return nil
	}
	d.ref, d.err, d.gone, d.page = ref, nil, false, nil
	if ref.IsZero() {
		d.question.Drop()
		d.record, d.base = nil, nil
		return nil
	}
	return d.load()
}

// load asks for the shipment.
func (d *Detail) load() tea.Cmd {
	d.page = nil
	ref, inside, data, desk := d.ref.String(), d.inside, d.env.Data, d.env.Staff.Desk
	return screen.AskFor(d.env, &d.question, func(ctx context.Context) (*reading, error) {
		if inside {
			return readInside(ctx, data, desk, ref)
		}
		record, err := data.Shipment(ctx, ref)
		return &reading{Published: record}, err
	}, d.loaded)
}

// lookInside turns from what the customer sees to the office's own record, and
// back. The one is never shown in place of the other while it is being fetched.
func (d *Detail) lookInside() tea.Cmd {
	d.inside = !d.inside
	d.record, d.base = nil, nil
	return d.load()
}

// readInside reads a shipment as the office knows it: the record, in the form
// that customers' pages have, and as it is.
func readInside(ctx context.Context, data session.Data, desk session.Desk, ref string) (*reading, error) {
	listed, err := data.Shipment(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("reading the shipment in the list: %w", err)
	}
	office, err := desk.Record(ctx, listed.Ref.String())
	if err != nil {
		return nil, fmt.Errorf("reading the office's record: %w", err)
	}
	record := model.Inside(office)
	record.Change = listed.Change
	return &reading{record, &office, model.OffersOf(office)}, nil
}

// loaded shows the answer. What the shipment was when it was opened is kept beside
// it.
func (d *Detail) loaded(got *reading, err error) tea.Cmd {
	d.page, d.err, d.gone = nil, err, errors.Is(err, model.ErrNotFound)
	switch {
	case err == nil:
		if d.record = got; d.base == nil || d.base.Ref != got.Ref || d.base.same(got) {
			d.base = got
		}
		if !d.aside {
			d.env.News.Read(got.Ref, got.Change)
		}
	case d.gone || d.record != nil && d.record.Ref != d.ref: // never one shipment under the number of another
		d.record, d.base = nil, nil
	}
	return nil
}

// Chosen implements [screen.Chooser]: the shipment that is shown.
func (d *Detail) Chosen() (model.Text, *model.Published) {
	if d.record == nil {
		return model.Text{}, nil
	}
	return d.record.Ref, &d.record.Published
}

// Resize implements screen.
func (d *Detail) Resize(width, height int) {
	if width != d.wholeWidth || height != d.wholeHeight {
		d.divide(width, height)
		d.page = nil
	}
}

// Update implements screen.
func (d *Detail) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Answer:
		return d.question.Take(msg)
	case screen.Refresh:
		return d.Open()
	case screen.Resized:
		if d.list != nil && !d.aside && widget.LayoutOf(d.wholeWidth, d.wholeHeight).Breadth == widget.Wide {
			return d.toList(widened{d})
		}
	case screen.Restyled:
		d.page = nil
	case tea.MouseMsg:
		return d.mouse(msg)
	}
	return nil
}

// toList says something to the list from which the page was opened.
func (d *Detail) toList(msg tea.Msg) tea.Cmd {
	to := d.list
	return func() tea.Msg { return screen.Call(func() tea.Cmd { return to.Update(msg) }) }
}

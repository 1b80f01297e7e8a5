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

// pane is one of the divisions of a shipment's page.
type pane int

// The panes, in the order of their bar.
const (
	paneTimeline pane = iota
	paneContainers
	paneLegs
	paneLedger
	paneFacts
	paneCount
)

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

	ref     model.Text // the shipment that was asked for; zero: none
	serial  int        // of the question; answers to older ones are dropped
	pending bool
	err     error
	gone    bool
	record  *model.Published // the answer that is shown; nil: none yet
	base    *model.Published // what it was when it was opened: lines that differ are marked

	// For staff: the office's own record beside the published form of it.
	inside     bool
	office     *model.Shipment
	officeBase *model.Shipment

	pane pane
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
	return &Detail{env: e, ref: after.Ref, aside: true, draft: true, focused: true, record: &after, base: &before}
}

// detailLoaded is the answer to a load.
type detailLoaded struct {
	to     *Detail
	serial int
	record model.Published
	office *model.Shipment
	err    error
}

// Open implements screen.
func (d *Detail) Open() tea.Cmd {
	if d.ref.IsZero() {
		return nil
	}
	return d.load()
}

// Waiting implements screen.Waiter.
func (d *Detail) Waiting() bool { return d.pending }

// Show turns to another shipment, keeping the pane and the place in it. Until
// it is there the one before stays in sight. A zero ref shows none.
func (d *Detail) Show(ref model.Text) tea.Cmd {
	if ref == d.ref {
		return nil
	}
	d.ref, d.err, d.gone, d.page = ref, nil, false, nil
	if ref.IsZero() {
		d.serial++
		d.pending, d.record, d.base = false, nil, nil
		return nil
	}
	return d.load()
}

// load asks for the shipment.
func (d *Detail) load() tea.Cmd {
	d.serial++
	d.pending, d.page = true, nil
	to, serial, ref := d, d.serial, d.ref.String()
	parent, data, desk := d.env.Ctx, d.env.Data, d.env.Staff.Desk
	if d.inside {
		return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
			record, office, err := readInside(ctx, data, desk, ref)
			return detailLoaded{to: to, serial: serial, record: record, office: office, err: err}
		})
	}
	return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
		record, err := data.Shipment(ctx, ref)
		return detailLoaded{to: to, serial: serial, record: record, err: err}
	})
}

// lookInside turns from what the customer sees to the office's own record, and
// back. The one is never shown in place of the other while it is being fetched.
func (d *Detail) lookInside() tea.Cmd {
	d.inside = !d.inside
	d.record, d.base, d.office, d.officeBase = nil, nil, nil, nil
	return d.load()
}

// readInside reads a shipment as the office knows it: the record, in the form
// that customers' pages have, and as it is.
func readInside(ctx context.Context, data session.Data, desk session.Desk, ref string) (model.Published, *model.Shipment, error) {
	listed, err := data.Shipment(ctx, ref)
	if err != nil {
		return model.Published{}, nil, fmt.Errorf("reading the shipment in the list: %w", err)
	}
	office, err := desk.Record(ctx, listed.Ref.String())
	if err != nil {
		return model.Published{}, nil, fmt.Errorf("reading the office's record: %w", err)
	}
	record := model.Inside(office)
	record.Change = listed.Change
	return record, &office, nil
}

// loaded takes the answer if it is to the present question.
func (d *Detail) loaded(msg detailLoaded) {
	if msg.to != d || msg.serial != d.serial {
		return
	}
	d.pending, d.page = false, nil
	d.gone = errors.Is(msg.err, model.ErrNotFound)
	d.err = msg.err
	switch {
	case d.gone:
		d.record, d.base = nil, nil
	case msg.err != nil:
		if d.record != nil && d.record.Ref != d.ref { // never one shipment under the number of another
			d.record, d.base = nil, nil
		}
	default:
		d.take(msg.record, msg.office)
	}
}

// take shows the record. What it was when it was opened is kept beside it.
func (d *Detail) take(record model.Published, office *model.Shipment) {
	d.record, d.office = &record, office
	if d.base == nil || d.base.Ref != record.Ref || sameAs(*d.base, record) && sameInside(d.officeBase, office) {
		d.base, d.officeBase = d.record, office
	}
	if !d.aside {
		d.env.News.Read(record.Ref, record.Change)
	}
}

// sameAs says that nothing which customers can see changed between the two.
func sameAs(a, b model.Published) bool { return a.Change == b.Change && a.UpdatedAt.Equal(b.UpdatedAt) }

func sameInside(a, b *model.Shipment) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Version == b.Version
}

// Chosen implements [screen.Chooser]: the shipment that is shown.
func (d *Detail) Chosen() (model.Text, *model.Published) {
	if d.record == nil {
		return model.Text{}, nil
	}
	return d.record.Ref, d.record
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
	case detailLoaded:
		d.loaded(msg)
	case screen.Refresh:
		return d.Open()
	case screen.Resized:
		if d.list != nil && !d.aside && widget.LayoutOf(d.wholeWidth, d.wholeHeight).Breadth == widget.Wide {
			return d.toList(widened{d})
		}
	case screen.Restyled, screen.HouseKnown:
		d.page = nil
	case tea.MouseMsg:
		return d.mouse(msg)
	}
	return nil
}

// toList says something to the list from which the page was opened.
func (d *Detail) toList(msg tea.Msg) tea.Cmd {
	to := d.list
	return func() tea.Msg { return screen.ForScreen{To: to, Msg: msg} }
}

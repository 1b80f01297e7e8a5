// Package office is the lists of the office beside its shipments: customers, codes,
// invitations, the outbox, the audit trail. Each is a table with the acts that belong
// to its rows; what a table is made of is said in a file of its own, and table.go is
// the screen for all of them.
package office

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// sheet says what a table is made of.
type sheet[T any] struct {
	name string // its words in the catalogue begin with it
	of   string // whose rows alone these are, said in the title; empty: all
	// fetch reads the page behind a cursor, of what has all that somebody looks for.
	fetch   func(ctx context.Context, find, after string) (pager.Batch[T], error)
	same    func(a, b T) bool
	columns []column[T]
	head    func(e *screen.Env, width int) []string // above the rows; nil: nothing
	foot    func(e *screen.Env, v *T) string        // the chosen row in words; nil: nothing
	acts    []act[T]
	opens   func(v *T) screen.Goal // what enter does; nil: nothing
	ref     func(v *T) model.Text  // the shipment that the row is about; nil: it is about none
}

// act is something that can be done from a table: its key, who may do it, and where
// it is done.
type act[T any] struct {
	key   widget.Binding
	right model.Act
	alone bool            // it is not about a row
	works func(v *T) bool // with this row; nil: with every one
	goal  func(v *T) screen.Goal
}

// paged reads the pages of a list in which the office looks for something by itself.
func paged[T any](
	read func(ctx context.Context, find, after string, limit int) ([]T, string, error),
) func(ctx context.Context, find, after string) (pager.Batch[T], error) {
	return func(ctx context.Context, find, after string) (pager.Batch[T], error) {
		list, next, err := read(ctx, find, after, pager.PageRows)
		return pager.Batch[T]{Items: list, Next: next}, err
	}
}

// foundIn are those of a whole list that fit, in a list of their own.
func foundIn[T any](all []T, fits func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool { return !fits(one) })
}

// table is the screen.
type table[T any] struct {
	sheet[T]
	env    *screen.Env
	list   *pager.Roster[T]
	find   widget.Field
	typing bool
	// presses takes the keys of whoever has put more on top of the table; nil: nobody.
	presses func(tea.KeyPressMsg) (tea.Cmd, bool)
	took    func(about any) // keeps what was read beside the rows; nil: nothing is
	layout  widget.Layout
}

// The keys of all tables.
var (
	keyFind   = widget.Bind("office.key.seek", "/")
	keyFinish = widget.Bind("key.finish", "enter").As("↵")
	keyClear  = widget.Bind("key.clear", "esc")
)

// mostFind bounds what is looked for, in cells.
const mostFind = 40

func newTable[T any](e *screen.Env, of sheet[T]) *table[T] {
	t := &table[T]{sheet: of, env: e, find: widget.Field{Limit: mostFind}}
	t.list = t.roster()
	return t
}

// roster is the list of what is looked for now.
func (t *table[T]) roster() *pager.Roster[T] {
	fetch, find := t.fetch, t.find.Text
	list := pager.NewRoster(t.env, t.name, t.same, func(ctx context.Context, _, after string) (pager.Batch[T], error) {
		return fetch(ctx, find, after)
	})
	list.Show(t.rows())
	return list
}

// look shows what is looked for now.
func (t *table[T]) look() tea.Cmd {
	before := t.list
	t.list = t.roster()
	t.list.Items, t.list.Ready = before.Items, before.Ready // until the answer is there
	return t.list.Load(pager.LoadFresh)
}

func (t *table[T]) Waiting() bool { return t.list.Waiting() }

func (t *table[T]) Open() tea.Cmd { return t.list.Load(pager.LoadFresh) }

func (t *table[T]) Resize(width, height int) {
	t.layout = widget.LayoutOf(width, height)
	t.list.Show(t.rows())
}

// Chosen implements [screen.Chooser].
func (t *table[T]) Chosen() (model.Text, *model.Published) {
	if t.ref == nil || len(t.list.Items) == 0 {
		return model.Text{}, nil
	}
	return t.ref(t.list.Chosen()), nil
}

func (t *table[T]) TakesText() bool { return t.typing }

// Caret is in what is looked for.
func (t *table[T]) Caret() *tea.Cursor {
	_, caret := t.find.Window(t.layout.Width - 4)
	return tea.NewCursor(min(3+caret, t.layout.Width-1), 0)
}

// may says that an act can be done now.
func (t *table[T]) may(a act[T]) bool {
	if !t.env.Staff.Role.May(a.right) {
		return false
	}
	return (a.alone || len(t.list.Items) > 0) && (a.works == nil || a.works(t.list.Chosen()))
}

func (t *table[T]) Bindings() []widget.Binding {
	if t.typing {
		return []widget.Binding{keyFinish, keyClear}
	}
	var keys []widget.Binding
	if t.opens != nil && len(t.list.Items) > 0 {
		keys = append(keys, pager.KeyOpen)
	}
	for _, a := range t.acts {
		if t.may(a) {
			keys = append(keys, a.key)
		}
	}
	for _, b := range t.shipmentActs() {
		keys = append(keys, b.Hushed())
	}
	keys = append(keys, keyFind)
	if t.find.Text != "" {
		keys = append(keys, keyClear)
	}
	return append(keys, pager.Moving()...)
}

func (t *table[T]) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case t.typing:
		return t.typeKey(msg), true
	case t.list.Hold(msg, t.find.Text != ""):
		return nil, true
	}
	if cmd, used := t.list.Key(msg); used {
		return cmd, true
	}
	switch {
	case keyFind.Hit(msg):
		t.typing = true
		return nil, true
	case keyClear.Hit(msg) && t.find.Text != "":
		t.find.Set("")
		return t.look(), true
	case pager.KeyOpen.Hit(msg):
		return t.enter(), t.opens != nil
	}
	for _, a := range t.acts {
		if a.key.Hit(msg) && t.may(a) {
			return t.env.GoTo(a.goal(t.list.Chosen())), true
		}
	}
	for _, b := range t.shipmentActs() {
		if b.Hit(msg) {
			ref, _ := t.Chosen()
			return t.env.Act(msg, ref)
		}
	}
	return nil, false
}

// shipmentActs are what can be done to the shipment that the chosen row is about: what
// is the row's own comes before it, and r loads again while the list cannot be trusted.
func (t *table[T]) shipmentActs() []widget.Binding {
	if ref, _ := t.Chosen(); ref.IsZero() {
		return nil
	}
	return slices.DeleteFunc(t.env.Staff.Acts(), func(b widget.Binding) bool {
		return slices.ContainsFunc(t.acts, func(a act[T]) bool { return a.key.Keys()[0] == b.Keys()[0] }) ||
			b.Does(screen.KeyReschedule) && (!t.env.Live || t.list.Err != nil)
	})
}

// typeKey takes the keys while something is looked for: every change is looked up.
func (t *table[T]) typeKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyFinish.Hit(msg):
		t.typing = false
		t.find.Leave()
	case keyClear.Hit(msg):
		t.typing = false
		if t.find.Text != "" {
			t.find.Set("")
			return t.look()
		}
	case msg.Text == "" && msg.Mod&tea.ModCtrl == 0:
		if cmd, used := t.list.Key(msg); used {
			return cmd
		}
		fallthrough
	default:
		if t.find.Key(msg) {
			return t.look()
		}
	}
	return nil
}

func (t *table[T]) enter() tea.Cmd {
	if t.opens == nil || len(t.list.Items) == 0 {
		return nil
	}
	return t.env.GoTo(t.opens(t.list.Chosen()))
}

func (t *table[T]) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseMsg:
		return t.list.Mouse(msg, msg.Mouse().Y-t.top(), 1, t.enter)
	case tea.PasteMsg:
		if !t.list.HoldPaste(msg) && t.typing && t.find.Add(msg.Content) {
			return t.look()
		}
		return nil
	}
	cmd := t.list.Update(msg)
	press := t.Key
	if t.presses != nil {
		press = t.presses
	}
	cmd = tea.Batch(cmd, t.list.PressHeld(press))
	if t.took != nil && t.list.Ready {
		t.took(t.list.About)
		t.list.Show(t.rows())
	}
	return cmd
}

package pager

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// Pages is what a long list knows of the pages that it holds, whatever is on them:
// what is asked for, and where the cursor stands among their rows.
type Pages struct {
	Asking screen.Question // for pages that take the place of those held
	More   screen.Question // for one beside them
	Stale  bool            // something changed while asking: ask again afterwards
	Ready  bool            // what is held is the answer to some question
	Err    error           // of the last answer that should have taken its place

	Cursor  int // the chosen row
	Top     int // the first in sight
	Visible int // how many are in sight
	list    holder
	others  bool      // those asked for are others than those held
	ahead   []tea.Msg // pressed meanwhile
}

// holder is the list itself.
type holder interface {
	Load(kind LoadKind) tea.Cmd
	// Held is how many rows are held, and whether there are others before and behind.
	Held() (rows int, before, behind bool)
}

// PagesOf are those of the list.
func PagesOf(list holder) Pages { return Pages{list: list, Visible: 1} }

// Question is the one for a load. A new one makes an older one's answer late; nil:
// asking for the same again waits until the one under way has been answered, so that
// a busy partner cannot keep a screen from ever being ready.
func (p *Pages) Question(kind LoadKind) *screen.Question {
	switch {
	case kind == LoadAgain && p.Asking.Open:
		p.Stale = true
		return nil
	case !kind.Replaces():
		return &p.More
	}
	p.More.Drop()
	p.others = kind == LoadFresh
	return &p.Asking
}

// mostAhead bounds what is kept of the keys that somebody is ahead.
const mostAhead = 20

// Hold keeps a key while other rows are on their way than those in sight, for it is meant
// for them: who searches and presses enter at once opens what was searched for. Before
// there are any rows only what was searched for is waited for.
func (p *Pages) Hold(msg tea.KeyPressMsg, searching bool) bool {
	if !p.others || !p.Asking.Open || !p.Ready && !searching || msg.Code == tea.KeyEscape || len(p.ahead) >= mostAhead {
		return false
	}
	p.ahead = append(p.ahead, msg)
	return true
}

// HoldPaste keeps a paste that comes behind keys that are kept.
func (p *Pages) HoldPaste(msg tea.PasteMsg) bool {
	if len(p.ahead) == 0 {
		return false
	}
	p.ahead = append(p.ahead, msg)
	return true
}

// PressHeld presses the keys that were kept, once the rows are there; not where they
// could not be read. The first that is none of the screen's, such as that of the help, is
// typed anew for whoever has it, and so are those behind it.
func (p *Pages) PressHeld(press func(tea.KeyPressMsg) (tea.Cmd, bool)) (cmd tea.Cmd) {
	if p.Asking.Open || len(p.ahead) == 0 {
		return nil
	}
	keys := p.ahead
	if p.ahead = nil; p.Err != nil {
		return nil
	}
	for i, msg := range keys {
		key, is := msg.(tea.KeyPressMsg)
		if !is {
			return tea.Batch(cmd, retype(keys[i:]))
		}
		pressed, used := press(key)
		if cmd = tea.Batch(cmd, pressed); !used {
			return tea.Batch(cmd, retype(keys[i:]))
		}
	}
	return cmd
}

// retype types keys, and pastes, once more, one after the other.
func retype(keys []tea.Msg) tea.Cmd {
	typed := make([]tea.Cmd, len(keys))
	for i, msg := range keys {
		typed[i] = func() tea.Msg { return msg }
	}
	return tea.Sequence(typed...)
}

// Take takes an answer.
func (p *Pages) Take(a screen.Answer) tea.Cmd { return tea.Batch(p.Asking.Take(a), p.More.Take(a)) }

// Outcome notes the error of an answer that should have taken the place of what is held.
// While the database does not answer, what was to be read again stays: it is what was
// last known, and the header says so.
func (p *Pages) Outcome(kind LoadKind, err error) {
	away := errors.Is(err, model.ErrAway) || errors.Is(err, context.DeadlineExceeded)
	if kind != LoadAgain || !p.Ready || !away {
		p.Err = err
	}
}

// Waiting implements [screen.Waiter].
func (p *Pages) Waiting() bool { return p.Asking.Open }

// Place puts the cursor into other pages. Those of LoadAgain have its row at the
// index at (-1: not any more); it stays on it, and that on its line of the screen. At
// the top of the list the screen stays at the top, where news appears.
func (p *Pages) Place(kind LoadKind, at int) {
	switch {
	case kind == LoadFresh:
		p.Cursor, p.Top = 0, 0
	case kind == LoadLast:
		p.Cursor, _, _ = p.list.Held()
	case at >= 0:
		if p.Top > 0 {
			p.Top += at - p.Cursor
		}
		p.Cursor = at
	}
	p.keepVisible()
}

// Answered is what is asked for after an answer.
func (p *Pages) Answered() tea.Cmd {
	if p.Stale {
		p.Stale = false
		return p.list.Load(LoadAgain)
	}
	return p.Extend()
}

// Extend loads the page that the cursor comes near to.
func (p *Pages) Extend() tea.Cmd {
	rows, before, behind := p.list.Held()
	switch {
	case p.Asking.Open || p.More.Open || !p.Ready:
		return nil
	case behind && p.Cursor+p.Visible >= rows:
		return p.list.Load(LoadBehind)
	case before && p.Cursor < p.Visible:
		return p.list.Load(LoadAhead)
	default:
		return nil
	}
}

// Show says how many rows there is room for.
func (p *Pages) Show(visible int) {
	p.Visible = max(1, visible)
	p.keepVisible()
}

// Shift follows rows that have moved by so many.
func (p *Pages) Shift(by int) {
	p.Cursor, p.Top = p.Cursor+by, p.Top+by
	p.keepVisible()
}

// keepVisible scrolls as little as shows the cursor.
func (p *Pages) keepVisible() {
	rows, _, _ := p.list.Held()
	p.Cursor = max(0, min(p.Cursor, rows-1))
	p.Top = max(min(p.Top, p.Cursor), p.Cursor-p.Visible+1)
	p.Top = max(0, min(p.Top, rows-p.Visible))
}

// Move puts the cursor elsewhere, and loads what comes into reach.
func (p *Pages) Move(to int) tea.Cmd {
	p.Cursor = to
	p.keepVisible()
	return p.Extend()
}

// Key takes the keys that move the cursor.
func (p *Pages) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	rows, before, behind := p.list.Held()
	by, used := widget.Step(msg, p.Visible, max(1, p.Visible/2))
	switch {
	case used:
		return p.Move(p.Cursor + by), true
	case widget.KeyHome.Hit(msg) && before:
		return p.list.Load(LoadFresh), true
	case widget.KeyHome.Hit(msg):
		return p.Move(0), true
	case widget.KeyEnd.Hit(msg) && behind:
		return p.list.Load(LoadLast), true
	case widget.KeyEnd.Hit(msg):
		return p.Move(rows - 1), true
	}
	return nil, false
}

// Mouse handles a click or the wheel: a click chooses and opens, as enter does,
// the wheel moves. y is a line of the rows, of which each has some.
func (p *Pages) Mouse(msg tea.MouseMsg, y, each int, open func() tea.Cmd) tea.Cmd {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		return p.Move(p.Cursor + widget.WheelLines(msg))
	case tea.MouseClickMsg:
		index := p.Top + y/each
		rows, _, _ := p.list.Held()
		if msg.Button == tea.MouseLeft && y >= 0 && y < p.Visible*each && index < rows {
			return tea.Batch(p.Move(index), open())
		}
	}
	return nil
}

// Rule is the rule under the rows, of which there are first before those held (-1: not
// known) and total in all (0: likewise): which part of the list is in sight, a label,
// and where there is room for it the place of the chosen row among all, behind mark.
func (p *Pages) Rule(look *widget.Look, width, first, total int, mark, label string) string {
	rows, _, _ := p.list.Held()
	if rows == 0 || first < 0 || total == 0 || p.Err != nil {
		return widget.PlaceRule(look, width, widget.Place{}, label)
	}
	text := look.Say("list.place", mark+look.Words.Count(first+p.Cursor+1), look.Words.Count(total))
	if label != "" && widget.Cells(label)+widget.Cells(text)+10 > width {
		text = ""
	}
	if text = look.Theme.Muted.Paint(text); label != "" {
		text = widget.Joined(label, text)
	}
	return widget.PlaceRule(look, width, widget.Place{Top: first + p.Top, Shown: p.Visible, Total: total}, text)
}

// The keys that long lists share.
var (
	KeyOpen     = widget.Bind("key.open", "enter", "right").As("↵")
	KeyFind     = widget.Bind("office.key.find", "/")
	KeyAll      = widget.Bind("office.key.all", "tab")
	KeyPartners = widget.Bind("office.key.partners", "f")
	KeyAnyone   = widget.Bind("office.key.anyone", "esc")
)

// Lists are the lists of the office beside its shipments, and the import: the key of
// each, who may see it, and where it is.
var Lists = []struct {
	Key   widget.Binding
	Right model.Act
	To    screen.Destination
}{
	{KeyPartners, model.ActDesk, screen.ToPartners},
	{widget.Bind("office.key.import", "i").Hushed(), model.ActShipments, screen.ToImport},
	{widget.Bind("office.key.codes", "C").Hushed(), model.ActDesk, screen.ToCodes},
	{widget.Bind("office.key.invitations", "I").Hushed(), model.ActCustomers, screen.ToInvitations},
	{widget.Bind("office.key.outbox", "O").Hushed(), model.ActDesk, screen.ToOutbox},
	{widget.Bind("office.key.audit", "A").Hushed(), model.ActAudit, screen.ToAudit},
	{widget.Bind("office.key.settings", "S").Hushed(), model.ActDesk, screen.ToSettings},
}

// Moving are the keys that move the cursor, for help.
func Moving() []widget.Binding {
	return append([]widget.Binding{widget.KeyUp.Hushed(), widget.KeyDown.Hushed()}, widget.Leaps()...)
}

// ElsewhereKeys lead from a list of the staff's to other lists; narrowed says that it
// is of one customer alone.
func ElsewhereKeys(staff screen.Staff, narrowed bool) []widget.Binding {
	keys := []widget.Binding{KeyFind, KeyAll}
	for _, l := range Lists {
		if staff.Opens(l.To, l.Right) {
			keys = append(keys, l.Key)
		}
	}
	if narrowed {
		keys = append(keys, KeyAnyone)
	}
	return keys
}

// Elsewhere takes these keys.
func Elsewhere(e *screen.Env, msg tea.KeyPressMsg, from screen.Screen, narrowed bool) (tea.Cmd, bool) {
	switch {
	case KeyAll.Hit(msg):
		return e.GoTo(screen.Goal{To: screen.ToList}), true
	case KeyFind.Hit(msg):
		return e.GoTo(screen.Goal{To: screen.ToSearch}), true
	case narrowed && KeyAnyone.Hit(msg):
		return func() tea.Msg { return screen.Call(func() tea.Cmd { return from.Update(screen.Narrowed{}) }) }, true
	}
	for _, l := range Lists {
		if l.Key.Hit(msg) && e.Staff.Opens(l.To, l.Right) {
			return e.GoTo(screen.Goal{To: l.To, From: from}), true
		}
	}
	return nil, false
}

// Heights from which the list has its less needed parts.
const (
	AmplyFrom = 18 // narrow: three lines of the foot, so that sentences are whole
	FullFrom  = 14 // two lines of it
	BriefFrom = 10 // one line of it
)

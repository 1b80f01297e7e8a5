package action

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// The keys of the screen.
var (
	keyNext    = widget.Bind("office.key.next", "enter").As("↵")
	keySave    = widget.Bind("office.key.save", "enter").As("↵")
	keyDo      = widget.Bind("office.key.do", "enter").As("↵")
	keyYes     = widget.Bind("office.key.publish_now", "p")
	keyKeep    = widget.Bind("office.key.keep", "k", "enter").As("k")
	keyTake    = widget.Bind("office.key.take_back", "y")
	keyBrings  = widget.Bind("office.key.brings", "enter").As("↵")
	keyTakeIn  = widget.Bind("office.key.take_in", "y")
	keyEdit    = widget.Bind("office.key.edit", "esc", "q").As("esc")
	keyAgain   = widget.Bind("office.key.again", "enter").As("↵")
	keyClose   = widget.Bind("office.key.close", "enter", "esc", "q").As("↵")
	keyAbandon = widget.Bind("key.back", "esc")
)

// TakesText says that letters go into the form, also into one that is on its way.
func (a *act) TakesText() bool { return a.stage == actForm || a.stage == actLoading }

// Caret is in the field that has the keys.
func (a *act) Caret() *tea.Cursor {
	if a.stage != actForm {
		return nil
	}
	c := a.form.Caret(0, a.formTop)
	if c == nil || c.Y < headLines || c.Y >= a.height {
		return nil
	}
	return c
}

func (a *act) Bindings() []widget.Binding {
	switch a.stage {
	case actFailed:
		if errors.Is(a.err, model.ErrNotFound) || errors.Is(a.err, model.ErrForbidden) {
			return nil
		}
		return []widget.Binding{keyAgain}
	case actForm:
		return a.formBindings()
	case actPreview:
		keys := append(widget.Map(a.choices(), func(c choice) widget.Binding { return c.key }), keyEdit)
		if a.listed() {
			return append(append(keys, widget.KeyScroll), widget.Leaps()...)
		}
		return append(keys, a.page.Bindings()...)
	case actResult:
		return append([]widget.Binding{keyClose, widget.KeyScroll}, widget.Leaps()...)
	default:
		return nil
	}
}

func (a *act) formBindings() []widget.Binding {
	in, next := a.form.Current(), keyNext
	if a.task.submit == nil || in != nil && in.Tall && len(in.Options()) == 0 { // nothing can be done
		return []widget.Binding{keyAbandon}
	}
	switch {
	case len(a.task.enter.Keys()) > 0:
		next = a.task.enter
	case a.task.immediate != nil && a.task.immediate():
		next = keySave
	}
	keys := []widget.Binding{next}
	if in != nil && in.Options != nil && !in.Tall && len(in.Options()) > 1 {
		keys = append(keys, widget.KeyChange)
	}
	if len(a.form.Shown()) > 1 || in != nil && in.Tall {
		keys = append(keys, widget.KeyField)
	}
	return append(keys, keyAbandon)
}

func (a *act) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch a.stage {
	case actFailed:
		if keyAgain.Hit(msg) && len(a.Bindings()) > 0 {
			return a.Open(), true
		}
		return nil, false
	case actLoading:
		if !keyAbandon.Hit(msg) {
			a.keep(msg)
			return nil, true
		}
		return nil, false
	case actForm:
		return a.formKey(msg)
	case actPreview:
		return a.previewKey(msg)
	case actResult:
		if keyClose.Hit(msg) {
			return a.env.Replace(screen.Instead{Old: a}), true
		}
		return nil, a.list.Key(msg)
	default:
		// While something is on its way only going back is possible, and not even
		// that while it is being done: nobody should wonder whether it was.
		return nil, a.stage == actDoing
	}
}

func (a *act) formKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case keyAbandon.Hit(msg):
		return a.leave(), true
	case a.task.submit == nil:
		return nil, false
	case keyNext.Hit(msg):
		return a.ask(), true
	case a.form.Key(msg):
		a.err = nil
		return nil, true
	default:
		if in := a.form.Current(); in != nil && in.Pasted != nil && msg.Text != "" {
			a.err = model.NewFault("error.office.rows_typed", a.sending())
		}
		return nil, a.form.Typing()
	}
}

// leave goes back, once the person was asked whether what was typed may be lost.
func (a *act) leave() tea.Cmd {
	if a.stage == actForm && !a.form.Leaves() {
		a.err = nil
		return nil
	}
	return a.env.GoBack()
}

func (a *act) previewKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	for _, c := range a.choices() {
		if c.key.Hit(msg) {
			return a.finish(c), true
		}
	}
	switch {
	case keyEdit.Hit(msg):
		a.stage = actForm
		return nil, true
	case a.listed():
		return nil, a.list.Key(msg)
	default:
		return a.page.Key(msg)
	}
}

// mouse: a click on a field gives it the keys; the wheel scrolls what the
// customer would see.
func (a *act) mouse(msg tea.MouseMsg) tea.Cmd {
	m := msg.Mouse()
	if click, ok := msg.(tea.MouseClickMsg); ok && click.Button == tea.MouseLeft {
		switch {
		case m.Y == 0 && m.X < 4 && a.stage != actDoing:
			return a.leave()
		case a.stage == actForm && m.Y >= actTop && m.X < a.formWidth():
			a.form.Click(m.Y-actTop, a.formWidth()-1)
		}
		return nil
	}
	if wheel, ok := msg.(tea.MouseWheelMsg); ok && a.listed() && a.stage == actPreview {
		a.list.Wheel(wheel)
	} else if a.page != nil && (a.stage != actForm || a.wide()) {
		return a.page.Update(msg)
	}
	return nil
}

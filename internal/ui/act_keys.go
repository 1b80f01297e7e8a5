package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// takesText says that letters go into the form.
func (a *act) takesText() bool { return a.stage == actForm && a.form.typing() }

// caret is drawn with the text.
func (a *act) caret() *tea.Cursor { return nil }

func (a *act) bindings() []binding {
	switch a.stage {
	case actFailed:
		if errors.Is(a.err, model.ErrNotFound) || errors.Is(a.err, model.ErrForbidden) {
			return nil
		}
		return []binding{keyAgain}
	case actForm:
		return a.formBindings()
	case actOutlook:
		var keys []binding
		for _, end := range a.deed.endings(a) {
			keys = append(keys, end.key)
		}
		keys = append(keys, keyEdit)
		if a.page == nil || a.look.plan != nil {
			return append(keys, keyScroll)
		}
		return append(keys, a.page.bindings()...)
	default:
		return nil
	}
}

func (a *act) formBindings() []binding {
	next := keyNext
	if in := a.form.current(); in == nil || a.immediate() {
		next = keySave
	}
	keys := []binding{next}
	if in := a.form.current(); in != nil && in.options != nil && !in.tall && len(in.options()) > 1 {
		keys = append(keys, keyChange)
	}
	if len(a.form.shown()) > 1 || a.form.current() != nil && a.form.current().tall {
		keys = append(keys, keyField)
	}
	if a.form.typing() { // Elsewhere the usual key for going back is shown.
		keys = append(keys, keyAbandon)
	}
	return keys
}

// immediate says that enter does the deed, without anything to see before.
func (a *act) immediate() bool {
	d, ok := a.deed.(interface{ immediate() bool })
	return ok && d.immediate()
}

func (a *act) key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch a.stage {
	case actFailed:
		if keyAgain.hit(msg) && len(a.bindings()) > 0 {
			return a.open(), true
		}
		return nil, false
	case actForm:
		return a.formKey(msg)
	case actOutlook:
		return a.outlookKey(msg)
	default:
		// While something is on its way only going back is possible, and not even
		// that while it is being done: nobody should wonder whether it was.
		return nil, a.stage == actDoing
	}
}

func (a *act) formKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case keyAbandon.hit(msg):
		return goBack, true
	case keyNext.hit(msg):
		return a.ask(), true
	case a.form.key(msg):
		a.err = nil
		return nil, true
	default:
		return nil, a.form.typing()
	}
}

func (a *act) outlookKey(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	for _, end := range a.deed.endings(a) {
		if end.key.hit(msg) {
			return a.finish(end), true
		}
	}
	if keyEdit.hit(msg) {
		if len(a.form.inputs) == 0 {
			return goBack, true
		}
		a.stage = actForm
		return nil, true
	}
	if a.look.plan != nil {
		return nil, a.scrollKey(msg)
	}
	if a.page == nil {
		return nil, false
	}
	return a.page.key(msg)
}

// scrollKey moves through a voyage's shipments.
func (a *act) scrollKey(msg tea.KeyPressMsg) bool {
	by, used := scrollKey(msg, max(1, a.height/2), len(a.look.plan.Shipments))
	if !used {
		return false
	}
	a.list += by
	a.list = max(0, min(a.list, len(a.look.plan.Shipments)-1))
	return true
}

// mouse: a click on a field gives it the keys; the wheel scrolls what the
// customer would see.
func (a *act) mouse(msg tea.MouseMsg) tea.Cmd {
	m := msg.Mouse()
	if click, ok := msg.(tea.MouseClickMsg); ok && click.Button == tea.MouseLeft {
		switch {
		case m.Y == 0 && m.X < 4 && a.stage != actDoing:
			return goBack
		case a.stage == actForm && m.Y >= actTop && m.X < a.formWidth():
			a.form.click(m.Y-actTop, a.formWidth()-1)
		}
		return nil
	}
	if _, ok := msg.(tea.MouseWheelMsg); !ok {
		return nil
	}
	if a.look.plan != nil && a.stage == actOutlook {
		a.list = max(0, min(a.list+wheelLines(msg.(tea.MouseWheelMsg)), len(a.look.plan.Shipments)-1))
		return nil
	}
	if a.page == nil || a.stage == actForm && !a.wide() {
		return nil
	}
	return a.page.update(msg)
}

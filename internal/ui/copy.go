package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// keyCopy copies one text of the chosen shipment; pressed again, the next one.
var keyCopy = widget.Bind("key.copy", "y")

// copying is how far the key has come.
type copying struct {
	ref   model.Text
	times int
}

// toCopy is the record of which a text is to be copied.
type toCopy struct {
	copying
	record model.Published
	err    error
}

// chosen is the shipment that is chosen on the top screen, zero for none, and what
// is known of it there.
func (r *Root) chosen() (model.Text, *model.Published) {
	if s, ok := r.top().(screen.Chooser); ok {
		return s.Chosen()
	}
	return model.Text{}, nil
}

// copy asks for the record of the chosen shipment.
func (r *Root) copy() tea.Cmd {
	ref, _ := r.chosen()
	if r.copied.ref != ref {
		r.copied = copying{ref: ref}
	}
	next := toCopy{copying: r.copied}
	r.copied.times++
	parent, data := r.env.Ctx, r.env.Data
	return screen.Ask(parent, screen.AskingLimit, func(ctx context.Context) tea.Msg {
		next.record, next.err = data.Shipment(ctx, ref.String())
		return next
	})
}

// copyOf chooses the text, and says what it was and what comes next.
func (r *Root) copyOf(msg toCopy) tea.Cmd {
	if msg.times+1 < r.copied.times { // the key was pressed again meanwhile, and that answer may have come before
		return nil
	}
	if msg.err != nil {
		message, _ := r.env.Failure(msg.err)
		r.notice = &session.Notice{Key: "copy.failed", Args: []any{message}}
		return nil
	}
	all := shipment.Copies(r.env.Look, msg.record, r.env.Now())
	now, next := all[msg.times%len(all)], all[(msg.times+1)%len(all)]
	told := &session.Notice{Key: "copy.done", Args: []any{r.env.Say(now.Name, now.Text), r.env.Say(next.Name + ".next")}}
	return func() tea.Msg { return toTerminal{copied: now.Text, notice: told} }
}

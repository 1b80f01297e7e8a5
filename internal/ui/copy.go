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

// copied is how far the key has come.
type copied struct {
	ref   model.Text
	times int
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
		r.copied = copied{ref: ref}
	}
	times, data := r.copied.times, r.env.Data
	r.copied.times++
	return screen.AskFor(r.env, &r.copying, func(ctx context.Context) (model.Published, error) {
		return data.Shipment(ctx, ref.String())
	}, func(record model.Published, err error) tea.Cmd { return r.copyOf(record, times, err) })
}

// copyOf chooses the text, and says what it was and what comes next.
func (r *Root) copyOf(record model.Published, times int, err error) tea.Cmd {
	if err != nil {
		message, _ := r.env.Failure(err)
		r.notice = &session.Notice{Key: "copy.failed", Args: []any{message}}
		return nil
	}
	all := shipment.Copies(r.env.Look, record, r.env.Now())
	now, next := all[times%len(all)], all[(times+1)%len(all)]
	told := &session.Notice{Key: "copy.done", Args: []any{r.env.Say(now.Name, now.Text), r.env.Say(next.Name + ".next")}}
	return func() tea.Msg { return toTerminal{copied: now.Text, notice: told} }
}

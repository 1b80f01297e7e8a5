package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/list"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// What a person may want of the terminal itself, for this session.
var (
	keyMouse = widget.Bind("key.mouse", "M").Hushed()
	keyBell  = widget.Bind("key.bell", "B").Hushed()
)

// toTerminal is what is asked of the terminal beside showing a view.
type toTerminal struct {
	copied string // a text for the person's clipboard
	call   string // why the person is called
	// notice tells of it, with the text: not every terminal takes one.
	notice *session.Notice
}

// Clipboard and Attention are for whoever writes to the terminal.
func (m toTerminal) Clipboard() string { return m.copied }

// Attention likewise.
func (m toTerminal) Attention() string { return m.call }

// toggleMouse lets the mouse go, so that the terminal's own selection works, or
// takes it back.
func (r *Root) toggleMouse() tea.Cmd {
	if r.mouseFree = !r.mouseFree; !r.mouseFree {
		r.notice = &session.Notice{Key: "mouse.back"}
	}
	return nil
}

// toggleBell has the terminal ring when something changes, or no more.
func (r *Root) toggleBell() tea.Cmd {
	r.bell = !r.bell
	r.notice = &session.Notice{Key: map[bool]string{true: "bell.on", false: "bell.off"}[r.bell]}
	return nil
}

// ring calls for a change above since, where that was asked for. read is what a
// screen has read of it.
func (r *Root) ring(since uint64, read tea.Msg) tea.Cmd {
	if !r.bell {
		return nil
	}
	text := r.env.Say("bell.news", r.env.Forwarder.Name)
	if rows, ok := read.(list.Reread); ok {
		if ref := rows.Changed(since); !ref.IsZero() {
			text = r.env.Say("bell.news.of", r.env.Forwarder.Name, ref)
		}
	}
	return func() tea.Msg { return toTerminal{call: text} }
}

// links are the texts on the screen that lead somewhere, and what they depend on.
type links struct {
	carrier    model.Text
	generation int
	pairs      [][2]string
}

// Links are the texts on the screen that lead somewhere, each with its address:
// the forwarder's mail and telephone, and the page of the chosen shipment's carrier.
func (r *Root) Links() [][2]string {
	r = r.shown()
	var carrier model.Text
	if _, record := r.chosen(); record != nil {
		carrier = record.Carrier
	}
	if r.links.generation != r.env.Generation || r.links.carrier != carrier {
		r.links = links{carrier, r.env.Generation, r.linksTo(carrier)}
	}
	return r.links.pairs
}

func (r *Root) linksTo(carrier model.Text) [][2]string {
	pairs := r.env.Forwarder.Links()
	if page := model.CarrierPage(carrier.String()); page != "" {
		pairs = append(pairs, [2]string{words.Carrier(carrier.String()), page})
	}
	return pairs
}

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

package ui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// View implements tea.Model. Until the size is known nothing is drawn.
func (r *Root) View() tea.View {
	r = r.shown()
	v := tea.View{
		AltScreen:   true,
		MouseMode:   tea.MouseModeCellMotion,
		WindowTitle: r.title(),
	}
	if r.mouseFree {
		v.MouseMode = tea.MouseModeNone
	}
	switch {
	case r.width == 0:
	case widget.BelowFloor(r.width, r.height):
		v.Content = widget.Clip(r.env.Say("screens.too_small", widget.FloorWidth, widget.FloorHeight), r.width)
	default:
		v.Content = r.content()
		v.Cursor = r.cursor()
	}
	return v
}

// title is whose page this is, and for a customer how many shipments have news.
func (r *Root) title() string {
	if n := r.env.News.Unread(); n > 0 && r.env.Staff.Role == "" {
		return r.env.Say("screens.title.news", n, r.env.ForwarderName())
	}
	return r.env.ForwarderName()
}

func (r *Root) cursor() *tea.Cursor {
	s, ok := r.top().(screen.Typist)
	if !ok || !s.TakesText() {
		return nil
	}
	caret := s.Caret()
	if caret != nil {
		caret.Y += len(r.above())
	}
	return caret
}

// content is the top screen's lines and the bottom line, one line of text for
// every line of the window.
func (r *Root) content() string {
	above, lines := r.above(), r.top().View()
	var b strings.Builder
	b.Grow(max(r.drawn, r.height*r.width))
	for _, line := range above {
		b.WriteString(line + "\n")
	}
	for i := range r.height - 1 - len(above) {
		if i < len(lines) {
			b.WriteString(lines[i])
		}
		b.WriteByte('\n')
	}
	b.WriteString(r.bottom())
	r.drawn = b.Len() + b.Len()/16 // the next one is about as long
	return b.String()
}

// bottom is a notice, or the keys that work here; at its end it says when the
// screen does not follow the changes any more.
func (r *Root) bottom() string {
	if r.notice != nil {
		text := widget.Clip(r.env.Say(r.notice.Key, r.notice.Args...), r.width-2)
		return " " + r.env.Theme.Attention.Paint(text)
	}
	right := ""
	if r.mouseFree {
		right = r.env.Theme.Attention.Paint(widget.Clip(r.env.Say("mouse.free"), r.width-2)) + " "
	}
	if !r.env.Live && r.env.Data != nil && r.opened {
		right = r.env.Theme.Attention.Paint(widget.Clip(r.env.Say(r.env.Watching()+".hint"), r.width-2)) + " "
	}
	if r.wait != nil && r.wait.spinner != nil {
		right = r.wait.spinner.View() + " "
	}
	return widget.Ends(r.hints(r.width-widget.Cells(right)), right, r.width)
}

// hints is the line of the keys that work here. Writing it takes 40 µs, and it is the
// same from one key press to the next nearly always: so it is kept.
func (r *Root) hints(width int) string {
	own := r.top().Bindings()
	now := hintsFor{writing: r.writing(), copies: r.copies(), depth: len(r.stack), width: width, generation: r.env.Generation}
	if now != r.hinted || !slices.EqualFunc(own, r.hintedOwn, widget.Binding.Same) {
		r.hinted, r.hintedOwn = now, own
		r.hintsLine = widget.Hints(r.env.Look, slices.Concat(own, r.common()), width)
	}
	return r.hintsLine
}

// hintsFor is all that the line of keys depends on beside the screen's own.
type hintsFor struct {
	writing, copies          bool
	depth, width, generation int
}

// above are the lines that stand above every screen of the session. In a preview they
// say so, and as whom. The holder of a code, who has never been here before, reads
// whose page it is, whether it is live, until when the code holds, and whom to call.
func (r *Root) above() []string {
	e, t := r.env, r.env.Theme
	switch {
	case !e.Preview.IsZero():
		banner := e.Banner
		if banner.IsZero() {
			banner = model.Remark{Key: "office.preview.banner", Args: []any{e.Preview}}
		}
		return []string{t.Banner.Paint(widget.Fit(" "+banner.Tell(e.Words, e.Now()), r.width))}
	case e.Until != nil && !r.isPaused():
		until := " " + widget.Clip(e.Say("holder.until", e.Words.OfficeDay(e.Until(), e.Now())), r.width-2)
		reach := e.Reach(r.width - widget.Cells(until) - 4)
		return []string{screen.Header(e, r.width), widget.Ends(t.Muted.Paint(until), t.Text.Paint(reach)+" ", r.width)}
	default:
		return nil
	}
}

// point hands a mouse event to the screen, in the screen's own coordinates.
func (r *Root) point(msg tea.MouseMsg) tea.Cmd {
	up := len(r.above())
	if msg.Mouse().Y < up {
		return nil
	}
	return r.top().Update(widget.Moved(msg, 0, up))
}

// patience is how long an answer may take before it is shown that one waits.
const patience = 300 * time.Millisecond

// waiting is the wait of the screen on top for an answer. The spinner, which is in
// ASCII for every terminal, is made when the wait lasts and let go with its end:
// nothing turns while nobody waits.
type waiting struct{ spinner *spinner.Model }

// waits looks whether the screen on top waits, after every message.
func (r *Root) waits() tea.Cmd {
	s, can := r.top().(screen.Waiter)
	on := can && s.Waiting()
	switch {
	case !on:
		r.wait = nil
	case r.wait == nil:
		r.wait = new(waiting)
		return r.turns(r.wait, patience)
	}
	return nil
}

// turns shows the next frame of the spinner after a while, if that wait still lasts.
func (r *Root) turns(wait *waiting, after time.Duration) tea.Cmd {
	return r.env.After(after, screen.Call(func() tea.Cmd {
		switch {
		case wait != r.wait:
			return nil
		case wait.spinner == nil:
			made := spinner.New(spinner.WithSpinner(spinner.Line), spinner.WithStyle(r.env.Theme.KeyStyle))
			wait.spinner = &made
		default:
			*wait.spinner, _ = wait.spinner.Update(wait.spinner.Tick())
		}
		return r.turns(wait, wait.spinner.Spinner.FPS)
	}))
}

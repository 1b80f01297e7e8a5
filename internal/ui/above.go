package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// aboveLines is how many lines stand above every screen of the session.
func (r *Root) aboveLines() int {
	switch {
	case !r.env.Preview.IsZero():
		return 1
	case r.env.Until != nil:
		return 2
	default:
		return 0
	}
}

// above are these lines. In a preview they say so, and as whom. The holder of a
// code, who has never been here before, reads whose page it is, whether it is
// live, until when the code holds, and whom to call.
func (r *Root) above() []string {
	switch r.aboveLines() {
	case 1:
		text := widget.Fit(" "+r.env.Say("office.preview.banner", r.env.Preview), r.width)
		return []string{r.env.Theme.Banner.Paint(text)}
	case 2:
		t := r.env.Theme
		until := " " + widget.Clip(r.env.Say("holder.until", r.env.Words.HouseDay(r.env.Until(), r.env.Now())), r.width-2)
		room := r.width - widget.Cells(until) - 4
		return []string{
			screen.Header(r.env, r.width), widget.Ends(t.Muted.Paint(until), t.Text.Paint(r.env.Reach(room))+" ", r.width),
		}
	default:
		return nil
	}
}

// point hands a mouse event to the screen, in the screen's own coordinates.
func (r *Root) point(msg tea.MouseMsg) tea.Cmd {
	up := r.aboveLines()
	if msg.Mouse().Y < up {
		return nil
	}
	return r.top().Update(widget.Moved(msg, 0, up))
}

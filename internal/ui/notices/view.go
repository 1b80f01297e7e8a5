package notices

import (
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// noticesTop is the line on which the form begins.
const noticesTop = 3

func (n *notices) formWidth() int { return min(n.width-2, 2*widget.ParagraphCells) }

// View has the four states of what is loaded, and of what is saved.
func (n *notices) View() []string {
	e, t := n.env, n.env.Theme
	lines := []string{" " + t.Title.Paint(widget.Clip(e.Say("notices.title"), n.width-2)), widget.Rule(e.Look, n.width), ""}
	switch {
	case n.err != nil:
		lines = n.failed(lines, "notices.failed", n.err)
		lines = n.put(lines, t.Muted, e.Say("notices.retry"))
	case !n.loaded:
		lines = n.put(lines, t.Muted, e.Say("notices.loading"))
	default:
		form, _ := n.form.View(n.formWidth())
		for _, line := range form {
			lines = append(lines, " "+line)
		}
		lines = append(lines, "")
		lines = n.put(lines, t.Muted, e.Say("notices.to", e.Who.String()))
		lines = n.outcome(lines)
	}
	return lines[:min(len(lines), n.height)]
}

// outcome says how the saving goes.
func (n *notices) outcome(lines []string) []string {
	e, t := n.env, n.env.Theme
	switch {
	case n.saving:
		return n.put(lines, t.Muted, e.Say("notices.saving"))
	case n.lost != nil:
		return n.failed(lines, "notices.unsaved", n.lost)
	}
	return lines
}

// failed adds what could not be done and why; and where nothing can be done
// about it, whom to ask.
func (n *notices) failed(lines []string, key string, err error) []string {
	e, t := n.env, n.env.Theme
	message, hint := e.Failure(err)
	lines = n.put(lines, t.Attention, e.Say(key))
	lines = n.put(lines, t.Text, message)
	if hint != "" {
		return n.put(lines, t.Text, hint)
	}
	return e.AskWhom(lines, parts.LeadCells, n.width)
}

// put adds a sentence, set in lines; nothing for an empty one.
func (n *notices) put(lines []string, s theme.Style, text string) []string {
	return widget.Said(lines, parts.LeadCells, s, text, n.width)
}

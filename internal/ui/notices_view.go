package ui

import "porthole/internal/ui/theme"

// noticesTop is the line on which the form begins.
const noticesTop = 3

func (n *notices) formWidth() int { return min(n.width-2, 2*paragraphCells) }

// view has the four states of what is loaded, and of what is saved.
func (n *notices) view() []string {
	e, t := n.env, n.env.theme
	lines := []string{" " + t.Title.Paint(clip(e.say("notices.title"), n.width-2)), rule(e.Look, n.width), ""}
	switch {
	case n.err != nil:
		lines = n.failed(lines, "notices.failed", n.err)
		lines = n.put(lines, t.Muted, e.say("notices.retry"))
	case !n.loaded:
		lines = n.put(lines, t.Muted, e.say("notices.loading"))
	default:
		form, _ := n.form.view(n.formWidth())
		for _, line := range form {
			lines = append(lines, " "+line)
		}
		lines = append(lines, "")
		lines = n.put(lines, t.Muted, e.say("notices.to", e.who.String()))
		lines = n.outcome(lines)
	}
	return lines[:min(len(lines), n.height)]
}

// outcome says how the saving goes.
func (n *notices) outcome(lines []string) []string {
	e, t := n.env, n.env.theme
	switch {
	case n.saving:
		return n.put(lines, t.Muted, e.say("notices.saving"))
	case n.lost != nil:
		return n.failed(lines, "notices.unsaved", n.lost)
	}
	return lines
}

// failed adds what could not be done and why; and where nothing can be done
// about it, whom to ask.
func (n *notices) failed(lines []string, key string, err error) []string {
	e, t := n.env, n.env.theme
	message, hint := e.failure(err)
	lines = n.put(lines, t.Attention, e.say(key))
	lines = n.put(lines, t.Text, message)
	if hint != "" {
		return n.put(lines, t.Text, hint)
	}
	for _, line := range e.whomToAsk(min(paragraphCells, n.width-2*leadCells)) {
		lines = append(lines, pad(leadCells)+t.Text.Paint(line))
	}
	return lines
}

// put adds a sentence, set in lines; nothing for an empty one.
func (n *notices) put(lines []string, s theme.Style, text string) []string {
	if text == "" {
		return lines
	}
	for _, line := range wrap(text, min(paragraphCells, n.width-2*leadCells)) {
		lines = append(lines, pad(leadCells)+s.Paint(line))
	}
	return lines
}

package ui

import (
	"errors"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// states is a word about why there is nothing to show; nil when there is. empty
// is what the catalogue says then.
func (r *roster[T]) states(width int, loading, empty string) []string {
	e := r.env
	say := func(s theme.Style, text string) (lines []string) {
		for _, line := range widget.Wrap(text, max(1, min(widget.ParagraphCells, width-2*parts.LeadCells))) {
			lines = append(lines, widget.Pad(parts.LeadCells)+s.Paint(line))
		}
		return lines
	}
	switch {
	case r.err != nil:
		message, hint := e.Failure(r.err)
		lines := append([]string{""}, say(e.Theme.Attention, message)...)
		if hint != "" {
			lines = append(lines, say(e.Theme.Text, hint)...)
		}
		if errors.Is(r.err, model.ErrForbidden) {
			return lines
		}
		return append(lines, say(e.Theme.Text, e.Say("list.retry"))...)
	case !r.ready:
		return append([]string{""}, say(e.Theme.Muted, e.Say(loading))...)
	case len(r.items) == 0:
		return append([]string{""}, say(e.Theme.Strong, e.Say(empty))...)
	default:
		return nil
	}
}

package pager

import (
	"errors"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// States is a word about why there is nothing to show; nil when there is. empty
// is what the catalogue says then.
func (r *Roster[T]) States(width int, loading, empty string) []string {
	e := r.env
	say := func(s theme.Style, text string) (lines []string) {
		for _, line := range widget.Wrap(text, max(1, min(widget.ParagraphCells, width-2*parts.LeadCells))) {
			lines = append(lines, widget.Pad(parts.LeadCells)+s.Paint(line))
		}
		return lines
	}
	switch {
	case r.Err != nil:
		message, hint := e.Failure(r.Err)
		lines := append([]string{""}, say(e.Theme.Attention, message)...)
		if hint != "" {
			lines = append(lines, say(e.Theme.Text, hint)...)
		}
		if errors.Is(r.Err, model.ErrForbidden) {
			return lines
		}
		return append(lines, say(e.Theme.Text, e.Say("list.retry"))...)
	case !r.Ready:
		return append([]string{""}, say(e.Theme.Muted, e.Say(loading))...)
	case len(r.Items) == 0:
		return append([]string{""}, say(e.Theme.Strong, e.Say(empty))...)
	default:
		return nil
	}
}

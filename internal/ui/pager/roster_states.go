package pager

import (
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// States is a word about why there is nothing to show; nil when there is. empty
// is what the catalogue says then.
func (r *Roster[T]) States(width int, loading, empty string) []string {
	e := r.env
	switch lines := []string{""}; {
	case r.Err != nil:
		return e.Failed(lines, parts.LeadCells, r.Err, "list.retry", width)
	case !r.Ready:
		return widget.Said(lines, parts.LeadCells, e.Theme.Muted, e.Say(loading), width)
	case len(r.Items) == 0:
		return widget.Said(lines, parts.LeadCells, e.Theme.Strong, e.Say(empty), width)
	default:
		return nil
	}
}

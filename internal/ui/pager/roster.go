// Package pager holds some pages of a long list round the cursor, whatever the
// length of the list behind them: a [Window] of shipments, a [Roster] of anything
// that staff look through. What a row looks like is not its matter.
package pager

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// Roster is a long list of the staff's, of which some pages round the cursor are
// held. Its cursors lead forward only, so it remembers where its pages began.
type Roster[T any] struct {
	Pages
	env     *screen.Env
	what    string // is read, for the log
	fetch   Fetch[T]
	same    func(a, b T) bool      // both are about the same thing
	Partner model.PartnerFreshness // about whose shipments alone it is; zero: about all

	gone  []string // cursors of the pages from the first of the list on that were let go
	pages []Batch[T]
	Items []T    // of these pages
	next  string // cursor of the page behind; empty at the end of the list
	Total int    // of all pages, where it is told
	About any    // what was read beside the items of the last page
}

// Fetch reads the page behind a cursor; of one partner's alone, or with an empty one
// of all.
type Fetch[T any] func(ctx context.Context, partner, after string) (Batch[T], error)

// NewRoster is a list of what fetch reads, of which nothing is held yet.
func NewRoster[T any](e *screen.Env, what string, same func(a, b T) bool, fetch Fetch[T]) *Roster[T] {
	r := &Roster[T]{env: e, what: what, fetch: fetch, same: same}
	r.Pages = PagesOf(r)
	return r
}

// Held implements holder.
func (r *Roster[T]) Held() (rows int, before, behind bool) {
	return len(r.Items), len(r.gone) > 0, r.next != ""
}

// Batch is one page of a roster.
type Batch[T any] struct {
	Items []T
	Next  string
	Total int
	About any    // what was read beside the items
	start string // the cursor behind which it was read
}

// rosterPages bounds what is held.
const rosterPages = 4

// Load asks for pages. Of the end of the list only what is held is at hand.
func (r *Roster[T]) Load(kind LoadKind) tea.Cmd {
	if kind == LoadLast {
		return r.Move(len(r.Items) - 1)
	}
	question := r.Question(kind)
	if question == nil {
		return nil
	}
	from, pages := "", 1
	switch {
	case kind == LoadAgain && r.Ready:
		from, pages = r.pages[0].start, len(r.pages)
	case kind == LoadBehind:
		from = r.next
	case kind == LoadAhead:
		from = r.gone[len(r.gone)-1]
	}
	what, fetch, partner := r.what, r.fetch, r.Partner.Partner
	return screen.AskFor(r.env, question, func(ctx context.Context) ([]Batch[T], error) {
		return ReadPages(pages, from, func(after string) (Batch[T], string, error) {
			page, err := fetch(ctx, partner, after)
			if err != nil {
				err = fmt.Errorf("reading %s: %w", what, err)
			}
			page.start = after
			return page, page.Next, err
		})
	}, func(got []Batch[T], err error) tea.Cmd { return r.loaded(kind, got, err) })
}

// Update takes the messages that are about any such list.
func (r *Roster[T]) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Answer:
		return r.Take(msg)
	case screen.Narrowed:
		r.Partner = msg.To
		return r.Load(LoadFresh)
	case screen.Refresh:
		return r.Load(LoadAgain)
	case screen.Resized:
		return r.Extend()
	}
	return nil
}

func (r *Roster[T]) loaded(kind LoadKind, pages []Batch[T], err error) tea.Cmd {
	if !kind.Replaces() {
		if err == nil {
			r.extended(kind, pages[0])
		}
		return nil
	}
	if r.Outcome(kind, err); err == nil {
		r.replace(kind, pages)
	}
	return r.Answered()
}

// replace puts the pages in the place of those that were held; the cursor stays
// on what it stood on, and that on its line.
func (r *Roster[T]) replace(kind LoadKind, pages []Batch[T]) {
	chosen := *r.Chosen()
	if kind == LoadFresh {
		r.gone = nil
	}
	r.hold(pages)
	r.Ready = true
	r.Place(kind, slices.IndexFunc(r.Items, func(other T) bool { return r.same(chosen, other) }))
}

// hold brings the items of the pages together.
func (r *Roster[T]) hold(pages []Batch[T]) {
	r.pages, r.Items = pages, nil
	for _, page := range pages {
		r.Items, r.next, r.Total, r.About = append(r.Items, page.Items...), page.Next, page.Total, page.About
	}
}

// extended adds a page at one end and lets go of one at the other.
func (r *Roster[T]) extended(kind LoadKind, page Batch[T]) {
	if kind == LoadAhead {
		r.gone = r.gone[:len(r.gone)-1]
		pages := slices.Insert(r.pages, 0, page)
		r.hold(pages[:min(len(pages), rosterPages)])
		r.Shift(len(page.Items))
		return
	}
	pages, first := append(r.pages, page), r.pages[0]
	if len(pages) <= rosterPages {
		r.hold(pages)
		return
	}
	r.gone = append(r.gone, first.start)
	r.hold(pages[1:])
	r.Shift(-len(first.Items))
}

// Chosen is what the cursor stands on; the zero value where there is nothing.
func (r *Roster[T]) Chosen() *T {
	if r.Cursor < 0 || r.Cursor >= len(r.Items) {
		return new(T)
	}
	return &r.Items[r.Cursor]
}

// Heading is the line above the list: its title, whose shipments it is about alone,
// and something at the end.
func (r *Roster[T]) Heading(title, right string, width int) string {
	t := r.env.Theme
	left := widget.Prose{widget.Plain(" "), t.Accent.Says(title)}
	if r.Partner.Partner != "" {
		left = append(left, t.Text.Says(theme.Between+r.Partner.Name.String()))
	}
	var end widget.Prose
	if right != "" {
		end = widget.Prose{t.Muted.Says(right)}
	}
	return widget.Apart(left, end, width-1).Paint(width)
}

// Rule is the rule under the rows.
func (r *Roster[T]) Rule(width int) string {
	return r.Pages.Rule(r.env.Look, width, len(r.gone)*PageRows, r.Total, "", "")
}

// Rows are the lines of the items in sight.
func (r *Roster[T]) Rows(row func(item *T, chosen bool) []string) (lines []string) {
	for i := r.Top; i < min(len(r.Items), r.Top+r.Visible); i++ {
		lines = append(lines, row(&r.Items[i], i == r.Cursor)...)
	}
	return lines
}

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

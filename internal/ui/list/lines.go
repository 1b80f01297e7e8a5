package list

import (
	"slices"
	"sync/atomic"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// look is all that the lines of a row depend on, beside the row itself and the
// way in which it stands on the screen.
type look struct {
	theme   *theme.Theme
	words   words.Catalogue
	layout  widget.Layout
	columns parts.Columns
	minute  int64 // what is overdue changes with time
}

// pageLines is a page of the list in one look, prepared line by line as it is
// needed. It is kept beside the page: whoever shows the same page in the same
// look has the same lines, and nobody else can come to them.
type pageLines struct {
	look look
	rows []atomic.Pointer[rowLines] // nil: nobody has had it in sight
}

// at is the place for the lines of the index-th row of the page.
func (p *pageLines) at(index int) *rowLines {
	here := &p.rows[index]
	if here.Load() == nil {
		here.CompareAndSwap(nil, new(rowLines))
	}
	return here.Load()
}

// rowLines is a row in each of the ways in which it can stand on the screen; nil
// where nobody has needed it yet.
type rowLines struct {
	entry [parts.Places][parts.Freshnesses]atomic.Pointer[[2]string]
	lower [parts.Freshnesses]atomic.Pointer[[]string]
}

// linesOf is the page in that look.
func linesOf(p *model.Page, as look) *pageLines {
	return kept(p, func(s *pageLines) bool { return s.look == as }, func() *pageLines {
		return &pageLines{as, make([]atomic.Pointer[rowLines], len(p.Rows))}
	})
}

// kept is a thing of its kind that is kept beside a page, or is made and kept.
func kept[T any](p *model.Page, is func(T) bool, fresh func() T) T {
	found := p.Cache.Find(func(thing any) bool { t, ok := thing.(T); return ok && is(t) }, func() any { return fresh() })
	return found.(T) //nolint:forcetypeassert // nothing else passes
}

// heldLines are those of the pages that a list holds.
type heldLines struct {
	look look
	each []*pageLines // nil: to be looked for
}

// at is the place for the lines of the index-th row.
func (s *heldLines) at(index int) *rowLines {
	for _, page := range s.each {
		if index < len(page.rows) {
			return page.at(index)
		}
		index -= len(page.rows)
	}
	return new(rowLines)
}

// prepared looks the lines up again when something about them has changed; in
// another year other days have their year beside them.
func (l *List) prepared(now time.Time) *heldLines {
	if l.columns.Year != now.Year() {
		l.divide()
	}
	as := look{l.env.Theme, l.env.Words, l.layout, l.columns, now.Unix() / 60}
	if l.lines.each == nil || l.lines.look != as {
		l.lines = heldLines{look: as, each: slices.Grow(l.lines.each[:0], len(l.win.Pages))}
		for i := range l.win.Pages {
			l.lines.each = append(l.lines.each, linesOf(&l.win.Pages[i], as))
		}
	}
	return &l.lines
}

// division is what the columns depend on.
type division struct {
	extent     parts.Extent
	layout     widget.Layout
	generation int
	year       int
}

// divide fits the columns to the rows that are held.
func (l *List) divide() {
	l.lines.each = nil
	var all parts.Extent
	for i := range l.win.Pages {
		page := &l.win.Pages[i]
		all.Join(kept(page, func(parts.Extent) bool { return true }, func() parts.Extent { return parts.ExtentOf(page.Rows) }))
	}
	now := l.env.Now()
	as := division{all, l.layout, l.env.Generation, now.Year()}
	if as == l.divided {
		return
	}
	l.divided, l.upper.lines = as, nil
	divide := parts.ColumnsFor
	if l.layout.Breadth == widget.Wide {
		divide = parts.PairedFor
	}
	l.columns = divide(l.env.Look, l.layout.List, all, now)
}

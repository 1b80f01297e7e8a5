package model

import (
	"slices"
	"time"
)

// Tab is a division of a partner's list.
type Tab string

// The tabs. Active are confirmed and in transit; with what is done, the drafts and
// what was cancelled they add up to All. Attention is decided by [Row.Attention], and
// is part of the others.
const (
	TabAll       Tab = "all"
	TabActive    Tab = "active"
	TabAttention Tab = "attention"
	TabDone      Tab = "done"
	TabDraft     Tab = "draft"
	TabCancelled Tab = "cancelled"
)

// Tabs lists them in the order of the screen.
func Tabs() []Tab {
	return []Tab{TabAll, TabActive, TabAttention, TabDone, TabDraft, TabCancelled}
}

// Rare says that the tab is on the screen only while something stands under it.
func (t Tab) Rare() bool { return t == TabDraft || t == TabCancelled }

// Statuses are those that stand under the tab; Attention is no matter of
// status and has none.
func (t Tab) Statuses() []Status {
	switch t {
	case TabActive:
		return []Status{Confirmed, InTransit}
	case TabDone, TabDraft, TabCancelled:
		return []Status{Status(t)}
	case TabAttention:
		return nil
	default:
		return Statuses()
	}
}

// Sort is an order of the list. All run upward, the unknown last, but for
// ByUpdated, which has the latest first, and ByMatch, which has first what agrees
// most closely with the first word that is searched for.
type Sort string

// The orders.
const (
	ByUpdated Sort = "updated"
	ByETD     Sort = "etd"
	ByETA     Sort = "eta"
	ByRef     Sort = "ref"
	ByStatus  Sort = "status"
	ByMatch   Sort = "match" // of a search alone
)

// Sorts lists those of every list, the usual one first.
func Sorts() []Sort { return []Sort{ByUpdated, ByETD, ByETA, ByRef, ByStatus} }

// ParseSort reads an order's name.
func ParseSort(text string) (Sort, bool) {
	if slices.Contains(Sorts(), Sort(text)) {
		return Sort(text), true
	}
	return "", false
}

// MaxPage is the largest page that a query gets.
const MaxPage = 500

// Query asks for one page of a list. The zero value is the first page of all,
// latest changes first.
type Query struct {
	Tab     Tab    // empty: TabAll
	Status  Status // empty: those of the tab
	Search  string // words, each a prefix of any reference, port or vessel; see Fold, Grouped
	Filter  string // conditions, as the package filter reads them
	Sort    Sort   // empty: see Order
	Reverse bool

	Today  time.Time // the day from which the filter counts, where the reader is
	Since  uint64    // the change up to which the reader has seen the list, for the filter
	Limit  int       // 0: 50; at most MaxPage
	After  string    // a cursor of an earlier page: rows behind it
	Before string    // a cursor: rows ahead of it, the nearest Limit of them
	Last   bool      // the last page
}

// On makes the filter of a query count from the day that now is.
func (q *Query) On(now time.Time) {
	q.Today = time.Time{}
	if q.Filter != "" {
		year, month, day := now.Date()
		q.Today = time.Date(year, month, day, 0, 0, 0, 0, now.Location())
	}
}

// Order is the one in which the list comes: without another, that of what matched
// where words are searched for, and else the latest change first.
func (q Query) Order() Sort {
	switch words := Fold(q.Search) != ""; {
	case q.Sort != "" && (q.Sort != ByMatch || words):
		return q.Sort
	case words:
		return ByMatch
	default:
		return ByUpdated
	}
}

// Page is one page of a list. Cursors are opaque, made of keys and not of
// positions: they stay good when rows come and go.
type Page struct {
	Rows  []Row
	Start string     // After: Start asks for this page again
	Prev  string     // Before: Prev asks for the page ahead; empty at the beginning
	Next  string     // After: Next asks for the page behind; empty at the end
	Cache *PageCache // beside the page, where it is shared; may be nil
}

// Counts is how many shipments stand under each tab.
type Counts map[Tab]int

// Change is a line of a partner's change feed: the shipment Ref was changed in
// a way that customers can see.
type Change struct {
	Seq uint64 `json:"seq"`
	Ref Text   `json:"ref"`
	Row Row    `json:"row"` // as it is after the change
}

package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"porthole/internal/model"
	"porthole/internal/model/filter"
)

// fakeData is a room in memory. Failures are set by the tests.
type fakeData struct {
	stage *stage

	mu      sync.Mutex
	records []model.Published
	version uint64
	fail    error // of everything
	wake    chan struct{}
	pages   int // how often a page was asked for
	house   model.Forwarder
	points  []fakePoint // what the cursors lead to
}

// fakePoint is a place in a list: as the store's it is made of what the row was,
// and stays when the row goes elsewhere. at: the row itself counts.
type fakePoint struct {
	row model.Row
	at  bool
}

func (d *fakeData) cursor(row model.Row, at bool) string {
	d.points = append(d.points, fakePoint{row, at})
	return strconv.Itoa(len(d.points) - 1)
}

// place is how many of the rows stand before the cursor's point.
func (d *fakeData) place(rows []model.Row, q model.Query, cursor string) int {
	n, err := strconv.Atoi(cursor)
	if err != nil {
		return 0
	}
	p := d.points[n]
	record := func(r model.Row) int {
		return slices.IndexFunc(d.records, func(p model.Published) bool { return p.Ref == r.Ref })
	}
	for i, row := range rows {
		c := inOrder(q, row, p.row)
		if c == 0 {
			c = record(row) - record(p.row)
		}
		if c > 0 || c == 0 && p.at {
			return i
		}
	}
	return len(rows)
}

var errLost = errors.New("the disk is gone")

func newFakeData(records ...model.Published) *fakeData {
	d := &fakeData{records: records, wake: make(chan struct{}), house: model.Forwarder{
		Name: model.Line("Hai Long Logistics", 40), Phone: model.Line("+84 28 3820 0000", 40), Mail: model.Line("cs@hailong.example", 40),
	}}
	for i := range d.records {
		d.version = max(d.version, d.records[i].Change)
	}
	return d
}

// put changes or adds a record and wakes whoever watches.
func (d *fakeData) put(p model.Published) {
	d.set(p)
	d.ring()
}

// set changes or adds a record; whoever watches sleeps on.
func (d *fakeData) set(p model.Published) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.version++
	p.Change = d.version
	at := slices.IndexFunc(d.records, func(r model.Published) bool { return r.Ref == p.Ref })
	if at < 0 {
		d.records = append(d.records, p)
	} else {
		d.records[at] = p
	}
}

// ring wakes the watches, which answer then.
func (d *fakeData) ring() {
	d.mu.Lock()
	old := d.wake
	d.wake = make(chan struct{})
	d.mu.Unlock()
	if d.stage != nil {
		d.stage.awaken(d)
	}
	close(old)
	if d.stage != nil {
		d.stage.quiet()
	}
}

func (d *fakeData) broken(err error) {
	d.mu.Lock()
	d.fail = err
	d.mu.Unlock()
}

func (d *fakeData) rows(q model.Query) []model.Row {
	var rows []model.Row
	asked, _ := filter.Parse(q.Filter, true, stageNow)
	for _, p := range d.records {
		c := filter.Candidate{Row: model.RowOf(p), Refers: func(filter.Field, string) bool { return false }}
		c.Attention = c.Row.Attention(stageNow) != ""
		known := model.Fold(p.Ref.String() + p.Vessel.String() + p.POL.Short() + p.POD.Short())
		missed := slices.ContainsFunc(strings.Fields(q.Search), func(word string) bool { return !strings.Contains(known, model.Fold(word)) })
		inTab := q.Tab == model.TabAttention && c.Attention || q.Tab != model.TabAttention && (q.Tab == "" || slices.Contains(q.Tab.Statuses(), p.Status))
		if inTab && !missed && asked.Fits(&c, q.Today, q.Since, nil) {
			rows = append(rows, c.Row)
		}
	}
	slices.SortStableFunc(rows, func(a, b model.Row) int { return inOrder(q, a, b) })
	return rows
}

func inOrder(q model.Query, a, b model.Row) int {
	c := 0
	switch q.Sort {
	case model.ByETD:
		c = a.ETD.Compare(b.ETD)
	case model.ByETA:
		c = a.ETA.Compare(b.ETA)
	case model.ByRef:
		c = strings.Compare(a.Ref.String(), b.Ref.String())
	default:
		c = int(b.Change) - int(a.Change)
	}
	if q.Reverse {
		return -c
	}
	return c
}

func (d *fakeData) Page(_ context.Context, q model.Query) (model.Page, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pages++
	if d.fail != nil {
		return model.Page{}, d.fail
	}
	rows := d.rows(q)
	from, to := 0, min(len(rows), q.Limit)
	switch {
	case q.Last:
		from, to = max(0, len(rows)-q.Limit), len(rows)
	case q.After != "":
		from = d.place(rows, q, q.After)
		to = min(len(rows), from+q.Limit)
	case q.Before != "":
		to = d.place(rows, q, q.Before)
		from = max(0, to-q.Limit)
	}
	page := model.Page{Rows: slices.Clone(rows[from:to])}
	if from == to {
		if page.Start = q.After; from > 0 {
			page.Prev = d.cursor(rows[from-1], false) // the store's leads to all rows before the point
		}
		return page, nil
	}
	page.Start = d.cursor(rows[from], true)
	if from > 0 {
		page.Prev = d.cursor(rows[from], true)
	}
	if to < len(rows) {
		page.Next = d.cursor(rows[to-1], false)
	}
	return page, nil
}

func (d *fakeData) Counts(context.Context) (model.Counts, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	counts := model.Counts{}
	for _, tab := range model.Tabs() {
		counts[tab] = len(d.rows(model.Query{Tab: tab}))
	}
	return counts, d.fail
}

func (d *fakeData) Shipment(_ context.Context, ref string) (model.Published, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return model.Published{}, d.fail
	}
	for _, p := range d.records {
		if p.Ref.String() == ref {
			return p, nil
		}
	}
	return model.Published{}, model.ErrNotFound
}

func (d *fakeData) Version(context.Context) (uint64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.version, d.fail
}

// Watch parks: the stage counts a command that waits for a change as quiet.
func (d *fakeData) Watch(ctx context.Context, since uint64) (uint64, error) {
	for {
		w := &waiter{on: d}
		d.mu.Lock()
		version, wake, fail := d.version, d.wake, d.fail
		d.mu.Unlock()
		if version > since || fail != nil {
			return version, fail
		}
		d.stage.results <- parked{w}
		select {
		case <-wake:
		case <-ctx.Done():
			d.stage.results <- unparked{w}
			return 0, ctx.Err()
		}
	}
}

func (d *fakeData) Forwarder(context.Context) (model.Forwarder, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.house, d.fail
}

package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"porthole/internal/model"
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
	for _, p := range d.records {
		r := model.RowOf(p)
		attention := q.Tab == model.TabAttention && r.Attention(stageNow) != ""
		if attention || q.Tab != model.TabAttention && (q.Tab == "" || slices.Contains(q.Tab.Statuses(), r.Status)) {
			if q.Search == "" || strings.Contains(model.Fold(r.Ref.String()+r.Vessel.String()+r.POD.Short()), model.Fold(q.Search)) {
				rows = append(rows, r)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b model.Row) int {
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
	})
	return rows
}

func (d *fakeData) Page(_ context.Context, q model.Query) (model.Page, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pages++
	if d.fail != nil {
		return model.Page{}, d.fail
	}
	rows := d.rows(q)
	index := func(ref string) int {
		return slices.IndexFunc(rows, func(r model.Row) bool { return r.Ref.String() == ref })
	}
	from, to := 0, min(len(rows), q.Limit)
	switch {
	case q.Last:
		from, to = max(0, len(rows)-q.Limit), len(rows)
	case q.After != "":
		from = index(q.After) + 1
		to = min(len(rows), from+q.Limit)
	case q.Before != "":
		to = max(0, index(q.Before))
		from = max(0, to-q.Limit)
	}
	page := model.Page{Rows: slices.Clone(rows[from:to])}
	if from > 0 {
		page.Start, page.Prev = rows[from-1].Ref.String(), rows[from].Ref.String()
	}
	if to < len(rows) && to > 0 {
		page.Next = rows[to-1].Ref.String()
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

package transfer

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"porthole/internal/store/engine"
)

// item is a shipment of a list, with the change that brought its record.
type item struct {
	engine.Item
	recordSeq uint64
}

// pages goes over everything that read gives behind what it gave last, some at a time.
func pages[T any](ctx context.Context, s Side, read func(r engine.Reader, last T) ([]T, error), take func(page []T) error) error {
	for page, last := []T(nil), *new(T); ; last = page[atOnce-1] {
		err := s.View(ctx, func(r engine.Reader) (err error) {
			page, err = read(r, last)
			return err
		})
		if err == nil {
			err = take(page)
		}
		if err != nil || len(page) < atOnce {
			return err //nolint:wrapcheck // the caller names the table or the list
		}
	}
}

// records goes over a table, each record as it is without this side's lock.
func (s Side) records(ctx context.Context, t *engine.Table, take func(page []engine.Record) error) error {
	return pages(ctx, s, func(r engine.Reader, last engine.Record) (page []engine.Record, err error) {
		for record, err := range r.Scan(t, engine.Scan{After: last.Key}) {
			if err != nil {
				return nil, fmt.Errorf("%q %q: %w", record.Key.First, record.Key.Second, err)
			}
			record.Value, record.Columns = bytes.Clone(record.Value), slices.Clone(record.Columns)
			if page = append(page, record); len(page) == atOnce {
				break
			}
		}
		return page, s.recode(t, page, Lock.Open)
	}, take)
}

// recode opens this side's lock on records of a table, or closes it.
func (s Side) recode(t *engine.Table, page []engine.Record, how func(lock Lock, value []byte) ([]byte, error)) (err error) {
	if lock := s.Locks[t.Name]; lock != nil {
		for i := range page {
			if page[i].Value, err = how(lock, page[i].Value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s Side) lists(ctx context.Context) (all []engine.List, err error) {
	err = s.View(ctx, func(r engine.Reader) error { all, err = r.Lists(); return err })
	return all, err //nolint:wrapcheck // the engine says what it does
}

func (s Side) state(ctx context.Context, l engine.List) (state engine.State, err error) {
	err = s.View(ctx, func(r engine.Reader) error { state, err = r.State(l); return err })
	return state, err //nolint:wrapcheck // the caller names the list
}

// items goes over a list, in the order of its references.
func (s Side) items(ctx context.Context, l engine.List, take func(page []item) error) error {
	return pages(ctx, s, func(r engine.Reader, last item) ([]item, error) { return someItems(r, l, last.Ref) }, take)
}

func someItems(r engine.Reader, l engine.List, after string) ([]item, error) {
	var page []item
	var refs []string
	for i, err := range r.Records(l, after) {
		if err != nil {
			return nil, err //nolint:wrapcheck // the caller names the list
		}
		page = append(page, item{engine.Item{Record: bytes.Clone(i.Record)}, i.Seq})
		if refs = append(refs, i.Ref); len(refs) == atOnce {
			break
		}
	}
	whole, err := r.Items(l, refs...)
	if err == nil && len(whole) != len(page) {
		err = fmt.Errorf("%d records and %d lines: %w", len(page), len(whole), engine.ErrDamaged)
	}
	if err != nil {
		return nil, err //nolint:wrapcheck // likewise
	}
	for n, i := range whole {
		i.Record, i.Row, i.Words = page[n].Record, bytes.Clone(i.Row), bytes.Clone(i.Words)
		page[n].Item = i
	}
	return page, nil
}

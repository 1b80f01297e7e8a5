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

// records goes over a table, some records at a time, each as it is without this side's
// lock.
func (s Side) records(ctx context.Context, t *engine.Table, take func(page []engine.Record) error) error {
	for after, more := (engine.Key{}), true; more; {
		var page []engine.Record
		err := s.View(ctx, func(r engine.Reader) error {
			page = page[:0]
			for record, err := range r.Scan(t, engine.Scan{After: after}) {
				if err != nil {
					return fmt.Errorf("%q %q: %w", record.Key.First, record.Key.Second, err)
				}
				record.Value, record.Columns = bytes.Clone(record.Value), slices.Clone(record.Columns)
				if page = append(page, record); len(page) == atOnce {
					break
				}
			}
			return nil
		})
		if err != nil {
			return err //nolint:wrapcheck // the caller names the table
		}
		if more = len(page) == atOnce; more {
			after = page[len(page)-1].Key
		}
		if lock := s.Locks[t.Name]; lock != nil {
			for i := range page {
				if page[i].Value, err = lock.Open(page[i].Value); err != nil {
					return err //nolint:wrapcheck // likewise
				}
			}
		}
		if err := take(page); err != nil {
			return err
		}
	}
	return nil
}

// close puts this side's lock on records of a table.
func (s Side) close(t *engine.Table, page []engine.Record) (err error) {
	if lock := s.Locks[t.Name]; lock != nil {
		for i := range page {
			if page[i].Value, err = lock.Close(page[i].Value); err != nil {
				return err //nolint:wrapcheck // the caller names the table
			}
		}
	}
	return nil
}

// keys goes over the keys of a table, whether their records can be read or not.
func (s Side) keys(ctx context.Context, t *engine.Table, take func(page []engine.Key) error) error {
	for {
		var page []engine.Key
		err := s.View(ctx, func(r engine.Reader) error {
			page = page[:0]
			for record, err := range r.Scan(t, engine.Scan{}) {
				if err != nil && record.Key == (engine.Key{}) {
					return err
				}
				if page = append(page, record.Key); len(page) == atOnce {
					break
				}
			}
			return nil
		})
		if err != nil || len(page) == 0 {
			return err //nolint:wrapcheck // the caller names the table
		}
		if err := take(page); err != nil {
			return err
		}
	}
}

func (s Side) lists(ctx context.Context) (all []engine.List, err error) {
	err = s.View(ctx, func(r engine.Reader) error { all, err = r.Lists(); return err })
	return all, err //nolint:wrapcheck // the engine says what it does
}

// items goes over a list, some shipments at a time, in the order of their references.
func (s Side) items(ctx context.Context, l engine.List, take func(page []item) error) error {
	for after, more := "", true; more; {
		var page []item
		err := s.View(ctx, func(r engine.Reader) (err error) {
			page, err = someItems(r, l, after)
			return err
		})
		if err != nil {
			return err //nolint:wrapcheck // the caller names the list
		}
		if more = len(page) == atOnce; more {
			after = page[len(page)-1].Ref
		}
		if err := take(page); err != nil {
			return err
		}
	}
	return nil
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

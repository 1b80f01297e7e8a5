// Package transfer copies all that one engine keeps into another, and proves that both
// keep the same.
//
// It works on the seam of the engines alone: records by their keys, lists by their
// references, so many at a time. Whoever calls it sees to it that nobody else writes to
// either. Until the proof is done the copy has the schema [Unfinished], which nobody
// opens as a store; a copy that was cut short is cleared away by the next one.
package transfer

import (
	"context"
	"errors"
	"fmt"

	"porthole/internal/store/engine"
)

// Unfinished is the schema of a copy that is not whole, greater than any other.
const Unfinished = 1 << 40

// atOnce is how many records, or shipments of a list, one transaction copies.
const atOnce = 500

// ErrTaken is for a target that holds something else.
var ErrTaken = errors.New("transfer: the target holds something")

// Side is one of the two engines, with what is locked there by a key of its own.
type Side struct {
	engine.Engine
	Locks map[string]Lock // by the names of tables
}

// Lock is how the values of a table are read and written on one side. What Open makes of
// the same is the same on both sides; Close undoes it with this side's key.
type Lock interface {
	Open(value []byte) ([]byte, error)
	Close(value []byte) ([]byte, error)
}

// Copy is one that is under way.
type Copy struct {
	From, To Side
	Tables   []*engine.Table
	Progress func(done, total int64) // of records and shipments; total 0: not known
	done     int64
	total    int64
}

// Run copies everything and gives what both sides hold after that: one sum for each table
// and each list. A target that holds nothing, or a copy that was cut short, is taken;
// else the error is ErrTaken. When sums differ, the copy stays unfinished.
func (c *Copy) Run(ctx context.Context) (sums []Sum, err error) {
	var schema uint64
	err = c.From.View(ctx, func(r engine.Reader) error { schema, err = r.Schema(); return err })
	if err != nil {
		return nil, err //nolint:wrapcheck // the engine says what it does
	}
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	want, err := c.sum(ctx, c.From)
	if err != nil {
		return nil, err
	}
	c.done, c.total = 0, 2*c.done // once to be written, once to be proven
	if err := c.write(ctx); err != nil {
		return nil, err
	}
	have, err := c.sum(ctx, c.To)
	if err != nil {
		return nil, err
	}
	sums = compare(want, have)
	for _, s := range sums {
		if s.Differs() {
			return sums, nil
		}
	}
	return sums, c.To.Update(ctx, func(tx engine.Tx) error { return tx.SetSchema(schema) }) //nolint:wrapcheck // likewise
}

// begin takes the target, and clears away what is left in it of a copy that was cut short.
func (c *Copy) begin(ctx context.Context) error {
	cutShort := false
	err := c.To.Update(ctx, func(tx engine.Tx) error {
		schema, err := tx.Schema()
		if cutShort = schema == Unfinished; err != nil || cutShort {
			return err //nolint:wrapcheck // the engine says what it does
		}
		lists, err := tx.Lists()
		if err == nil && (schema != 0 || len(lists) > 0) {
			err = ErrTaken
		}
		if err != nil {
			return err
		}
		return tx.SetSchema(Unfinished) //nolint:wrapcheck // likewise
	})
	if err != nil || !cutShort {
		return err //nolint:wrapcheck // likewise
	}
	return c.clear(ctx)
}

// write copies everything into a target that is empty.
func (c *Copy) write(ctx context.Context) error {
	for _, t := range c.Tables {
		if err := c.writeTable(ctx, t); err != nil {
			return fmt.Errorf("copy table %s: %w", t.Name, err)
		}
	}
	lists, err := c.From.lists(ctx)
	for _, l := range lists {
		if err := c.writeList(ctx, l); err != nil {
			return fmt.Errorf("copy list %q: %w", l, err)
		}
	}
	return err
}

func (c *Copy) writeTable(ctx context.Context, t *engine.Table) error {
	var last uint64
	err := c.From.View(ctx, func(r engine.Reader) (err error) { last, err = r.LastNumber(t); return err })
	if err == nil {
		err = c.To.Update(ctx, func(tx engine.Tx) error { return tx.SetLastNumber(t, last) })
	}
	if err != nil {
		return err //nolint:wrapcheck // write names the table
	}
	return c.From.records(ctx, t, func(page []engine.Record) error {
		if err := c.To.recode(t, page, Lock.Close); err != nil {
			return err
		}
		err := c.To.Update(ctx, func(tx engine.Tx) error {
			for _, r := range page {
				if err := tx.Put(t, r); err != nil {
					return err //nolint:wrapcheck // the engine names the key
				}
			}
			return nil
		})
		c.went(len(page))
		return err //nolint:wrapcheck // write names the table
	})
}

func (c *Copy) writeList(ctx context.Context, l engine.List) error {
	state, err := c.From.state(ctx, l)
	if err == nil {
		err = c.To.Update(ctx, func(tx engine.Tx) error { return tx.MakeList(l, state.Seq) })
	}
	if err != nil {
		return err //nolint:wrapcheck // write names the list
	}
	return c.From.items(ctx, l, func(page []item) error {
		err := c.To.Update(ctx, func(tx engine.Tx) error {
			for _, i := range page {
				if err := tx.PutItem(l, i.Item); err != nil {
					return err //nolint:wrapcheck // the engine names the shipment
				}
			}
			return nil
		})
		c.went(len(page))
		return err //nolint:wrapcheck // write names the list
	})
}

// clear takes away everything in the target.
func (c *Copy) clear(ctx context.Context) error {
	for _, t := range c.Tables {
		for more := true; more; {
			err := c.To.Update(ctx, func(tx engine.Tx) (err error) {
				more, err = clearSome(tx, t)
				return err
			})
			if err != nil {
				return fmt.Errorf("clear table %s: %w", t.Name, err)
			}
		}
	}
	return c.To.Update(ctx, func(tx engine.Tx) error { //nolint:wrapcheck // the engine says what it does
		lists, err := tx.Lists()
		for _, l := range lists {
			err = errors.Join(err, tx.DropList(l))
		}
		return err
	})
}

// clearSome takes away some records of a table, whether they can be read or not; more says
// that there may be others.
func clearSome(tx engine.Tx, t *engine.Table) (more bool, err error) {
	var keys []engine.Key
	for record, err := range tx.Scan(t, engine.Scan{}) {
		if err != nil && record.Key == (engine.Key{}) {
			return false, err //nolint:wrapcheck // the caller names the table
		}
		if keys = append(keys, record.Key); len(keys) == atOnce {
			break
		}
	}
	for _, k := range keys {
		err = errors.Join(err, tx.Delete(t, k))
	}
	return len(keys) == atOnce, err
}

// went tells that so many more are done.
func (c *Copy) went(n int) {
	c.done += int64(n)
	c.Progress(c.done, c.total)
}

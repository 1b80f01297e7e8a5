package transfer

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"

	"porthole/internal/store/engine"
)

// Sum stands for all that a table or a list holds.
type Sum struct {
	Name  string // what people are told of it
	Count int
	// Digest is a SHA-256, in hex: of keys, columns, times and values, and the last
	// number; of a list of shipments, words, lines and records, and of its counts.
	Digest string
	// Copied is what the copy has of it, where that is something else.
	Copied string
	Wrong  error // what contradicts itself in the copy's list
}

// Differs says that the copy does not have the same.
func (s Sum) Differs() bool { return s.Copied != "" || s.Wrong != nil }

// compare puts beside what should be there what is.
func compare(want, have []Sum) []Sum {
	found := map[string]Sum{}
	for _, s := range have {
		found[s.Name] = s
	}
	for i, s := range want {
		h := found[s.Name]
		delete(found, s.Name)
		if want[i].Wrong = h.Wrong; h.Digest != s.Digest || h.Count != s.Count {
			want[i].Copied = fmt.Sprintf("%d %s", h.Count, h.Digest)
		}
	}
	for _, s := range found { // what the copy has too much
		s.Copied = fmt.Sprintf("%d %s", s.Count, s.Digest)
		s.Count, s.Digest = 0, ""
		want = append(want, s)
	}
	return want
}

// digest is a hash of parts that cannot run into one another.
type digest struct{ hash.Hash }

func (d digest) text(parts ...string) {
	for _, part := range parts {
		d.number(uint64(len(part)))
		_, _ = d.Write([]byte(part))
	}
}

func (d digest) number(numbers ...uint64) {
	for _, n := range numbers {
		_, _ = d.Write(binary.BigEndian.AppendUint64(nil, n))
	}
}

func (d digest) String() string { return hex.EncodeToString(d.Sum(nil)) }

// sum reads everything of a side. Of a list of the copy, what the engine keeps beside its
// shipments is checked as well.
func (c *Copy) sum(ctx context.Context, side Side) (sums []Sum, err error) {
	for _, t := range c.Tables {
		s, err := c.sumTable(ctx, side, t)
		if err != nil {
			return nil, fmt.Errorf("read table %s: %w", t.Name, err)
		}
		sums = append(sums, s)
	}
	lists, err := side.lists(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range lists {
		s, err := c.sumList(ctx, side, l)
		if err != nil {
			return nil, fmt.Errorf("read list %q: %w", l, err)
		}
		sums = append(sums, s)
	}
	return sums, nil
}

func (c *Copy) sumTable(ctx context.Context, side Side, t *engine.Table) (Sum, error) {
	s, d := Sum{Name: t.Name}, digest{sha256.New()}
	err := side.View(ctx, func(r engine.Reader) error {
		last, err := r.LastNumber(t)
		d.Reset()
		d.number(last)
		return err //nolint:wrapcheck // sum names the table
	})
	if err != nil {
		return s, err //nolint:wrapcheck // likewise
	}
	err = side.records(ctx, t, func(page []engine.Record) error {
		for _, r := range page {
			d.text(r.Key.First, r.Key.Second, string(r.Value))
			d.text(r.Columns...)
			if d.number(uint64(len(r.Columns))); !r.Due.IsZero() {
				d.number(uint64(r.Due.UnixNano()))
			}
		}
		s.Count += len(page)
		c.went(len(page))
		return nil
	})
	s.Digest = d.String()
	return s, err
}

func (c *Copy) sumList(ctx context.Context, side Side, l engine.List) (Sum, error) {
	s, d := Sum{Name: nameOf(l)}, digest{sha256.New()}
	state, err := side.state(ctx, l)
	if err != nil {
		return s, err
	}
	d.number(state.Seq)
	d.number(state.All[:]...)
	d.number(state.Attention[:]...)
	err = side.items(ctx, l, func(page []item) error {
		for _, i := range page {
			attention := uint64(0)
			if i.Attention {
				attention = 1
			}
			d.text(i.Ref, string(i.Words), string(i.Row), string(i.Record))
			d.number(i.Seq, i.recordSeq, uint64(i.Status), attention, uint64(i.Turn), uint64(i.ETD), uint64(i.ETA), uint64(i.Updated))
		}
		s.Count += len(page)
		c.went(len(page))
		return nil
	})
	if err == nil && c.total > 0 {
		err = side.View(ctx, func(r engine.Reader) error {
			_, _, found := r.CheckList(ctx, l)
			s.Wrong = errors.Join(found...)
			return ctx.Err() //nolint:wrapcheck // likewise
		})
	}
	s.Digest = d.String()
	return s, err
}

// nameOf is a list as people are told of it.
func nameOf(l engine.List) string {
	if l == engine.Office {
		return "shipments"
	}
	return "shipments/" + string(l)
}

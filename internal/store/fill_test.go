package store

import (
	"bytes"
	"slices"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// filler fills a store for a benchmark. The lines of an index come in no order,
// and each batch of an import writes a good part of a large index anew. A filler
// keeps the lines back and writes them once, in their order, so that a million
// shipments are there in minutes. What it leaves is what an import leaves.
type filler struct {
	h     *house
	trees map[string]map[[indexHead]byte]*heap
}

// heap is lines that begin alike, in as few pieces of memory as can be.
type heap struct {
	blocks [][]byte
	at     []rank // high: the eight bytes behind the head; low: block, place
}

const blockSize = 16 << 20

// add takes a line: key, its length, value.
func (h *heap) add(e entry) {
	size := 3 + len(e.key) + len(e.value)
	if last := len(h.blocks) - 1; last < 0 || len(h.blocks[last])+size > blockSize {
		h.blocks = append(h.blocks, make([]byte, 0, blockSize))
	}
	block := &h.blocks[len(h.blocks)-1]
	r := rankOf(e.key[indexHead:], 0)
	r.low = uint64(len(h.blocks)-1)<<32 | uint64(len(*block))
	h.at = append(h.at, r)
	*block = append(append(append(*block, byte(len(e.key)>>8), byte(len(e.key)), byte(len(e.value))), e.key...), e.value...)
}

// line is what add took.
func (h *heap) line(r rank) (key, value []byte) {
	b := h.blocks[r.low>>32][uint32(r.low):]
	size, rest := int(b[0])<<8|int(b[1]), b[3:]
	return rest[:size:size], rest[size : size+int(b[2]) : size+int(b[2])]
}

func (h *heap) sort() {
	slices.SortFunc(h.at, func(a, b rank) int {
		if a.high != b.high {
			if a.high < b.high {
				return -1
			}
			return 1
		}
		keyA, _ := h.line(a)
		keyB, _ := h.line(b)
		return bytes.Compare(keyA, keyB)
	})
}

// put writes new shipments of a partner, all but the lines of their indexes.
func (f *filler) put(tb testing.TB, from, to int, partner string) {
	tb.Helper()
	for ; from < to; from += fillBatch {
		check(tb, f.h.office.Write(ctx, "import", func(w *Writer) error {
			for i := from; i < min(from+fillBatch, to); i++ {
				if _, err := w.Put(benchShipment(i, partner)); err != nil {
					return err
				}
			}
			for slug, t := range w.trees {
				f.keepBack(slug, t)
			}
			return nil
		}))
	}
}

func (f *filler) keepBack(slug string, t *tree) {
	if f.trees == nil {
		f.trees = map[string]map[[indexHead]byte]*heap{}
	}
	if f.trees[slug] == nil {
		f.trees[slug] = map[[indexHead]byte]*heap{}
	}
	for _, l := range t.pending.lines {
		head := [indexHead]byte(l.key)
		if f.trees[slug][head] == nil {
			f.trees[slug][head] = &heap{}
		}
		f.trees[slug][head].add(l.entry)
	}
	t.pending = pending{}
}

// write writes the lines of one tree.
func (f *filler) write(tb testing.TB, slug string) {
	tb.Helper()
	heads := make([][indexHead]byte, 0, len(f.trees[slug]))
	for head := range f.trees[slug] {
		heads = append(heads, head)
	}
	slices.SortFunc(heads, func(a, b [indexHead]byte) int { return bytes.Compare(a[:], b[:]) })
	for _, head := range heads {
		lines := f.trees[slug][head]
		lines.sort()
		const batch = 200_000
		for part := range slices.Chunk(lines.at, batch) {
			changes := make([]bolt.Change, len(part))
			for i, r := range part {
				changes[i].Key, changes[i].Value = lines.line(r)
			}
			check(tb, f.h.db.Update(bolt.In(func(tx bolt.Tx) error {
				t, err := openTree(tx, slug)
				if err != nil {
					return err
				}
				return t.index.Edit(changes)
			})))
		}
		delete(f.trees[slug], head)
	}
	delete(f.trees, slug)
}

// A filled store is sound, and its pages are those of one that was imported.
func TestAFilledStoreIsAsAnImportedOne(t *testing.T) {
	h := newHouse(t, "saigon-tech")
	f := filler{h: h}
	f.put(t, 0, 300, "saigon-tech")
	f.write(t, "saigon-tech")
	f.write(t, hallName)
	h.sound(t)
	other := newHouse(t, "saigon-tech")
	imported(t, other, 0, 300, "saigon-tech")
	for _, q := range []model.Query{{}, {Search: "o"}, {Search: "SHP", Last: true}, {Tab: model.TabAttention, Sort: model.ByETA}} {
		a, b := must(h.room("saigon-tech").Page(ctx, q)), must(other.room("saigon-tech").Page(ctx, q))
		if !slices.Equal(refs(a.Rows), refs(b.Rows)) {
			t.Errorf("%+v: %v and %v", q, refs(a.Rows), refs(b.Rows))
		}
	}
}

package workbook

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"porthole/internal/model"
)

// maxMerges is how many merged ranges a workbook may have.
const maxMerges = 200_000

// merge is a range of cells that a person sees as one. What stands in it holds for
// all its rows.
type merge struct{ top, bottom, left, right int } // rows from 1, columns from 0

// readMerges finds the merged ranges of a sheet, which stand behind its rows. They
// come back in the order of their first rows.
func readMerges(part io.Reader) ([]merge, error) {
	var merges []merge
	t, inRow := newTags(part), false
	for {
		switch err := t.next(); {
		case errors.Is(err, io.EOF):
			slices.SortStableFunc(merges, func(a, b merge) int { return cmp.Compare(a.top, b.top) })
			return merges, nil
		case err != nil:
			return nil, err
		}
		if !inRow {
			t.record()
		}
		switch t.name() {
		case "row":
			t.record()
			inRow = !t.alone
		case "/row":
			inRow = false
		case "mergeCell":
			if m, ok := readRange(t.attribute("ref")); ok {
				merges = append(merges, m)
			}
			if len(merges) > maxMerges {
				return nil, model.NewFault("error.import.xlsx_merges", maxMerges)
			}
		}
	}
}

// readRange reads A2:B5.
func readRange(ref string) (merge, bool) {
	from, to, ok := strings.Cut(ref, ":")
	left, top := cellPlace(from)
	right, bottom := cellPlace(to)
	return merge{top, bottom, left, right}, ok && top > 0 && bottom >= top && left >= 0 && right >= left
}

// cellPlace reads A2: the column, from 0, and the row, from 1; -1 and 0 for what is
// none.
func cellPlace(ref string) (column, row int) {
	at := strings.IndexAny(ref, "0123456789")
	if at < 1 || at > 3 {
		return -1, 0
	}
	for _, c := range []byte(ref[:at]) {
		if c |= 0x20; c < 'a' || c > 'z' {
			return -1, 0
		}
		column = column*26 + int(c|0x20-'a') + 1
	}
	return column - 1, wholeNumber(ref[at:])
}

// held is a merged range that the present row is in, with what stands in it.
type held struct {
	merge
	text string
	mark Mark
}

// fill puts into a row what the merged ranges say that it is in, and gives those
// that go on below it.
func fill(active []held, row int, cells *[]string, marks *[]Mark) []held {
	left := active[:0]
	for _, h := range active {
		if row == h.top {
			h.text, h.mark = ith(*cells, h.left), ith(*marks, h.left)
			set(marks, h.left, h.mark|Spans)
		} else if h.text != "" {
			set(cells, h.left, h.text)
			set(marks, h.left, h.mark|Below)
		}
		if row < h.bottom {
			left = append(left, h)
		}
	}
	return left
}

// ith is the ith of a list, or nothing.
func ith[T any](list []T, i int) (value T) {
	if i < len(list) {
		value = list[i]
	}
	return value
}

// set puts a value at the ith place of a list, which grows as needed.
func set[T any](list *[]T, i int, value T) {
	var nothing T
	for len(*list) <= i {
		*list = append(*list, nothing)
	}
	(*list)[i] = value
}

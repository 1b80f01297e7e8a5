package engine

import (
	"bytes"
	"cmp"
	"strings"
)

// Compare says how two points of an order stand to one another: negative when a
// comes first.
func (o Order) Compare(a, b Point) int {
	switch o {
	case ByUpdate, ByStatus:
		return cmp.Or(cmp.Compare(a.Status, b.Status), cmp.Compare(b.At, a.At), cmp.Compare(b.Seq, a.Seq), strings.Compare(a.Ref, b.Ref))
	case ByWord:
		return cmp.Or(strings.Compare(a.Word, b.Word), cmp.Compare(a.class(), b.class()), strings.Compare(a.Ref, b.Ref))
	default:
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Seq, b.Seq), strings.Compare(a.Ref, b.Ref))
	}
}

// Reaches reports whether a point is where q begins, if that one counts, or behind it in
// the direction of q.
func (q Query) Reaches(p Point) bool {
	if q.From == nil {
		return true
	}
	side := q.Order.Compare(p, *q.From)
	if q.Back {
		side = -side
	}
	return side > 0 || side == 0 && q.At
}

func (p Point) class() int {
	if p.Plain {
		return 1
	}
	return 0
}

// Line is the line of a shipment in what q selects, wherever q begins; false when
// it has none.
func (i *Item) Line(q Query) (line Line, found bool) {
	line.Ref = i.Ref
	if q.Order == ByChange {
		line.Seq = i.Seq
		return line, true
	}
	if !bytes.Contains(q.Statuses, []byte{i.Status}) || q.Attention && !i.Attention {
		return line, false
	}
	switch q.Order {
	case ByUpdate:
		line.At, line.Seq = i.Updated, i.Seq
	case ByStatus:
		line.Status, line.At, line.Seq = i.Status, i.Updated, i.Seq
	case ByETD:
		line.At = i.ETD
	case ByETA:
		line.At = i.ETA
	case ByWord:
		for text, kinds := range i.Words.All() {
			if q.Prefix != "" && bytes.HasPrefix(text, []byte(q.Prefix)) {
				line.Word, line.Kinds, line.Plain = string(text), kinds, kinds == 0
				return line, true
			}
		}
		return line, false
	case ByRef, ByChange:
	}
	return line, true
}

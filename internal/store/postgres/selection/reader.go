package selection

import (
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"porthole/internal/store/engine"
)

// Reader reads lines from rows, in which all is null for a list that has none.
type Reader struct {
	order         engine.Order
	status, kinds zeronull.Int2
	at, seq       zeronull.Int8
	word, ref     zeronull.Text
	into          []any
}

// NewReader is for rows that have more columns behind those of a line.
func NewReader(order engine.Order, more ...any) *Reader {
	r := &Reader{order: order}
	r.into = []any{&r.status, &r.at, &r.seq, &r.ref}
	if order == engine.ByWord {
		r.into = []any{&r.word, &r.kinds, &r.ref}
	}
	r.into = append(r.into, more...)
	return r
}

// Read reads one; false for the row of a list that has none.
func (r *Reader) Read(row pgx.Rows) (line engine.Line, found bool, err error) {
	if err = row.Scan(r.into...); err != nil || r.ref == "" {
		return line, false, err //nolint:wrapcheck // explained by whoever has asked
	}
	line.Ref = string(r.ref)
	switch r.order {
	case engine.ByStatus:
		line.Status, line.At, line.Seq = uint8(r.status), ^int64(r.at), uint64(^r.seq)
	case engine.ByUpdate:
		line.At, line.Seq = ^int64(r.at), uint64(^r.seq)
	case engine.ByETD, engine.ByETA:
		line.At = int64(r.at)
	case engine.ByChange:
		line.Seq = uint64(r.seq)
	case engine.ByWord:
		line.Word, line.Kinds, line.Plain = string(r.word), uint8(r.kinds), r.kinds == 0
	case engine.ByRef:
	}
	return line, true, nil
}

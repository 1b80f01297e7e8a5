package lists

import (
	"crypto/sha256"
	"encoding/base64"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// A cursor is a point of an order in base64, with whether the line at the point
// itself counts, after a short digest that binds it to its list, its order and
// its question. It holds nothing but what its page has shown. It stays good when
// the line that it was made from is gone.
//
// A cursor of another list, another order or another question is refused, and so
// is one that was tampered with. The digest is no secret: whoever forges one
// gets a place in their own list, and could have asked for it.

const digestSize = 6

// cursorOrder is what a cursor belongs to.
type cursorOrder struct {
	list  engine.List
	order engine.Order
	asked string // of a search or a filter
}

func (o cursorOrder) cursor(p engine.Point, at bool) string {
	b := packer{}
	b.flag(at)
	b.flag(p.Plain)
	b.unsigned(uint64(p.Status))
	b.number(p.At)
	b.unsigned(p.Seq)
	b.string(p.Word)
	b.string(p.Ref)
	return base64.RawURLEncoding.EncodeToString(append(o.digest(b.b), b.b...))
}

// parse reads what cursor made; a Fault for anything else.
func (o cursorOrder) parse(text string) (p engine.Point, at bool, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) < digestSize || string(o.digest(raw[digestSize:])) != string(raw[:digestSize]) {
		return p, false, model.ErrCursor
	}
	u := unpacker{b: raw[digestSize:]}
	at, p.Plain = u.flag(), u.flag()
	p.Status, p.At, p.Seq = uint8(u.unsigned()), u.number(), u.unsigned()
	p.Word, p.Ref = u.string(), u.string()
	if !u.ended() {
		return p, false, model.ErrCursor
	}
	return p, at, nil
}

func (o cursorOrder) digest(body []byte) []byte {
	b := packer{}
	b.string(string(o.list))
	b.unsigned(uint64(o.order))
	b.string(o.asked)
	sum := sha256.Sum256(append(b.b, body...))
	return sum[:digestSize]
}

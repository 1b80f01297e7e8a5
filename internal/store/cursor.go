package store

import (
	"crypto/sha256"
	"encoding/base64"

	"porthole/internal/model"
)

// A cursor is a point of a walk (see walk.go) in base64, with whether the line
// at the point itself counts, after a short digest that binds it to its room,
// its order and its question. It holds nothing but what its page has shown. It
// stays good when the line that it was made from is gone.
//
// A cursor of another room, another order or another question is refused, and so
// is one that was tampered with. The digest is no secret: whoever forges one
// gets a place in their own list, and could have asked for it.

// errCursor is for a cursor that this list did not give.
var errCursor = model.NewFault("error.cursor")

const digestSize = 6

// list names what a cursor belongs to.
type list struct {
	slug  string
	walk  *walk
	asked string // of a search or a filter
}

func (l list) cursor(point []byte, at bool) string {
	body := []byte{0}
	if at {
		body[0] = 1
	}
	body = append(body, point...)
	return base64.RawURLEncoding.EncodeToString(append(l.digest(body), body...))
}

// parse reads what cursor made; a Fault for anything else.
func (l list) parse(text string) (point []byte, at bool, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) < digestSize+2 {
		return nil, false, errCursor
	}
	body := raw[digestSize:]
	if string(l.digest(body)) != string(raw[:digestSize]) || body[0] > 1 {
		return nil, false, errCursor
	}
	return body[1:], body[0] == 1, nil
}

func (l list) digest(body []byte) []byte {
	sort := []byte{l.walk.order, 0}
	if l.walk.whole {
		sort[1] = 1
	}
	h := sha256.New()
	h.Write(pairKey(l.slug, string(sort)))
	h.Write(append([]byte(l.asked), 0))
	h.Write(body)
	return h.Sum(nil)[:digestSize]
}

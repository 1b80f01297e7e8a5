package store

import (
	"encoding/base64"
	"time"
)

// A cursor of the desk is the place of the last line of its page, with the
// moment at which the desk was looked at: what needs an update changes with
// every minute, and the pages of one desk must fit together.

func deskCursor(at time.Time, last ranked) string {
	p := packer{}
	p.number(at.UnixNano())
	p.unsigned(uint64(len(last.pressing)))
	for _, severity := range last.pressing {
		p.number(int64(severity))
	}
	p.string(last.ref)
	p.string(last.slug)
	return base64.RawURLEncoding.EncodeToString(p.b)
}

// parseDeskCursor reads what deskCursor made; errCursor for anything else.
func parseDeskCursor(text string) (at time.Time, last *ranked, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return at, nil, errCursor
	}
	u := unpacker{b: raw}
	at, last = time.Unix(0, u.number()).UTC(), &ranked{}
	for n := u.unsigned(); n > 0 && !u.failed; n-- {
		last.pressing = append(last.pressing, int(u.number()))
	}
	last.ref, last.slug = u.string(), u.string()
	if u.failed || len(u.b) > 0 || len(last.pressing) == 0 || last.ref == "" {
		return at, nil, errCursor
	}
	return at, last, nil
}
